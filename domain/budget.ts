import type { Domain } from './domains.ts';

/** Seconds; the maximum is configured. */
export const minimumBudgetSeconds = 15;
export const defaultBudgetSeconds = { standard: 120, deep: 1800 } as const;

/**
 * How many Genie questions one worker process can have open at once. An open question mostly waits;
 * it costs about 2 MB of memory and 3 ms of CPU a second.
 */
export const genieSlotsPerWorker = 5_000;

/** The longest reserve for writing the answer. */
const answerReserveMs = 20_000;
/** What `remember` and `conclude` need before the deadline. */
const concludeReserveMs = 3_000;
/** `remember` gets at least this long, after the deadline if necessary. */
const minimumRememberMs = 2_000;

/** When the lanes stop so that the answer can still be written, epoch milliseconds. */
export function answerByMs(deadlineAtMs: number, budgetSeconds: number): number {
  return deadlineAtMs - Math.min(answerReserveMs, (budgetSeconds * 1000) / 4);
}

/** The longest time that a model may take to choose the domains. */
const longestRoutingMs = 10_000;

/**
 * When a model that chooses the domains is given up for the rules, epoch milliseconds. Choosing gets a
 * small share of the budget: most of it belongs to the questions themselves.
 */
export function chooseByRuleAtMs(nowMs: number, budgetSeconds: number): number {
  return nowMs + Math.min(longestRoutingMs, (budgetSeconds * 1000) / 6);
}

/** When an unfinished answer is replaced by one composed by rule, epoch milliseconds. */
export function composeByRuleAtMs(deadlineAtMs: number): number {
  return deadlineAtMs - concludeReserveMs;
}

/** How long saving to memory may take, milliseconds. */
export function rememberMs(deadlineAtMs: number, nowMs: number): number {
  return Math.max(minimumRememberMs, deadlineAtMs - nowMs);
}

/** One look at a running question; times in milliseconds. */
export type Look = {
  readonly status: string;
  readonly openLanes: number;
  readonly retryAfterMs: number | null;
  /** Uniform in [0, 1). */
  readonly random: number;
};

/**
 * How long to wait before the next look at a question, in milliseconds. The gap grows with the lanes
 * that share the investigation, not with time: waits of this kind have a long tail, and an
 * exponential back-off would notice the last lane seconds late. A service's own Retry-After wins.
 */
export function nextLookMs(look: Look): number {
  if (look.retryAfterMs !== null) return look.retryAfterMs;
  const perLaneMs = look.status === 'EXECUTING_QUERY' ? 500 : 1_600;
  const jitter = 0.9 + 0.2 * look.random;
  return Math.min(15_000, Math.max(300, perLaneMs * Math.max(1, look.openLanes) * jitter));
}

/**
 * How many Genie questions an investigation is expected to ask before its routing is known: one for
 * each domain that the caller named, else two, the usual number of domains.
 */
export function expectedQuestions(domains: readonly Domain[] | null): number {
  return domains === null ? 2 : Math.max(1, domains.length);
}
