import { blows, points, struck } from './cells.ts';
import type { Cell } from './cells.ts';

/** How often a cell was run, and the runs that broke a promise. */
export type CellRuns = {
  readonly cell: Cell;
  readonly runs: number;
  readonly broken: number;
};

const widest = Math.max(...points.map(({ length }) => length));

const shown = (found: CellRuns | undefined): string => {
  if (found === undefined) return '·';
  return found.broken === 0 ? `ok ${found.runs}` : `FAIL ${found.broken}/${found.runs}`;
};

/** The matrix as text: a line for each failpoint, a column for each victim and blow. Pure. */
export function matrixLines(cells: readonly CellRuns[]): readonly string[] {
  const columns = struck.flatMap((victim) => blows.map((blow) => ({ victim, blow })));
  const line = (first: string, rest: readonly string[]): string =>
    [first.padEnd(widest), ...rest.map((text) => text.padEnd(13))].join('  ').trimEnd();
  return [
    line(
      '',
      columns.map(({ victim, blow }) => `${victim} ${blow}`),
    ),
    ...points.map((point) =>
      line(
        point,
        columns.map(({ victim, blow }) =>
          shown(
            cells.find(
              ({ cell }) => cell.point === point && cell.victim === victim && cell.blow === blow,
            ),
          ),
        ),
      ),
    ),
  ];
}
