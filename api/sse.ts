import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { SSEStreamingApi } from 'hono/streaming';
import { asAppError, failures } from '../domain/errors.ts';
import type { LogEvent } from '../domain/events.ts';
import type { InvestigationRef } from '../domain/investigation.ts';
import type { AppDeps, AppEnv } from './deps.ts';
import { createTicker, defaultReReadMs } from './follow.ts';
import type { Ticker } from './follow.ts';

/** Rows of one read; a longer log takes several. */
const pageSize = 500;

export type Following = {
  readonly ref: InvestigationRef;
  /** The last event that the reader has; -1 for none. */
  readonly after: number;
  /** True when the log has ended at or before `after`. */
  readonly nothingLeft: boolean;
};

/**
 * Sends the log after an event as server-sent events until `finished`. Rows are the source: the bell
 * only says when to read them, so a late reader and one that reconnects get the same log.
 *
 * Effect: reads until the log ends, the client leaves or the process stops; none of it touches the run.
 */
export function streamLog(c: Context<AppEnv>, deps: AppDeps, following: Following): Response {
  return streamSSE(c, async (stream) => {
    const left = new AbortController();
    stream.onAbort(() => left.abort());
    const signal = AbortSignal.any([left.signal, deps.stopping]);
    using ticker = createTicker(deps.bell, following.ref.id);
    try {
      // The first bytes carry the headers to a reader who may wait long for an event.
      await stream.write(': following\n\n');
      if (!following.nothingLeft) await sendLog(stream, deps, following, ticker, signal);
    } catch (error) {
      const err = asAppError(error);
      deps.log.warn(
        { err, requestId: c.get('requestId'), investigationId: following.ref.id },
        'a follower was cut off',
      );
    }
  });
}

async function sendLog(
  stream: SSEStreamingApi,
  deps: AppDeps,
  { ref, after }: Following,
  ticker: Ticker,
  signal: AbortSignal,
): Promise<void> {
  let sent = after;
  while (!signal.aborted) {
    const events = await readOrWait(deps, ref, sent);
    for (const event of events) {
      await stream.writeSSE({
        id: String(event.seq),
        event: event.type,
        data: JSON.stringify(event),
      });
      sent = event.seq;
      if (event.type === 'finished') return;
    }
    if (events.length === pageSize) continue;
    if (events.length === 0) await stream.write(': still here\n\n');
    await ticker.next(deps.reReadMs ?? defaultReReadMs, signal);
  }
}

/** A store that is away for a moment does not end the stream: the next read may find it back. */
async function readOrWait(
  deps: AppDeps,
  ref: InvestigationRef,
  after: number,
): Promise<readonly LogEvent[]> {
  try {
    return await deps.store.events(ref, { after, limit: pageSize, withDeltas: true });
  } catch (error) {
    const failure = asAppError(error);
    if (failure.code !== 'bug' && failures[failure.code].retried) return [];
    throw error;
  }
}
