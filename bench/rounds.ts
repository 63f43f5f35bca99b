import { createRandom } from '../local/data/random.ts';
import type { Arm } from './arms/arm.ts';
import type { GenieStub } from './genie-stub.ts';
import { median, shuffled } from './statistics.ts';

/** `plainAgain` is `plain` a second time: what differs between the two is the machine's noise. */
export const armNames = ['plain', 'plainAgain', 'engine', 'product'] as const;
export type ArmName = (typeof armNames)[number];

export type Measured = {
  /** End to end less what Genie itself took, milliseconds. */
  readonly overheadMs: number;
  /** Of this process: client, worker, API and stub, milliseconds. */
  readonly cpuMs: number;
};
export type Round = Readonly<Record<ArmName, Measured>>;

/** The floor is so short that one look at it says little: its figure of a round is the middle of these. */
const looks: Readonly<Record<ArmName, number>> = { plain: 7, plainAgain: 7, engine: 1, product: 1 };

const warmUpRounds = 3;

/**
 * Asks the question by every arm, round after round, in a new order each time.
 *
 * Effect: as the arms.
 *
 * @param told Called after each round with how many are done.
 * @returns `count` rounds; those that only warm up are left out.
 */
export async function runRounds(
  arms: Readonly<Record<ArmName, Arm>>,
  stub: GenieStub,
  count: number,
  told: (done: number) => void,
): Promise<readonly Round[]> {
  const random = createRandom(1, 'order');
  const rounds: Round[] = [];
  for (let n = -warmUpRounds; n < count; n += 1) {
    const order = shuffled(
      armNames.flatMap((name) => Array.from({ length: looks[name] }, () => name)),
      random.between,
    );
    const seen: Record<ArmName, Measured[]> = {
      plain: [],
      plainAgain: [],
      engine: [],
      product: [],
    };
    for (const name of order) seen[name].push(await measure(arms[name], stub));
    if (n < 0) continue;
    rounds.push({
      plain: middle(seen.plain),
      plainAgain: middle(seen.plainAgain),
      engine: middle(seen.engine),
      product: middle(seen.product),
    });
    told(rounds.length);
  }
  return rounds;
}

async function measure(arm: Arm, stub: GenieStub): Promise<Measured> {
  stub.take();
  const cpu = process.cpuUsage();
  const startedMs = performance.now();
  await arm.ask();
  const tookMs = performance.now() - startedMs;
  await arm.settle();
  const { user, system } = process.cpuUsage(cpu);
  return { overheadMs: tookMs - stub.take().criticalMs, cpuMs: (user + system) / 1000 };
}

function middle(values: readonly Measured[]): Measured {
  return {
    overheadMs: median(values.map(({ overheadMs }) => overheadMs)),
    cpuMs: median(values.map(({ cpuMs }) => cpuMs)),
  };
}
