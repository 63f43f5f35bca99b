import type { DeepPlan, DeepProgress, RoundEnd } from './deep.ts';

const begun: DeepProgress = { plans: [], rounds: [], partial: null, waitsUntil: null };

/** With the plan of another round. Pure. */
export function withPlan(
  deep: DeepProgress | null,
  { round, version, steps, done }: DeepPlan,
): DeepProgress {
  const before = deep ?? begun;
  const wait = steps.find((step) => step.kind === 'wait');
  return {
    ...before,
    plans: [...before.plans, { round, version, steps, done }],
    waitsUntil: wait?.until ?? null,
  };
}

/** With the end of a round. Pure. */
export function withRound(
  deep: DeepProgress | null,
  { round, found, verdict, answer }: RoundEnd,
): DeepProgress {
  const before = deep ?? begun;
  return {
    ...before,
    rounds: [...before.rounds, { round, found, verdict }],
    partial: answer,
    waitsUntil: null,
  };
}
