import { createRandom } from '../../../local/data/random.ts';
import type { Random } from '../../../local/data/random.ts';
import { domains } from '../../../domain/domains.ts';
import type { Domain } from '../../../domain/domains.ts';
import type { ExplanationIntent } from '../../../domain/explanation.ts';
import type { RoutedLane } from '../../../domain/steps.ts';
import type { RoutedTool } from '../../../domain/tools.ts';

/** What a user wants, so long after the question was admitted; the domain is chosen when it happens. */
export type Wish = {
  readonly atMs: number;
  readonly wish: 'cancel' | 'skip' | 'hint' | 'extend' | 'answerNow';
  /** The client repeats the request because it got no reply. */
  readonly isRepeated: boolean;
};

/** One investigation of a run. */
export type Question = {
  readonly atMs: number;
  readonly budgetSeconds: number;
  readonly laneLimitMs: number;
  readonly isDeep: boolean;
  readonly nobodyAnswers: boolean;
  readonly lanes: readonly RoutedLane[];
  readonly intent: ExplanationIntent | null;
  readonly tools: readonly RoutedTool[];
  readonly isMemoryApart: boolean;
  readonly summarises: boolean;
  /** No model is waited for: not to choose the domains, and not to write. */
  readonly routesAtOnce: boolean;
  /** Names have to be looked up before an answer is written. */
  readonly looksUpNames: boolean;
  /** Of the questions that Genie asks back, the share that the user answers. */
  readonly answersShare: number;
  readonly wishes: readonly Wish[];
};

/** Faults of a run: chances per request or attempt, and moments. */
export type Faults = {
  /** When all faults stop, milliseconds after the beginning; 0 for a run without any. */
  readonly untilMs: number;
  /** Chance for each request to the database that its worker dies, or that its end is lost. */
  readonly ofCall: number;
  /** Chance for each question to Genie that its reply is lost. */
  readonly ofAsk: number;
  /** Chance for each poll that it fails. */
  readonly ofPoll: number;
  /** Chance for each attempt that the server gives it to another worker while it runs on. */
  readonly zombies: number;
  readonly slow: number;
  readonly kills: readonly number[];
  readonly freezes: readonly { readonly atMs: number; readonly ms: number }[];
  readonly storms: readonly { readonly atMs: number; readonly ms: number }[];
  /** When the clock of the engine jumps ahead, and by how much. */
  readonly jumps: readonly { readonly atMs: number; readonly ms: number }[];
  /** By how much the clocks of the database and of Genie differ from the time of the run, milliseconds. */
  readonly databaseJump: { readonly atMs: number; readonly ms: number } | null;
  readonly genieSkewMs: number;
};

export type Plan = {
  readonly seed: number;
  readonly workers: number;
  readonly perMinute: number;
  readonly sameSession: boolean;
  readonly questions: readonly Question[];
  readonly faults: Faults;
};

const some = <Value>(count: number, make: (n: number) => Value): readonly Value[] =>
  Array.from({ length: count }, (_, n) => make(n));

/** What a seed stands for. Pure. */
export function planOf(seed: number): Plan {
  const random = createRandom(seed, 'plan');
  const count = random.pick([1, 1, 1, 2, 2, 3]);
  const questions = some(count, (n) => questionOf(random, n));
  const longestMs = Math.max(
    ...questions.map(({ atMs, budgetSeconds }) => atMs + budgetSeconds * 1_000),
  );
  return {
    seed,
    workers: random.between(1, 3),
    perMinute: random.pick([2, 5, 5, 20]),
    sameSession: random.chance(0.5),
    questions,
    faults: faultsOf(random, longestMs),
  };
}

function questionOf(random: Random, n: number): Question {
  const isDeep = random.chance(0.15);
  const budgetSeconds = isDeep ? random.between(60, 400) : random.pick([15, 30, 60, 120]);
  const asked = random.chance(0.04) ? 0 : random.pick([1, 1, 2, 2, 3, 5]);
  const chosen = shuffled(random, domains).slice(0, asked);
  return {
    atMs: n * random.between(0, 20_000),
    budgetSeconds,
    laneLimitMs: random.pick([20_000, 100_000, 100_000]),
    isDeep,
    nobodyAnswers: random.chance(0.15),
    lanes: chosen.map((domain) => laneOf(random, domain)),
    intent: random.pick(['why', 'whatChanged', null, null, null]),
    tools: shuffled(random, tools).slice(0, random.pick([0, 0, 0, 1, 2])),
    isMemoryApart: random.chance(0.25),
    summarises: random.chance(0.1),
    routesAtOnce: random.chance(0.6),
    looksUpNames: random.chance(0.3),
    answersShare: random.pick([0, 0.5, 1]),
    wishes: random.chance(0.5)
      ? some(random.between(1, 4), () => wishOf(random, budgetSeconds))
      : [],
  };
}

const tools: readonly RoutedTool[] = [
  { tool: 'web_search', start: 'beside' },
  { tool: 'dashboards', start: 'afterSearch' },
  { tool: 'runbooks', start: 'afterFinding' },
];

function laneOf(random: Random, domain: Domain): RoutedLane {
  const refused = random.chance(0.06)
    ? { outcome: 'denied' as const, detail: 'Closed to the user.' }
    : null;
  return { domain, refused };
}

function wishOf(random: Random, budgetSeconds: number): Wish {
  return {
    atMs: random.between(0, budgetSeconds * 1_000),
    wish: random.pick(['cancel', 'skip', 'skip', 'hint', 'hint', 'hint', 'extend', 'answerNow']),
    isRepeated: random.chance(0.2),
  };
}

function faultsOf(random: Random, longestMs: number): Faults {
  const untilMs = random.chance(0.15) ? 0 : random.between(1_000, longestMs);
  const often = <Level>(levels: readonly [Level, ...Level[]]): Level => random.pick(levels);
  const moments = (most: number, ms: readonly [number, number]) =>
    some(untilMs === 0 ? 0 : random.between(0, most), () => ({
      atMs: random.between(0, untilMs),
      ms: random.between(...ms),
    }));
  return {
    untilMs,
    ofCall: often([0, 0.005, 0.02, 0.06]),
    ofAsk: often([0, 0.1, 0.4]),
    ofPoll: often([0, 0.05, 0.3]),
    zombies: often([0, 0.05, 0.3]),
    slow: often([0, 0.02, 0.2]),
    kills: moments(3, [0, 0]).map(({ atMs }) => atMs),
    freezes: moments(2, [1_000, 25_000]),
    storms: moments(1, [5_000, 40_000]),
    jumps: random.chance(0.2) ? moments(2, [500, 20_000]) : [],
    databaseJump: random.chance(0.2)
      ? { atMs: random.between(0, longestMs), ms: random.between(-1_000, 1_000) }
      : null,
    genieSkewMs: random.chance(0.3) ? random.between(-3_000, 3_000) : 0,
  };
}

function shuffled<Value>(random: Random, values: readonly Value[]): readonly Value[] {
  return values
    .map((value) => ({ value, order: random.next() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ value }) => value);
}
