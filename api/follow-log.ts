import type { LogEvent } from '../domain/events.ts';
import type { InvestigationRef } from '../domain/investigation.ts';
import type { RouteDeps } from './deps.ts';
import { defaultReReadMs } from './log-feed.ts';

/** Silence after which a client is told that the service is there, milliseconds; proxies cut at a minute. */
const longestSilenceMs = 10_000;

/**
 * The log of an investigation from its first event to its last, for a reader that makes something else of it.
 *
 * Effect: follows until the log ends or the signal aborts.
 *
 * @returns Events in order, as many as there are at a time; none where nothing has happened for a while.
 */
export async function* followLog(
  deps: RouteDeps,
  ref: InvestigationRef,
  signal: AbortSignal,
): AsyncGenerator<readonly LogEvent[], void> {
  using follower = deps.feeds.follow(ref, -1);
  const silenceMs = Math.min(deps.reReadMs ?? defaultReReadMs, longestSilenceMs);
  for (let seen = -1; !signal.aborted;) {
    const { frames } = await follower.next(seen, silenceMs, signal);
    yield frames.map(({ event }) => event);
    const last = frames.at(-1);
    if (last?.type === 'finished') return;
    seen = last?.seq ?? seen;
  }
}
