import { createRandom } from '../../../local/data/random.ts';
import type { Bug } from './bugs.ts';
import { EventQueue } from './event-queue.ts';
import { planOf } from './plan.ts';
import { checkAtEnd } from './promises-at-end.ts';
import { repeat } from './repeat.ts';
import { isOpen } from './tables.ts';
import { underVirtualGlobals } from './virtual-globals.ts';
import { createWorld } from './world.ts';
import type { World } from './world.ts';

/** What came of a seed. */
export type SeedRun = {
  readonly seed: number;
  /** Promises that were broken, the first first; nothing is looked at after it. */
  readonly violations: readonly string[];
  /** How many things happened one after another. */
  readonly steps: number;
  /** How the investigations ended. */
  readonly statuses: readonly string[];
  readonly trace: readonly string[];
};

export type SeedOptions = {
  readonly bug?: Bug | null;
  /** Whether what happens is told. */
  readonly isTraced?: boolean;
};

/** Ahead of the real time, which nothing here may read. */
const startMs = 1_900_000_000_000;
const mostSteps = 200_000;
/** How long attempts that were given up are let run after the end, milliseconds. */
const restMs = 30_000;

/**
 * Runs what a seed stands for until everything has ended, and then every body once more from its journal.
 *
 * Effect: while it runs, the time and the random numbers of the process are those of the run.
 */
export function runSeed(seed: number, options: SeedOptions = {}): Promise<SeedRun> {
  const random = createRandom(seed, 'run');
  const queue = new EventQueue(startMs, random);
  const { bug = null, isTraced = false } = options;
  const trace: string[] = [];
  const say = (line: () => string): void => {
    if (isTraced) trace.push(`${((queue.now() - startMs) / 1_000).toFixed(3)} ${line()}`);
  };
  return underVirtualGlobals(queue.now, random.next, async () => {
    const plan = planOf(seed);
    const world = createWorld({ plan, queue, random, bug, say });
    world.begin();
    const steps = await untilEnded(world, queue, plan.questions.length);
    const { violations } = world.promises;
    if (violations.length === 0) await atRest(world, queue, bug);
    const statuses = [...world.tables.investigations.values()].map(({ status }) => status);
    return { seed, violations, steps, statuses, trace };
  });
}

async function untilEnded(
  { tables, promises, engines }: World,
  queue: EventQueue,
  count: number,
): Promise<number> {
  let steps = 0;
  await queue.run(() => {
    steps += 1;
    if (promises.violations.length > 0 || steps > mostSteps) return true;
    const rows = [...tables.investigations.values()];
    if (rows.length < count || rows.some(isOpen)) return false;
    return [...engines.values()].every(({ isClosed }) => isClosed);
  });
  if (steps > mostSteps) promises.fail('I12', 'it never comes to rest');
  return steps;
}

/** Attempts that were given up may still run: whatever they do changes nothing. */
async function atRest(
  { tables, promises, engines }: World,
  queue: EventQueue,
  bug: Bug | null,
): Promise<void> {
  const untilMs = queue.now() + restMs;
  await queue.run(() => queue.now() > untilMs || promises.violations.length > 0);
  checkAtEnd(tables, promises);
  for (const journal of [...engines.values()].flatMap(({ journals }) => journals)) {
    const other = await repeat(journal, bug);
    if (other !== null) promises.fail('replay', other);
  }
}
