import type { Domain } from '../../domain/domains.ts';
import { failpoints } from '../../domain/failpoints.ts';
import type { Failpoint } from '../../domain/failpoints.ts';

/** What is struck while an investigation stands at a failpoint. */
export const struck = ['worker', 'api', 'temporal', 'postgres'] as const;
export type Struck = (typeof struck)[number];

/** `KILL` ends a process at once; `STOP` lets it stand still for a while. */
export const blows = ['KILL', 'STOP'] as const;
/** `TERM` lets it end what it does. */
export type Blow = (typeof blows)[number] | 'TERM';

/** One crash: what is struck, how, and where an investigation stands then. */
export type Cell = { readonly point: Failpoint; readonly victim: Struck; readonly blow: Blow };

/** How an investigation comes to a failpoint, and how it ends after a crash there. */
export type Way = {
  /** How long it takes about, milliseconds. */
  readonly reachMs: number;
  readonly budgetSeconds: number;
  /** The domains that its caller names; null leaves the choice to the model. */
  readonly domains: readonly Domain[] | null;
  /** Lanes that Genie takes longer for, and how much, milliseconds. */
  readonly slow: { readonly domains: readonly Domain[]; readonly ms: number };
  readonly cancels: boolean;
  /** `partial` is `failed` where no lane had an answer in time. */
  readonly end: 'completed' | 'partial' | 'cancelled';
};

const both = ['cost', 'reliability'] as const;
/** Longer than any of them lasts. */
const neverMs = 600_000;
const whole: Way = {
  reachMs: 1_000,
  budgetSeconds: 120,
  domains: both,
  slow: { domains: [], ms: 0 },
  cancels: false,
  end: 'completed',
};

export const ways: Readonly<Record<Failpoint, Way>> = {
  'start.before': { ...whole, reachMs: 300 },
  // Its run goes on while the API waits.
  'start.after': { ...whole, reachMs: 300, slow: { domains: both, ms: 12_000 } },
  'route.before': { ...whole, reachMs: 500, domains: null },
  'route.after': { ...whole, reachMs: 500, domains: null },
  'ask.before': whole,
  'ask.after': whole,
  'ask.recorded': whole,
  'poll.running': { ...whole, reachMs: 1_500 },
  'poll.completed': { ...whole, reachMs: 3_000 },
  'result.read': { ...whole, reachMs: 3_000 },
  'compose.before': { ...whole, reachMs: 4_500 },
  'compose.middle': { ...whole, reachMs: 5_000 },
  'compose.after': { ...whole, reachMs: 6_000 },
  'conclude.before': { ...whole, reachMs: 6_500 },
  'conclude.after': { ...whole, reachMs: 6_500 },
  'cancel.delivered': {
    ...whole,
    reachMs: 2_500,
    slow: { domains: both, ms: neverMs },
    cancels: true,
    end: 'cancelled',
  },
  // The lanes end a quarter of the budget before the deadline.
  'deadline.fired': {
    ...whole,
    reachMs: 15_300,
    budgetSeconds: 20,
    slow: { domains: ['cost'], ms: neverMs },
    end: 'partial',
  },
};

/** Every failpoint there is. */
export const points = Object.keys(failpoints) as readonly Failpoint[];

/**
 * The cells of a matrix, those of one victim and blow together: they share one crash. None is invalid, as the
 * victim is struck from outside while the process of the failpoint waits.
 *
 * Pure.
 *
 * @param only Parts of names such as `worker`, `ask.before` or `STOP`: cells that have all of them.
 */
export function crashesOf(only: readonly string[] = []): readonly (readonly Cell[])[] {
  const all = struck.flatMap((victim) =>
    blows.map((blow) => points.map((point) => ({ point, victim, blow }))),
  );
  const isWanted = (cell: Cell): boolean => {
    const parts: readonly string[] = [cell.point, cell.victim, cell.blow];
    return only.every((part) => parts.includes(part));
  };
  return all.map((cells) => cells.filter(isWanted)).filter((cells) => cells.length > 0);
}

export const nameOf = ({ point, victim, blow }: Cell): string => `${point} ${victim} ${blow}`;
