import { trapBench } from './bench.ts';
import { checkFixture } from './check-rows.ts';

type Cell = string | number | null;
type Cells = readonly Readonly<Record<string, string | null>>[];

export type CheckBench = {
  /** Some columns, their names apart by blanks, of the rows of a check in their order. */
  readonly certified: (
    id: string,
    columns: string,
    given?: Readonly<Record<string, string>>,
  ) => Promise<Cell[][]>;
  /** The rows of the statement that somebody in a hurry would write. */
  readonly naive: (sql: string) => Promise<Cell[][]>;
};

/** Text that is a decimal number is one. */
const cellOf = (text: string | null): Cell =>
  text !== null && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;

/** The account with a trap for every check. Effect: makes a data file and opens it. */
export async function checkBench(): Promise<CheckBench> {
  const bench = await trapBench(checkFixture);
  const pick = (rows: Cells, columns: readonly string[]) =>
    rows.map((row) => columns.map((name) => cellOf(row[name] ?? null)));
  return {
    certified: async (id, columns, given) =>
      pick(await bench.certified(id, given), columns.split(' ')),
    naive: async (sql) => {
      const rows = await bench.naive(sql);
      return pick(rows, Object.keys(rows[0] ?? {}));
    },
  };
}
