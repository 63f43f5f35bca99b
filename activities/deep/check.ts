import { planHypothesis } from '../../domain/deep.ts';
import type { CheckArgs } from '../../domain/steps.ts';
import type { Deps } from '../deps.ts';
import { createChecks } from '../explain/checks.ts';
import type { Attempt } from '../run.ts';

/**
 * Runs the certified statements of a round's plan on the warehouse, and keeps their tables. A statement that
 * ran before is not run again.
 *
 * Effect: statements on the warehouse; stores their ends, tables and events.
 *
 * @returns How many statements the plan has.
 */
export async function check(deps: Deps, args: CheckArgs, { signal }: Attempt): Promise<number> {
  const { ref, round, untilMs } = args;
  const { store } = deps;
  const [investigation, { plans }] = await Promise.all([
    store.investigation(ref),
    store.rounds.all(ref),
  ]);
  const steps = plans.find((one) => one.round === round)?.steps ?? [];
  const wanted = steps.flatMap((step) =>
    step.kind === 'check' ? [{ question: step.question, parameters: step.parameters }] : [],
  );
  const checks = createChecks(deps, { investigation, nowMs: deps.now(), untilMs, signal });
  const ends = await checks.run(`${planHypothesis}`, wanted);
  const evidenceIds = ends.flatMap((end) => (end.kind === 'rows' ? [end.table.id] : []));
  const isBlocked = ends.every(({ kind }) => kind !== 'rows');
  await store.checks.tell(ref, [
    {
      key: `check.finished:${planHypothesis}:${round}`,
      type: 'check.finished',
      payload: {
        hypothesis: planHypothesis,
        result: isBlocked ? 'blocked' : 'silent',
        evidenceIds,
      },
    },
  ]);
  return wanted.length;
}
