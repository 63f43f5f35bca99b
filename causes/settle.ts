import { dayMs } from '../language/time/span.ts';
import type { Explanation, Verdict } from '../domain/explanation.ts';
import type { Cause, Hypothesis } from './cause.ts';
import { waitDays } from './checks.ts';
import type { Break } from './symptom/breaks.ts';
import type { Others } from './symptom/others.ts';

/** A hypothesis with its kind, and why it falls; null where it stands. */
export type Tested = {
  readonly cause: Cause;
  readonly hypothesis: Hypothesis;
  readonly fallsBy: string | null;
};

/** A cause that explains less than this is none. */
const leastShare = 0.2;
/** A cause explains a symptom when it explains at least this part of it. */
export const enough = 0.5;

/**
 * Tests a hypothesis: it shares a key with the symptom, lies before its onset and not long before, pushes
 * the way that the symptom went, and explains a part of it.
 *
 * Pure.
 */
export function test(cause: Cause, hypothesis: Hypothesis, symptom: Break): Tested {
  const fails = tests.find(([falls]) => falls(hypothesis, symptom));
  return { cause, hypothesis, fallsBy: fails?.[1] ?? null };
}

/** Why a hypothesis falls: the first that is true of it. */
const tests: readonly (readonly [
  falls: (hypothesis: Hypothesis, symptom: Break) => boolean,
  why: string,
])[] = [
  [
    ({ edge }) => edge === null,
    'it shares nothing with what went wrong: a coincidence in time at most',
  ],
  [
    ({ atMs }, { causeByMs }) => atMs !== null && atMs > causeByMs,
    'it came after the trouble began',
  ],
  [
    ({ atMs }, { fromDay }) => atMs !== null && atMs < (fromDay - waitDays) * dayMs,
    'it lies too long before',
  ],
  [
    ({ atMs, mayWait }, { lastUsualDay }) =>
      atMs !== null && mayWait !== true && Math.floor(atMs / dayMs) < (lastUsualDay ?? -Infinity),
    'all was as usual for a day or more after it',
  ],
  [({ fits }) => !fits, 'it pushes the other way'],
  [({ share }) => share !== null && share < leastShare, 'it explains too little of it'],
];

/**
 * The hypotheses that stand, the strongest first: those that explain enough in the order of the table of
 * causes, nearest to the onset first within a kind; then the others by their share.
 *
 * Pure.
 */
export function ranked(tested: readonly Tested[], causes: readonly Cause[]): readonly Tested[] {
  const isEnough = ({ hypothesis }: Tested): boolean => (hypothesis.share ?? 0) >= enough;
  const rank = (one: Tested): number => causes.indexOf(one.cause);
  return tested
    .filter(({ fallsBy }) => fallsBy === null)
    .toSorted((a, b) => {
      if (isEnough(a) !== isEnough(b)) return isEnough(a) ? -1 : 1;
      if (!isEnough(a)) return (b.hypothesis.share ?? 0) - (a.hypothesis.share ?? 0);
      return rank(a) - rank(b) || (b.hypothesis.atMs ?? 0) - (a.hypothesis.atMs ?? 0);
    });
}

/** Of fewer others nothing can be said. */
const fewestOthers = 3;

/** One object that carries the symptom, what explains it, and the chain from it to the root. */
export type Explained = {
  readonly symptom: Break;
  /** The part of the whole change that the object carries, 0 to 1. */
  readonly carries: number;
  /** From the nearest cause to the root; empty where none stands. */
  readonly chain: readonly { readonly tested: Tested; readonly of: Break }[];
  readonly ruledOut: readonly Tested[];
};

/** The part of the whole symptom that a carrier's chain explains; 0 where its root is not known. Pure. */
export function shareOf({ chain }: Explained): number {
  const isKnown = chain.some(({ tested }) => tested.cause.isRoot);
  return isKnown ? (chain[0]?.tested.hypothesis.share ?? 0) : 0;
}

/**
 * The verdict by the parts that the causes of all carriers explain.
 *
 * Pure.
 *
 * @param isBlocked Whether a check that would have told more could not be run.
 * @param others Where most other objects broke too, what was done to one of them is not the whole cause.
 */
export function verdictOf(
  explained: readonly Explained[],
  { isBlocked, others }: { readonly isBlocked: boolean; readonly others: Others },
): Exclude<Verdict, 'skipped'> {
  const shares = explained.map((one) => one.carries * shareOf(one));
  const isWide = others.count >= fewestOthers && others.alike > others.count / 2;
  if (shares.some((share) => share >= enough)) return isWide ? 'contributing' : 'cause_found';
  if (shares.reduce((sum, share) => sum + share, 0) >= enough) return 'contributing';
  return isBlocked ? 'blocked' : 'inconclusive';
}

/** What a search without anything to say returns. */
export const nothing: Omit<Explanation, 'verdict' | 'lines'> = {
  symptom: null,
  causes: [],
  ruledOut: [],
  missing: [],
  actions: { now: [], thisWeek: [], thisMonth: [] },
  citations: [],
};
