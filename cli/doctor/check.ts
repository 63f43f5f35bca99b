import { asAppError } from '../../domain/errors.ts';
import { plainText } from '../../domain/plain-text.ts';

export type Status = 'ok' | 'warn' | 'fail' | 'skipped';

/** One line of the table. `hint` says what to do, `detail` what was seen. */
export type Row = {
  readonly id: string;
  readonly title: string;
  readonly status: Status;
  readonly detail: string;
  readonly hint: string | null;
  readonly tookMs: number;
};

/** What a look came to; only with a `value` can checks that need it go on. */
export type Seen<Value> = {
  readonly status: Exclude<Status, 'skipped'>;
  readonly detail: string;
  readonly hint?: string;
  readonly value?: Value;
};

export type Done<Value> = { readonly row: Row; readonly value: Value | null };

export type About = {
  readonly id: string;
  readonly title: string;
  /** What to do when nobody answers, or for any other reason that has no hint of its own. */
  readonly otherwise: string;
  /** How many times as long as others it may take. */
  readonly patience?: number;
};

export type Look<Value> = (signal: AbortSignal) => Promise<Seen<Value>>;

/** Runs looks side by side, each with an end. */
export type Checker = {
  readonly check: <Value>(about: About, look: Look<Value>) => Promise<Done<Value>>;
  /** Looks only when what is needed was found; else the line is skipped and names what it needs. */
  readonly after: <Need, Value>(
    need: Promise<Done<Need>>,
    about: About,
    look: (found: Need, signal: AbortSignal) => Promise<Seen<Value>>,
  ) => Promise<Done<Value>>;
};

export const ok = <Value>(detail: string, value?: Value): Seen<Value> => ({
  status: 'ok',
  detail,
  ...(value === undefined ? {} : { value }),
});
export const warn = (detail: string, hint: string): Seen<never> => ({
  status: 'warn',
  detail,
  hint,
});
export const fail = (detail: string, hint: string): Seen<never> => ({
  status: 'fail',
  detail,
  hint,
});

/**
 * Makes a checker.
 *
 * Effect: what its looks do.
 *
 * @param timeoutMs How long a look may take, as a rule.
 */
export function createChecker(timeoutMs: number): Checker {
  const check = async <Value>(about: About, look: Look<Value>): Promise<Done<Value>> => {
    const startedMs = performance.now();
    const limitMs = timeoutMs * (about.patience ?? 1);
    const seen = await inTime(look, limitMs).catch((error: unknown): Seen<Value> => {
      return fail(asAppError(error).message || 'It failed without a word.', about.otherwise);
    });
    const tookMs = Math.round(performance.now() - startedMs);
    return { row: rowOf(about, seen, tookMs), value: seen.value ?? null };
  };
  return {
    check,
    after: async (need, about, look) => {
      const { row, value } = await need;
      if (value === null) return { row: skipped(about, row), value: null };
      return check(about, (signal) => look(value, signal));
    },
  };
}

/** A look that does not listen to its signal ends all the same. */
async function inTime<Value>(look: Look<Value>, limitMs: number): Promise<Seen<Value>> {
  const signal = AbortSignal.timeout(limitMs);
  const late = Promise.withResolvers<never>();
  const onLate = (): void =>
    late.reject(new Error(`No answer within ${(limitMs / 1000).toFixed(1)} s.`));
  signal.addEventListener('abort', onLate, { once: true });
  try {
    return await Promise.race([late.promise, look(signal)]);
  } finally {
    signal.removeEventListener('abort', onLate);
  }
}

const oneLine = (text: string): string => plainText(text).replaceAll(/\s+/g, ' ').trim();

function rowOf({ id, title }: About, seen: Seen<unknown>, tookMs: number): Row {
  const hint = seen.hint === undefined ? null : oneLine(seen.hint);
  return { id, title, status: seen.status, detail: oneLine(seen.detail), hint, tookMs };
}

/**
 * The line of a check that was not made. It names the line at the root of it, when what it needs was
 * not made either.
 *
 * Pure.
 */
export function skipped({ id, title }: About, need: Row): Row {
  const detail = need.status === 'skipped' ? need.detail : `needs ${need.title}`;
  return { id, title, status: 'skipped', detail, hint: null, tookMs: 0 };
}
