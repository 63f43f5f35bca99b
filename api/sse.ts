import type { Context } from 'hono';
import { asAppError } from '../domain/errors.ts';
import type { InvestigationRef } from '../domain/investigation.ts';
import type { AppEnv, RouteDeps } from './deps.ts';
import { defaultReReadMs } from './log-feed.ts';

export type Following = {
  readonly ref: InvestigationRef;
  /** The last event that the reader has; -1 for none. */
  readonly after: number;
  /** True when the log has ended at or before `after`. */
  readonly nothingLeft: boolean;
  /** When the credential of the reader ends, epoch milliseconds; null for never. */
  readonly readableUntilMs: number | null;
};

const utf8 = new TextEncoder();
/** The headers leave with the first bytes, and the first event may be long in coming. */
const begin = utf8.encode(': following\n\n');
const keepAlive = utf8.encode(': still here\n\n');

/** What is streamed, and to whom. */
export type Streamed = {
  readonly investigationId: string;
  /** As of `Following`. */
  readonly readableUntilMs: number | null;
  /** Made by piece until the signal aborts; may end with a failure, which ends the stream. */
  readonly parts: (signal: AbortSignal) => AsyncGenerator<Uint8Array, void>;
};

/**
 * Sends the log after an event as server-sent events until `finished`. Rows are the source, so a late
 * reader and one that reconnects get the same log.
 *
 * Effect: follows until the log ends, the client leaves or the process stops; none of it touches the
 * run.
 */
export function streamLog(c: Context<AppEnv>, deps: RouteDeps, following: Following): Response {
  return streamParts(c, deps, {
    investigationId: following.ref.id,
    readableUntilMs: following.readableUntilMs,
    parts: (signal) => partsOf(deps, following, signal),
  });
}

/**
 * Replies with server-sent events.
 *
 * Effect: as the parts; a failure is logged and ends the stream.
 *
 * @throws {AppError} `limit.rate` when the caller has too many streams open.
 */
export function streamParts(
  c: Context<AppEnv>,
  deps: RouteDeps,
  { investigationId, readableUntilMs, parts: partsBy }: Streamed,
): Response {
  const left = new AbortController();
  const signal = AbortSignal.any([left.signal, deps.stopping, ...untilTime(readableUntilMs)]);
  const onFailure = (error: unknown): void => {
    const err = asAppError(error);
    deps.log.warn(
      { err, requestId: c.get('requestId'), investigationId },
      'an event stream was ended by a failure',
    );
  };
  const who = c.get('principal').id;
  deps.streams.admit(who);
  const counted = { open: () => deps.streams.open(who), parts: partsBy(signal) };
  const parts = guarded(counted, onFailure);
  // Nothing is made before the socket takes it.
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await parts.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => {
        left.abort();
        await parts.return();
      },
    },
    { highWaterMark: 0 },
  );
  return c.body(body, 200, {
    'content-type': 'text/event-stream',
    // A proxy may neither keep nor compress a stream, and nginx holds replies back unless it is told.
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  });
}

/** The longest time that a timer of Node can wait, milliseconds. */
const longestTimerMs = 2 ** 31 - 1;

const untilTime = (ms: number | null): AbortSignal[] =>
  ms === null ? [] : [AbortSignal.timeout(Math.min(longestTimerMs, Math.max(0, ms - Date.now())))];

async function* partsOf(
  deps: RouteDeps,
  { ref, after, nothingLeft }: Following,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  yield begin;
  if (nothingLeft) return;
  using follower = deps.feeds.follow(ref, after);
  let kind = 'replayed';
  for (let sent = after; !signal.aborted;) {
    const piece = await follower.next(sent, deps.reReadMs ?? defaultReReadMs, signal);
    const last = piece.frames.at(-1);
    deps.meter.count('health_monitor_stream_events_total', { kind }, piece.frames.length);
    kind = 'live';
    yield last === undefined ? keepAlive : piece.bytes();
    if (last?.type === 'finished') return;
    sent = last?.seq ?? sent;
  }
}

/** A stream that nobody reads, as behind a HEAD, is never open. */
async function* guarded(
  {
    open,
    parts,
  }: { readonly open: () => Disposable; readonly parts: AsyncGenerator<Uint8Array, void> },
  onFailure: (error: unknown) => void,
): AsyncGenerator<Uint8Array, void> {
  using _ = open();
  try {
    yield* parts;
  } catch (error) {
    onFailure(error);
  }
}
