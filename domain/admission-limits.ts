import type { AdmissionLoad } from './api-ports.ts';
import type { Domain } from './domains.ts';
import { AppError } from './errors.ts';

export type AdmitLimits = {
  readonly agentTimeoutMs: number;
  readonly genieQuestionsPerMinute: number;
  readonly queueMaxSeconds: number;
  readonly dailyGenieQuestions: number | null;
  /** Genie questions a day of one principal who has no limit of their own; null or absent for no limit. */
  readonly dailyGenieQuestionsPerUser?: number | null;
  readonly maxBudgetSeconds: number;
  /** The same of deep investigations; absent for the longest there may be. */
  readonly maxDeepBudgetSeconds?: number;
};

/** What a question counts as. */
type Asked = {
  readonly domains: readonly Domain[] | null;
  readonly questions?: number;
  readonly dailyQuestions?: number | null;
};

const dayMs = 86_400_000;
/** Bounds of Retry-After when the service has too much load, milliseconds. */
const maximumRetryMs = 60_000;
const minimumRetryMs = 1_000;

/** Throws `limit.exceeded` where the workers or the quota cannot take so many questions. Pure. */
export function refuseOverLoad(limits: AdmitLimits, load: AdmissionLoad, questions: number): void {
  const { open, slots, waiting, waitSeconds } = load;
  if (open + questions > slots) {
    const nextEndMs = load.nextEndMs ?? maximumRetryMs;
    throw new AppError(
      'limit.exceeded',
      `The running workers can hold ${slots} Genie questions at the same time: ${open} are open, and yours needs ${questions}. Ask again later, or run more workers.`,
      { retryAfterMs: Math.min(maximumRetryMs, Math.max(minimumRetryMs, nextEndMs)) },
    );
  }
  if (waitSeconds > limits.queueMaxSeconds) {
    throw new AppError(
      'limit.exceeded',
      `${waiting} Genie questions are waiting already: yours would wait ${waitSeconds} s, and at most ${limits.queueMaxSeconds} s are allowed (QUEUE_MAX_SECONDS).`,
      { retryAfterMs: (waitSeconds - limits.queueMaxSeconds) * 1000 },
    );
  }
}

/** Throws `limit.day` where a principal, or all of them, have asked enough for today. Pure. */
export function refuseOverDay(
  { dailyGenieQuestions: ofAll, dailyGenieQuestionsPerUser: ofEach = null }: AdmitLimits,
  { today }: AdmissionLoad,
  { domains, questions: expected, dailyQuestions: own = null }: Asked,
  nowMs: number,
): void {
  // A question without named domains asks at least one; routing decides later how many.
  const questions = expected ?? domains?.length ?? 1;
  const ofOne = own ?? ofEach;
  const says = own === null ? 'DAILY_GENIE_QUESTIONS_PER_USER' : 'the limit of your key';
  const rules: readonly (readonly [
    count: number,
    most: number | null,
    who: string,
    says: string,
  ])[] = [
    [today.ofOwner, ofOne, 'You have', says],
    [today.ofOwner, ofAll, 'You have', 'DAILY_GENIE_QUESTIONS'],
    [today.ofAll, ofAll, 'All users together have', 'DAILY_GENIE_QUESTIONS'],
  ];
  const exceeded = rules.find(([count, most]) => most !== null && count + questions > most);
  if (exceeded === undefined) return;
  const [count, most, who, rule] = exceeded;
  throw new AppError(
    'limit.day',
    `${who} asked or queued ${count} of ${most} Genie questions of this UTC day (${rule}), and this one needs ${questions}.`,
    { retryAfterMs: dayMs - (nowMs % dayMs) },
  );
}
