/**
 * How the first line of an answer is said for tables of one certified question.
 *
 * `line` and `none` are templates of `answers/template.ts`; `none` is said when the table has no row.
 * `one` is said about the row of what the question names, among others or alone.
 * `exists` tells that rows mean yes, and no rows mean no, to a question that asks whether; `opposite`
 * are words that ask the opposite ("is it fresh?" of stale tables).
 */
export type AnswerWords = {
  readonly line: string;
  readonly one?: string | undefined;
  readonly none: string;
  readonly exists: boolean;
  readonly opposite: readonly string[];
  /** The certified question, and others that mean the same. */
  readonly asks: readonly string[];
  /** Parameter → its role (`window.from`, `team`, …). */
  readonly roles: ReadonlyMap<string, string>;
};
