import type { Period } from '../../../../language/time/read-times.ts';
import type { QuestionParameter } from '../../../../sql/catalogue.ts';
import type { GenieQuestion } from '../genie-question.ts';
import type { SqlParameter } from '../../sql/engine.ts';

/** An earlier question of the conversation that was answered with a query. */
export type AnsweredQuestion = {
  readonly question: GenieQuestion;
  readonly parameters: readonly SqlParameter[];
};

const dayMs = 86_400_000;

const followUpOpening =
  /^\W*(?:and|what about|how about|or|but|same|again|only|just|now|then|ok(?:ay)?|also|by|per|for|in|on|since|last|this|yesterday|today|split|break|broken|group(?:ed)?|sort(?:ed)?|limit(?:ed)?|filter(?:ed)?|without|top|show (?:me )?(?:only|just|the same)|the same|instead|previous|the (?:day|week|month|period) before)\b/i;

/**
 * Whether a text is a follow-up to an earlier question, judged by its first words and its length.
 *
 * @param isClear Whether the text also matches a certified question by itself.
 */
export function isFollowUp(text: string, isClear: boolean): boolean {
  const words = text.trim().split(/\s+/).length;
  return followUpOpening.test(text) ? words <= 8 || !isClear : words <= 3 && !isClear;
}

const previousPeriod =
  /\b(?:the )?(day|week|month|period|one)s? (?:before|earlier|prior|preceding)\b|\b(?:previous|prior|preceding) (day|week|month|period|one)\b/i;

const unitLengths: Readonly<Record<string, number>> = { day: dayMs, week: 7 * dayMs };

function monthEarlier(ms: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, date.getUTCDate());
}

const valueOf = (answered: AnsweredQuestion, role: QuestionParameter['role']): string | null => {
  const name = Object.entries(answered.question.parameters).find(
    ([, parameter]) => parameter.role === role,
  )?.[0];
  return answered.parameters.find((parameter) => parameter.name === name)?.value ?? null;
};

/** The time window of an earlier question; null when it had none. */
export function windowOf(answered: AnsweredQuestion): Period | null {
  const [from, to] = [valueOf(answered, 'window.from'), valueOf(answered, 'window.to')];
  return from === null || to === null
    ? null
    : { fromMs: Date.parse(from), toMs: Date.parse(to), label: 'as before' };
}

/**
 * The time window of a follow-up such as "the week before", which is a week earlier than the earlier
 * window, or "the period before", which has its length and ends at its start; null for other texts.
 */
export function shiftedWindow(text: string, answered: AnsweredQuestion): Period | null {
  const found = previousPeriod.exec(text);
  const window = windowOf(answered);
  if (found === null || window === null) return null;
  const unit = (found[1] ?? found[2] ?? '').toLowerCase();
  const { fromMs, toMs } = window;
  if (unit === 'month')
    return { fromMs: monthEarlier(fromMs), toMs: monthEarlier(toMs), label: found[0] };
  const length = unitLengths[unit] ?? toMs - fromMs;
  return { fromMs: fromMs - length, toMs: toMs - length, label: found[0] };
}

/** Filters and row count of an earlier question by role, without its time window and thresholds. */
export function filtersOf(
  answered: AnsweredQuestion,
): ReadonlyMap<QuestionParameter['role'], string> {
  const roles = Object.values(answered.question.parameters).map(({ role }) => role);
  return new Map(
    roles
      .filter((role) => !role.startsWith('window.') && role !== 'threshold')
      .flatMap((role) => {
        const value = valueOf(answered, role);
        return value === null || value === 'ALL' ? [] : [[role, value] as const];
      }),
  );
}
