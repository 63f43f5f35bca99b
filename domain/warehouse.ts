/** A certified question to run, by its id, with values for its parameters; others keep their default. */
export type Check = {
  readonly question: string;
  readonly parameters: Readonly<Record<string, string>>;
};

/** A statement as a warehouse runs it: markers `:name` stand for the parameters, whose values are text. */
export type Statement = {
  readonly sql: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly type: string;
    readonly value: string;
  }[];
};

/**
 * How a statement ended. Cells are as in evidence. `denied`: a grant or a table is missing, or the
 * warehouse may not be used; `remedy` is what to do. `failed`: everything else, in one sentence.
 */
export type StatementEnd =
  | {
      readonly kind: 'rows';
      readonly statementId: string;
      readonly columns: readonly { readonly name: string; readonly type: string }[];
      readonly rows: readonly (readonly (string | number | boolean | null)[])[];
      readonly rowCount: number;
      readonly truncated: boolean;
    }
  | { readonly kind: 'denied'; readonly reason: string; readonly remedy: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Runs statements on one SQL warehouse, with the identity that also asks Genie. */
export type Warehouse = {
  readonly id: string;
  /**
   * Runs a statement and reads all its rows. It is cancelled at the warehouse when `signal` aborts.
   *
   * @throws {AppError} `upstream.down` when the workspace cannot be reached: the caller may try again.
   */
  readonly run: (statement: Statement, signal: AbortSignal) => Promise<StatementEnd>;
};
