import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { SSEStreamingApi } from 'hono/streaming';
import { asAppError } from '../domain/errors.ts';
import type { InvestigationRef } from '../domain/investigation.ts';
import type { AppEnv, RouteDeps } from './deps.ts';
import { defaultReReadMs } from './log-feed.ts';
import type { Follower } from './log-feed.ts';

export type Following = {
  readonly ref: InvestigationRef;
  /** The last event that the reader has; -1 for none. */
  readonly after: number;
  /** True when the log has ended at or before `after`. */
  readonly nothingLeft: boolean;
};

/**
 * Sends the log after an event as server-sent events until `finished`. Rows are the source, so a late
 * reader and one that reconnects get the same log.
 *
 * Effect: follows until the log ends, the client leaves or the process stops; none of it touches the
 * run.
 */
export function streamLog(c: Context<AppEnv>, deps: RouteDeps, following: Following): Response {
  const response = streamSSE(c, async (stream) => {
    const left = new AbortController();
    stream.onAbort(() => left.abort());
    const signal = AbortSignal.any([left.signal, deps.stopping]);
    try {
      // The headers leave with the first bytes, and the first event may be long in coming.
      await stream.write(': following\n\n');
      if (following.nothingLeft) return;
      using follower = deps.feeds.follow(following.ref, following.after);
      await sendLog(stream, follower, following.after, deps.reReadMs ?? defaultReReadMs, signal);
    } catch (error) {
      const err = asAppError(error);
      deps.log.warn(
        { err, requestId: c.get('requestId'), investigationId: following.ref.id },
        'an event stream was ended by a failure',
      );
    }
  });
  // A proxy may neither keep nor compress a stream, and nginx holds replies back unless it is told.
  response.headers.set('cache-control', 'no-store, no-transform');
  response.headers.set('x-accel-buffering', 'no');
  return response;
}

async function sendLog(
  stream: SSEStreamingApi,
  follower: Follower,
  after: number,
  keepAliveMs: number,
  signal: AbortSignal,
): Promise<void> {
  let sent = after;
  while (!signal.aborted) {
    const frames = await follower.next(sent, keepAliveMs, signal);
    if (frames.length === 0) await stream.write(': still here\n\n');
    for (const { seq, type, bytes } of frames) {
      await stream.write(bytes);
      sent = seq;
      if (type === 'finished') return;
    }
  }
}
