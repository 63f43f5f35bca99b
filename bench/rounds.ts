import { createRandom } from '../local/data/random.ts';
import type { Arm } from './arms/arm.ts';
import type { GenieStub } from './genie-stub.ts';
import { median, shuffled } from './statistics.ts';

/**
 * The arms, with the samples of each in a round; `plain` is so short that its value is the median of
 * several. `plainAgain` is `plain` a second time: the difference between the two is noise.
 */
const samplesPerRound = {
  plain: 7,
  plainAgain: 7,
  engine: 1,
  langGraph: 1,
  dbos: 1,
  product: 1,
} as const;

export type ArmName = keyof typeof samplesPerRound;

export type Measured = {
  /** End-to-end time minus the processing time of the Genie stub, milliseconds. */
  readonly overheadMs: number;
  /** CPU time of this process (client, worker, API and stub), milliseconds. */
  readonly cpuMs: number;
};
export type Round = Readonly<Record<ArmName, Measured>>;

function forEachArm<Value>(make: (name: ArmName) => Value): Record<ArmName, Value> {
  return {
    plain: make('plain'),
    plainAgain: make('plainAgain'),
    engine: make('engine'),
    langGraph: make('langGraph'),
    dbos: make('dbos'),
    product: make('product'),
  };
}

const warmUpRounds = 3;

/**
 * Runs every arm in every round, in a random order.
 *
 * Effect: those of the arms.
 *
 * @param onRound Called after each round with the number of finished rounds.
 * @returns `count` rounds, without the warm-up rounds.
 */
export async function runRounds(
  arms: Readonly<Record<ArmName, Arm>>,
  stub: GenieStub,
  count: number,
  onRound: (done: number) => void,
): Promise<readonly Round[]> {
  const random = createRandom(1, 'order');
  const rounds: Round[] = [];
  const eachSample = Object.values(
    forEachArm((name) => Array.from({ length: samplesPerRound[name] }, () => name)),
  ).flat();
  for (let n = -warmUpRounds; n < count; n += 1) {
    const samples = forEachArm((): Measured[] => []);
    for (const name of shuffled(eachSample, random.between))
      samples[name].push(await measure(arms[name], stub));
    if (n < 0) continue;
    rounds.push(forEachArm((name) => medianOf(samples[name])));
    onRound(rounds.length);
  }
  return rounds;
}

async function measure(arm: Arm, stub: GenieStub): Promise<Measured> {
  stub.takeCounts();
  const cpu = process.cpuUsage();
  const startedMs = performance.now();
  await arm.ask();
  const tookMs = performance.now() - startedMs;
  await arm.settle();
  const { user, system } = process.cpuUsage(cpu);
  return {
    overheadMs: tookMs - stub.takeCounts().longestConversationMs,
    cpuMs: (user + system) / 1000,
  };
}

function medianOf(values: readonly Measured[]): Measured {
  return {
    overheadMs: median(values.map(({ overheadMs }) => overheadMs)),
    cpuMs: median(values.map(({ cpuMs }) => cpuMs)),
  };
}
