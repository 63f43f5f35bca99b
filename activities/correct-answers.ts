import { changedClaims } from '../claims/changed-claims.ts';
import type { Clock } from '../domain/clock.ts';
import { completeAtMs, renewed } from '../domain/correction.ts';
import type { CorrectionSteps, CorrectionWork, Recheck, Rested } from '../domain/correction.ts';
import { asAppError, failures } from '../domain/errors.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { InvestigationRef } from '../domain/investigation.ts';
import type { Warehouse } from '../domain/warehouse.ts';
import { run } from './run.ts';

/** Answers of one run; what is left is looked at by the next one. */
const batch = 100;
/** How often an answer is looked at whose tables cannot be read. */
const mostAttempts = 3;
const againMs = 3_600_000;

/** The ports of the activity. */
export type CorrectDeps = {
  readonly corrections: CorrectionWork;
  /** Null when none is set: then nothing is looked at again. */
  readonly warehouse: Warehouse | null;
  /** How the rows of a table are looked at again; null when they cannot be. */
  readonly recheckOf: (evidence: Evidence) => Recheck | null;
  /** The clock of the data. */
  readonly now: Clock;
  /** Statements of a UTC day; 0 for none at all. */
  readonly statementsPerDay: number;
};

/**
 * The activity that looks again at answers whose tables were not complete, once they are.
 *
 * Effect: a statement on the warehouse for each such table; may run more than once.
 */
export const createCorrectionActivities = (deps: CorrectDeps): CorrectionSteps => ({
  correctAnswers: () => run(({ signal }) => correctAnswers(deps, signal)),
});

/** As the activity. */
export async function correctAnswers(deps: CorrectDeps, signal: AbortSignal): Promise<number> {
  const { corrections, warehouse, now, statementsPerDay } = deps;
  if (warehouse === null || statementsPerDay === 0) return 0;
  for (const ref of await corrections.unplanned(batch)) {
    signal.throwIfAborted();
    const rested = await corrections.rested(ref);
    await corrections.plan(ref, rested === null ? null : dueAtMs(deps, rested));
  }
  let corrected = 0;
  for (const ref of await corrections.due(now(), batch)) {
    signal.throwIfAborted();
    const found = await lookAgain({ ...deps, warehouse }, ref, signal);
    if (found === 'none left') break;
    corrected += found;
  }
  return corrected;
}

type Incomplete = {
  readonly table: Evidence;
  readonly recheck: Recheck;
  readonly atMs: number;
};

/** The tables that an answer cites and that were not complete. */
function incompleteOf(
  { recheckOf }: CorrectDeps,
  { answer, evidence }: Rested,
): readonly Incomplete[] {
  const cited = new Set(answer.citations.map(({ evidenceId }) => evidenceId));
  return evidence.flatMap((table) => {
    const recheck = cited.has(table.id) ? recheckOf(table) : null;
    const atMs = recheck === null ? null : completeAtMs(table, recheck);
    return recheck === null || atMs === null ? [] : [{ table, recheck, atMs }];
  });
}

/** When all of an answer's tables are complete; null when they were. */
function dueAtMs(deps: CorrectDeps, rested: Rested): number | null {
  const tables = incompleteOf(deps, rested);
  return tables.length === 0 ? null : Math.max(...tables.map(({ atMs }) => atMs));
}

/** Looks at one answer; 1 when it is corrected. */
async function lookAgain(
  deps: CorrectDeps & { readonly warehouse: Warehouse },
  ref: InvestigationRef & { readonly attempts: number },
  signal: AbortSignal,
): Promise<number | 'none left'> {
  const { corrections, statementsPerDay, now } = deps;
  const rested = await corrections.rested(ref);
  const tables = rested === null ? [] : incompleteOf(deps, rested);
  const fresh = new Map<string, Evidence>();
  for (const { table, recheck } of tables) {
    if (!(await corrections.takeStatement(statementsPerDay))) return 'none left';
    const end = await readNow(deps.warehouse, recheck, signal);
    if (end === null && ref.attempts + 1 < mostAttempts) {
      await corrections.postpone(ref, now() + againMs);
      return 0;
    }
    if (end !== null) fresh.set(table.id, renewed(table, end, recheck.keys));
  }
  const evidence = rested?.evidence ?? [];
  const after = evidence.map((one) => fresh.get(one.id) ?? one);
  const claims = rested === null ? [] : changedClaims(rested.answer, evidence, after);
  await corrections.end(ref, claims);
  return claims.length > 0 ? 1 : 0;
}

/** The rows as they are now; null when they cannot be read. */
async function readNow(warehouse: Warehouse, recheck: Recheck, signal: AbortSignal) {
  try {
    const end = await warehouse.run(recheck, signal);
    return end.kind === 'rows' ? end : null;
  } catch (thrown) {
    signal.throwIfAborted();
    if (failures[asAppError(thrown).code].retried) return null;
    throw thrown;
  }
}
