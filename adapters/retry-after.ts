/**
 * How long a service asks to wait: `retry-after-ms`, else `retry-after`. Milliseconds; null when it asks
 * for nothing that can be read.
 */
export function requestedWaitMs(headers: Headers): number | null {
  const ms = headers.get('retry-after-ms')?.trim() ?? '';
  if (plainNumber.test(ms)) return Number(ms);
  return waitMsOf(headers.get('retry-after')?.trim() ?? '', Date.now());
}

/**
 * Reads the value of `Retry-After`: seconds or an HTTP date (RFC 9110, 10.2.3).
 *
 * @returns Milliseconds, negative for a date that has passed; null without a valid time.
 */
export function waitMsOf(asked: string, nowMs: number): number | null {
  const ms = plainNumber.test(asked) ? Number(asked) * 1000 : dateMs(asked) - nowMs;
  return Number.isNaN(ms) ? null : ms;
}

const plainNumber = /^\d+(\.\d+)?$/;

/** `Date.parse` alone also takes `-5` and `soon 5` for dates. */
function dateMs(text: string): number {
  return /^(?:[A-Z][a-z]{2,8},? |\d{4}-\d{2}-\d{2})/.test(text) ? Date.parse(text) : NaN;
}
