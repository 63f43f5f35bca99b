import type { Effects, StepArgs, StepName } from '../../domain/steps.ts';
import type { Scenario } from './script.ts';
import { simulate } from './simulate.ts';
import type { Changed } from './simulate.ts';

type Started = { readonly step: StepName; readonly args: unknown; isCancelled: boolean };

/** A run, and what its body asked of the engine. */
export type Recorded = Awaited<ReturnType<typeof simulate>> & {
  /** What it was given, each time that it was started. */
  readonly given: <Name extends StepName>(step: Name) => readonly StepArgs<Name>[];
  /** The names of steps that the body cancelled. */
  readonly cancelled: readonly StepName[];
  /** What the body said that it does. */
  readonly described: readonly string[];
};

const base = {
  name: 'recorded',
  budgetSeconds: 60,
  lanes: [{ domain: 'cost', refused: null }],
  legs: {},
  ends: 'completed',
  log: [],
  tookMs: 0,
} as const satisfies Scenario;

/**
 * Runs a scenario and keeps what its body started, with what.
 *
 * @param over The lanes of a scenario and all that is not as in the plainest one.
 */
export async function recorded(
  over: Partial<Scenario>,
  { effects: changed, ...rest }: Changed = {},
): Promise<Recorded> {
  const started: Started[] = [];
  const described: string[] = [];
  const record = (effects: Effects): Effects => ({
    ...effects,
    describe: (line) => described.push(line),
    start: (step, args) => {
      const one: Started = { step, args, isCancelled: false };
      started.push(one);
      const { result, cancel } = effects.start(step, args);
      return {
        result,
        cancel: () => {
          one.isCancelled = true;
          cancel();
        },
      };
    },
  });
  const run = await simulate(
    { ...base, ...over },
    { ...rest, effects: (effects) => record(changed?.(effects) ?? effects) },
  );
  const of = (step: StepName) => started.filter((one) => one.step === step);
  return {
    ...run,
    given: (step) => of(step).map(({ args }) => args as StepArgs<typeof step>),
    cancelled: started.flatMap(({ step, isCancelled }) => (isCancelled ? [step] : [])),
    described,
  };
}
