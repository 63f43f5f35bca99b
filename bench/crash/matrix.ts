import { crashesOf, nameOf } from './cells.ts';
import type { Cell } from './cells.ts';
import { crash } from './crash.ts';
import { matrixLines } from './matrix-report.ts';
import { withRig } from './rig.ts';
import type { Rig } from './rig.ts';
import { brokenOf, lateMs } from './verdict.ts';
import type { Left } from './verdict.ts';

export type MatrixWanted = {
  readonly seed: number;
  /** How many seeds, from `seed` on. */
  readonly seeds: number;
  /** Parts of the names of cells; empty for all. */
  readonly only: readonly string[];
};

type Run = { readonly seed: number; readonly left: Left; readonly broken: readonly string[] };

/** An investigation that was slow on a busy machine stands at its failpoint in another crash. */
const tries = 3;

/**
 * Crashes each process at each failpoint of an investigation and says which promises were broken.
 *
 * Effect: starts and strikes processes of a stack of its own; 7 minutes a seed.
 *
 * @returns Whether every promise was kept in every cell.
 */
export async function benchCrashMatrix(
  { seed: first, seeds, only }: MatrixWanted,
  say: (line: string) => void,
): Promise<boolean> {
  const crashes = crashesOf(only);
  if (crashes.length === 0) throw new Error(`no cell has all of ${only.join(', ')}`);
  const startedMs = performance.now();
  const runs = await withRig(async (rig) => {
    const all: Run[] = [];
    for (let seed = first; seed < first + seeds; seed += 1)
      for (const cells of crashes) {
        const found = await crashUntilStood(rig, cells, seed);
        all.push(...found);
        for (const line of crashLines(cells, found, seed)) say(line);
      }
    return all;
  });
  const minutes = ((performance.now() - startedMs) / 60_000).toFixed(1);
  for (const line of matrixLines(countedOf(runs))) say(line);
  const latest = Math.max(...runs.map(({ left }) => lateMs(left) ?? 0)) / 1000;
  const broken = runs.filter((run) => run.broken.length > 0).length;
  const what = `${new Set(runs.map(({ left }) => nameOf(left.cell))).size} cells, ${seeds} seeds, ${runs.length} investigations in ${minutes} minutes; the latest ended ${latest.toFixed(1)} s after its deadline`;
  say(
    broken === 0 ? `ok   ${what}: every promise kept` : `FAIL ${what}: ${broken} broke a promise`,
  );
  return broken === 0;
}

async function crashUntilStood(
  rig: Rig,
  cells: readonly Cell[],
  seed: number,
): Promise<readonly Run[]> {
  const done: Run[] = [];
  let missing = cells;
  for (let n = 1; n <= tries && missing.length > 0; n += 1) {
    const left = await crash(rig, missing, { seed, run: `try ${n}` });
    const isLast = n === tries;
    const counted = left.filter(
      ({ stood, cell }) => isLast || stood === 'reached' || cell.point === 'conclude.after',
    );
    done.push(...counted.map((one) => ({ seed, left: one, broken: brokenOf(one) })));
    missing = left.filter((one) => !counted.includes(one)).map(({ cell }) => cell);
  }
  return done;
}

function crashLines(cells: readonly Cell[], runs: readonly Run[], seed: number): string[] {
  const [{ victim, blow }] = cells as readonly [Cell];
  const awayMs = runs[0]?.left.awayMs ?? 0;
  const failed = runs.flatMap(({ left, broken }) =>
    broken.map(
      (promise) =>
        `FAIL seed ${seed} ${nameOf(left.cell)}: not ${promise} (${left.stood}; ${endOf(left)})`,
    ),
  );
  return [
    `seed ${seed} ${victim} ${blow}: ${runs.length} cells, away ${(awayMs / 1000).toFixed(1)} s`,
    ...failed,
  ];
}

function endOf({ investigation }: Left): string {
  if (investigation === null) return 'open';
  const { status, failure, lanes } = investigation;
  const late = (lateMs({ investigation }) ?? 0) / 1000;
  const outcomes = lanes.map(({ domain, outcome }) => `${domain} ${outcome}`).join(', ');
  return `${status} ${late.toFixed(1)} s after its deadline; ${outcomes}; ${failure?.message ?? 'no failure'}`;
}

function countedOf(runs: readonly Run[]) {
  const byName = Map.groupBy(runs, ({ left }) => nameOf(left.cell));
  return [...byName.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined
      ? []
      : [
          {
            cell: first.left.cell,
            runs: same.length,
            broken: same.filter(({ broken }) => broken.length > 0).length,
          },
        ];
  });
}
