import { asAppError } from '../../domain/errors.ts';
import { plainText } from '../../domain/plain-text.ts';

export type Status = 'ok' | 'warn' | 'fail' | 'skipped';

/** One line of the table. `detail` says what was found, `hint` what to do. */
export type Row = {
  readonly id: string;
  readonly title: string;
  readonly status: Status;
  readonly detail: string;
  readonly hint: string | null;
  readonly tookMs: number;
};

/** The result of a check; checks that need its `value` run only when there is one. */
export type Finding<Value> = {
  readonly status: Exclude<Status, 'skipped'>;
  readonly detail: string;
  readonly hint?: string;
  readonly value?: Value;
};

export type Checked<Value> = { readonly row: Row; readonly value: Value | null };

export type CheckInfo = {
  readonly id: string;
  readonly title: string;
  /** What to do when there is no answer, or for a failure without a hint of its own. */
  readonly defaultHint: string;
  /** Multiplies the usual time limit. */
  readonly timeoutFactor?: number;
};

export type RunCheck<Value> = (signal: AbortSignal) => Promise<Finding<Value>>;

/** Runs checks in parallel, each with a time limit. */
export type Checker = {
  readonly check: <Value>(info: CheckInfo, run: RunCheck<Value>) => Promise<Checked<Value>>;
  /** Runs only when the needed check has a value; else the line is skipped and names what it needs. */
  readonly after: <Need, Value>(
    need: Promise<Checked<Need>>,
    info: CheckInfo,
    run: (found: Need, signal: AbortSignal) => Promise<Finding<Value>>,
  ) => Promise<Checked<Value>>;
};

export const ok = <Value>(detail: string, value?: Value): Finding<Value> => ({
  status: 'ok',
  detail,
  ...(value === undefined ? {} : { value }),
});
export const warn = (detail: string, hint: string): Finding<never> => ({
  status: 'warn',
  detail,
  hint,
});
export const fail = (detail: string, hint: string): Finding<never> => ({
  status: 'fail',
  detail,
  hint,
});

/**
 * Creates a checker.
 *
 * Effect: what its checks do.
 *
 * @param timeoutMs The usual time limit of a check.
 */
export function createChecker(timeoutMs: number): Checker {
  const check = async <Value>(info: CheckInfo, run: RunCheck<Value>): Promise<Checked<Value>> => {
    const startedMs = performance.now();
    const limitMs = timeoutMs * (info.timeoutFactor ?? 1);
    const finding = await inTime(run, limitMs).catch((error: unknown): Finding<Value> => {
      return fail(asAppError(error).message || 'It failed without a message.', info.defaultHint);
    });
    const tookMs = Math.round(performance.now() - startedMs);
    return { row: rowOf(info, finding, tookMs), value: finding.value ?? null };
  };
  return {
    check,
    after: async (need, info, run) => {
      const { row, value } = await need;
      if (value === null) return { row: skipped(info, row), value: null };
      return check(info, (signal) => run(value, signal));
    },
  };
}

/** Ends at the limit even when the check ignores its signal. */
async function inTime<Value>(run: RunCheck<Value>, limitMs: number): Promise<Finding<Value>> {
  const signal = AbortSignal.timeout(limitMs);
  const late = Promise.withResolvers<never>();
  const onLate = (): void =>
    late.reject(new Error(`No answer within ${(limitMs / 1000).toFixed(1)} s.`));
  signal.addEventListener('abort', onLate, { once: true });
  try {
    return await Promise.race([late.promise, run(signal)]);
  } finally {
    signal.removeEventListener('abort', onLate);
  }
}

const oneLine = (text: string): string => plainText(text).replaceAll(/\s+/g, ' ').trim();

function rowOf({ id, title }: CheckInfo, finding: Finding<unknown>, tookMs: number): Row {
  const hint = finding.hint === undefined ? null : oneLine(finding.hint);
  return { id, title, status: finding.status, detail: oneLine(finding.detail), hint, tookMs };
}

/**
 * The line of a check that did not run. When the check that it needs was skipped too, it names the one
 * that failed first.
 */
export function skipped({ id, title }: CheckInfo, need: Row): Row {
  const detail = need.status === 'skipped' ? need.detail : `needs ${need.title}`;
  return { id, title, status: 'skipped', detail, hint: null, tookMs: 0 };
}
