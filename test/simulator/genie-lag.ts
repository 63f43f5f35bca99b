import { awaitMessage } from '../../activities/ask-genie/await-message.ts';
import type { Deps } from '../../activities/deps.ts';
import type { Leg } from '../../activities/ask-genie/leg.ts';
import type { Timer } from '../../activities/timer.ts';
import { quantile } from '../../bench/statistics.ts';
import type { Domain } from '../../domain/domains.ts';
import type { GenieMessage } from '../../domain/genie.ts';
import { investigationId } from '../../domain/ids.ts';
import { createRandom } from '../../local/data/random.ts';
import { underVirtualGlobals } from './seeded/virtual-globals.ts';
import { VirtualClock } from './virtual-clock.ts';

/** How long Genie takes for one question, milliseconds, and whether it tells that the query runs. */
export type GeniePace = {
  readonly askingMs: Lognormal;
  readonly executingMs: Lognormal;
  /** The share of questions for which a warehouse has to start first, which takes as long as asking. */
  readonly coldShare: number;
  readonly saysExecuting: boolean;
};
type Lognormal = { readonly median: number; readonly sigma: number };

/** Seconds, but `looks` counts the GETs of an investigation. */
export type Lag = { readonly mean: number; readonly p95: number; readonly looks: number };

const lanes: readonly Domain[] = ['cost', 'security', 'performance', 'reliability', 'quality'];
const firstLookMs = 5_000;

type Random = ReturnType<typeof createRandom>;
type Plan = { readonly asking: number; readonly cold: number; readonly whole: number };

function draw(random: Random, { median, sigma }: Lognormal): number {
  const unit = (): number => random.between(1, 1_000_000) / 1_000_000;
  const gauss = Math.sqrt(-2 * Math.log(unit())) * Math.cos(2 * Math.PI * unit());
  return median * Math.exp(sigma * gauss);
}

function plan(random: Random, pace: GeniePace): Plan {
  const asking = draw(random, pace.askingMs);
  const isCold = random.between(1, 1_000) <= pace.coldShare * 1_000;
  const cold = asking + (isCold ? draw(random, pace.askingMs) : 0);
  return { asking, cold, whole: cold + draw(random, pace.executingMs) };
}

function statusAt(ms: number, { asking, cold, whole }: Plan, saysExecuting: boolean): string {
  if (ms >= whole) return 'COMPLETED';
  if (ms < asking) return 'ASKING_AI';
  if (ms < cold) return 'PENDING_WAREHOUSE';
  return saysExecuting ? 'EXECUTING_QUERY' : 'ASKING_AI';
}

/** One investigation of five lanes that ask at the same moment; resolves when the last was seen to end. */
async function investigate(
  clock: VirtualClock,
  random: Random,
  pace: GeniePace,
): Promise<{ lag: number; looks: number }> {
  const startedMs = clock.now();
  const timer = timerOf(clock);
  const plans = lanes.map(() => plan(random, pace));
  const ends = new Set<() => void>();
  let open = lanes.length;
  let looks = 0;
  const seen = lanes.map(async (domain, n) => {
    const own = plans[n] ?? plan(random, pace);
    const { signal } = new AbortController();
    const ref = { id: investigationId('0'.repeat(32)), owner: 'ann', domain };
    const leg = {
      ref: { ...ref, round: 1, epoch: 1, attempt: 1, ask: 1 },
      limitMs: 1e9,
      signInWait: { ms: 0 },
      signal,
    };
    const deps = {
      store: {
        fence: async () => ({ open: true, openLanes: open, deadlineInMs: 1e9 }),
        laneEvent: async () => {},
        ledger: { firstPollMs: async () => null },
      },
      timer,
      laneEnds: {
        listen: (_: unknown, onEnd: () => void) => {
          ends.add(onEnd);
          return () => ends.delete(onEnd);
        },
      },
      genie: {
        message: async (): Promise<Partial<GenieMessage>> => {
          looks += 1;
          const ms = clock.now() - startedMs;
          return { status: statusAt(ms, own, pace.saysExecuting) };
        },
      },
      settings: { genieTimeoutMs: 1e9, genieFirstLookMs: firstLookMs },
    };
    const genie = { spaceId: 's', conversationId: 'c', messageId: 'm', url: '' };
    await awaitMessage(deps as unknown as Deps, leg as unknown as Leg, genie, {
      askedMsAgo: 0,
      firstLookMs: null,
    });
    // The request for the result.
    looks += 1;
    open -= 1;
    for (const onEnd of ends) onEnd();
  });
  await Promise.all(seen);
  const lastMs = Math.max(...plans.map(({ whole }) => whole));
  return { lag: clock.now() - startedMs - lastMs, looks };
}

function timerOf(clock: VirtualClock): Timer {
  const aborted = (signal: AbortSignal): Promise<never> =>
    new Promise((_, reject) => {
      if (signal.aborted) reject(new Error('aborted'));
      signal.addEventListener('abort', () => reject(new Error('aborted')));
    });
  return {
    nowMs: clock.now,
    sleep: (ms, signal) => Promise.race([clock.sleep(ms), aborted(signal)]),
  };
}

/**
 * How late the end of the last of five lanes is noticed, over many investigations on a virtual clock.
 * The looks are those of the product, and what they draw by chance is the same in every run.
 */
export async function simulateLag(pace: GeniePace, investigations: number): Promise<Lag> {
  const clock = new VirtualClock();
  const random = createRandom(7, 'lag');
  const ended = await underVirtualGlobals(clock.now, createRandom(7, 'jitter').next, () =>
    clock.run(
      Promise.all(Array.from({ length: investigations }, () => investigate(clock, random, pace))),
    ),
  );
  const lags = ended.map(({ lag }) => lag / 1_000);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    mean: mean(lags),
    p95: quantile(lags, 0.95),
    looks: mean(ended.map(({ looks }) => looks)),
  };
}
