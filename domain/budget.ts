import type { Domain } from './domains.ts';

/** Seconds; the maximum is configured. */
export const minimumBudgetSeconds = 15;
/** Seven days: no installation allows more. */
export const longestBudgetSeconds = 604_800;
/** A deep investigation makes rounds: less than a minute is not enough for one. */
export const minimumDeepBudgetSeconds = 60;
export const defaultBudgetSeconds = { standard: 120, deep: 1800 } as const;

/**
 * How many Genie questions one worker process can have open at the same time. An open question
 * mostly waits; it costs about 2 MB of memory and 3 ms of CPU a second.
 */
export const genieSlotsPerWorker = 5_000;

/** The most statements that the search for a cause may run in one investigation. */
export const mostStatements = 16;

/** The most time that is reserved for writing the answer. */
const answerReserveMs = 20_000;
/** What `remember` and `conclude` need before the deadline. */
const concludeReserveMs = 3_000;
/** `remember` gets at least this long, after the deadline if necessary. */
const minimumRememberMs = 2_000;

/** The deadline of the lanes, which leaves time to write the answer; epoch milliseconds. */
export function answerByMs(deadlineAtMs: number, budgetSeconds: number): number {
  return deadlineAtMs - Math.min(answerReserveMs, (budgetSeconds * 1000) / 4);
}

/** The longest time that a model may take to choose the domains. */
const maxRoutingMs = 10_000;

/**
 * When the rules choose the domains because the model has not, epoch milliseconds. Choosing gets a
 * small share of the budget, because the Genie questions need most of it.
 */
export function chooseByRuleAtMs(nowMs: number, budgetSeconds: number): number {
  return nowMs + Math.min(maxRoutingMs, (budgetSeconds * 1000) / 6);
}

/** The share of the time until the answer has to be begun that a search for a cause may take. */
const explainShare = 0.4;
/** With less time until then, nothing is searched. */
const leastBeforeAnswerMs = 3_000;

/** When a search for a cause that begins now has to end, epoch milliseconds; null without enough time. */
export function explainUntilMs(nowMs: number, answerAtMs: number): number | null {
  const leftMs = answerAtMs - nowMs;
  return leftMs < leastBeforeAnswerMs ? null : nowMs + Math.floor(leftMs * explainShare);
}

/** When the rules write the answer because the model has not finished it, epoch milliseconds. */
export function composeByRuleAtMs(deadlineAtMs: number): number {
  return deadlineAtMs - concludeReserveMs;
}

/** How long saving to memory may take, milliseconds. */
export function rememberMs(deadlineAtMs: number, nowMs: number): number {
  return Math.max(minimumRememberMs, deadlineAtMs - nowMs);
}

/** What the last poll of a running question showed; times in milliseconds. */
export type PollState = {
  readonly status: string;
  readonly openLanes: number;
  readonly retryAfterMs: number | null;
  /** Uniform in [0, 1). */
  readonly random: number;
};

/**
 * How long to wait before the next poll of a question, milliseconds. The interval grows with the
 * number of open lanes, because the answer waits for the last of them only, and not with time: a few
 * answers take much longer than most, and exponential back-off would notice them seconds late. The service's own Retry-After takes precedence.
 */
export function nextPollMs(poll: PollState): number {
  if (poll.retryAfterMs !== null) return poll.retryAfterMs;
  const perLaneMs = poll.status === 'EXECUTING_QUERY' ? 600 : 700;
  const lanes = Math.max(1, poll.openLanes);
  // Of more than three lanes, hardly any is the last to end: the others count twice.
  const shares = lanes + Math.max(0, lanes - 3);
  const jitter = 0.9 + 0.2 * poll.random;
  return Math.min(15_000, Math.max(300, perLaneMs * shares * jitter));
}

/**
 * How many Genie questions an investigation is expected to ask before its routing is known: one for
 * each domain that the caller named, else two, the usual number of domains.
 */
export function expectedQuestions(domains: readonly Domain[] | null): number {
  return domains === null ? 2 : Math.max(1, domains.length);
}
