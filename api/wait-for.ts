import type { LogEvent } from '../domain/events.ts';
import { hasEnded } from '../domain/investigation.ts';
import type { InvestigationRow } from '../domain/investigation.ts';
import type { RouteDeps } from './deps.ts';

export type Wait = {
  /** Events that end it; the last one of a log always does. */
  readonly until: readonly LogEvent['type'][];
  readonly ms: number;
  readonly signal: AbortSignal;
};

/**
 * Waits for an event of an investigation that comes after what was read of it.
 *
 * Effect: follows the log.
 *
 * @returns The row as it is then, or when the time is up or the signal aborts.
 */
export async function waitFor(
  deps: RouteDeps,
  first: InvestigationRow,
  { until, ms, signal }: Wait,
): Promise<InvestigationRow> {
  if (ms === 0 || hasEnded(first.status)) return first;
  const untilMs = Date.now() + ms;
  let after = first.lastSeq;
  using follower = deps.feeds.follow(first, after);
  for (;;) {
    const leftMs = Math.max(0, untilMs - Date.now());
    const { frames } = await follower.next(after, leftMs, signal);
    const hasCome = frames.some(({ type }) => type === 'finished' || until.includes(type));
    if (hasCome || leftMs === 0 || signal.aborted) return (await deps.store.find(first)) ?? first;
    after = frames.at(-1)?.seq ?? after;
  }
}
