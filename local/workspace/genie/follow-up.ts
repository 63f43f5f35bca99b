import type { Period } from '../../../language/period.ts';
import type { CertifiedQuestion, QuestionParameter } from '../../../sql/catalogue.ts';
import type { SqlParameter } from '../sql/engine.ts';

/** A question that was answered earlier in the conversation. */
export type Answered = {
  readonly question: CertifiedQuestion;
  readonly parameters: readonly SqlParameter[];
};

const dayMs = 86_400_000;

const opening =
  /^\W*(?:and|what about|how about|or|but|same|again|only|just|now|then|ok(?:ay)?|also|by|per|for|in|on|since|last|this|yesterday|today|split|break|broken|group(?:ed)?|sort(?:ed)?|limit(?:ed)?|filter(?:ed)?|without|top|show (?:me )?(?:only|just|the same)|the same|instead|previous|the (?:day|week|month|period) before)\b/i;

/**
 * Whether a text leans on what was asked before it, by how it begins or by how little it says.
 *
 * @param isClear Whether it is a question of its own too.
 */
export function leansOnEarlier(text: string, isClear: boolean): boolean {
  const words = text.trim().split(/\s+/).length;
  return opening.test(text) ? words <= 8 || !isClear : words <= 3 && !isClear;
}

const before =
  /\b(?:the )?(day|week|month|period|one)s? (?:before|earlier|prior|preceding)\b|\b(?:previous|prior|preceding) (day|week|month|period|one)\b/i;

const lengths: Readonly<Record<string, number>> = { day: dayMs, week: 7 * dayMs };

function monthEarlier(ms: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, date.getUTCDate());
}

const valueOf = (answered: Answered, role: QuestionParameter['role']): string | null => {
  const name = Object.entries(answered.question.parameters).find(
    ([, parameter]) => parameter.role === role,
  )?.[0];
  return answered.parameters.find((parameter) => parameter.name === name)?.value ?? null;
};

/** The window that an earlier question was answered for; null when it had none. */
export function windowOf(answered: Answered): Period | null {
  const [from, to] = [valueOf(answered, 'window.from'), valueOf(answered, 'window.to')];
  return from === null || to === null
    ? null
    : { fromMs: Date.parse(from), toMs: Date.parse(to), label: 'as before' };
}

/**
 * The window that a follow-up moves to: "the week before" is the earlier window a week back, "the
 * period before" is as long as it and ends where it began.
 */
export function shiftedWindow(text: string, answered: Answered): Period | null {
  const found = before.exec(text);
  const window = windowOf(answered);
  if (found === null || window === null) return null;
  const unit = (found[1] ?? found[2] ?? '').toLowerCase();
  const { fromMs, toMs } = window;
  if (unit === 'month')
    return { fromMs: monthEarlier(fromMs), toMs: monthEarlier(toMs), label: found[0] };
  const length = lengths[unit] ?? toMs - fromMs;
  return { fromMs: fromMs - length, toMs: toMs - length, label: found[0] };
}

/** What the earlier question was narrowed to, by role: filters and counts, not its window. */
export function carriedOver(answered: Answered): ReadonlyMap<QuestionParameter['role'], string> {
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
