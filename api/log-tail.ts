import { asAppError, failures } from '../domain/errors.ts';
import type { InvestigationStore } from '../domain/api-ports.ts';
import type { LogEvent } from '../domain/events.ts';
import type { InvestigationRef } from '../domain/investigation.ts';

/** Rows of one read; a longer log takes several. */
const pageSize = 500;

/** One event, encoded once for all followers. */
export type Frame = Pick<LogEvent, 'seq' | 'type'> & {
  readonly event: LogEvent;
  /** The event in the form of server-sent events, as UTF-8. */
  readonly bytes: Uint8Array;
};

/** Frames in order, and their bytes joined, once for all followers that are equally far. */
export type Piece = { readonly frames: readonly Frame[]; readonly bytes: () => Uint8Array };

/** Followers are equally far, or a few steps apart; pieces for more positions than this are made anew. */
const maxPieces = 16;

/**
 * The part of a log that is kept in memory: all events after some first one. Their numbers have gaps where
 * pieces of an old answer were put together.
 */
export type LogTail = {
  /** What comes after a sequence number; no frames when the kept part begins later. */
  readonly after: (seq: number) => Piece;
  /** True when the part begins after `seq`, so that older events are missing. */
  readonly beginsAfter: (seq: number) => boolean;
  readonly isFinished: () => boolean;
  /** Reads one page of newer events; returns how many, and whether there may be more. */
  readonly readNewer: () => Promise<{ count: number; more: boolean }>;
  /** Reads older events until the part begins after `seq`; calls run one after another. */
  readonly readOlder: (seq: number) => Promise<void>;
};

/**
 * Keeps the part of a log after the event `from`; -1 for all of it.
 *
 * Effect: reads only when called. A read that fails for the moment returns nothing.
 */
export function createLogTail(
  store: Pick<InvestigationStore, 'events'>,
  ref: InvestigationRef,
  from: number,
): LogTail {
  let base = from;
  let frames: Frame[] = [];
  let older: Promise<void> = Promise.resolve();
  const pieces = new Map<number, Piece>();

  const readMissing = async (seq: number): Promise<void> => {
    const missing: Frame[] = [];
    for (let after = seq; after < base; after = missing.at(-1)?.seq ?? base) {
      const page = await readPage(store, ref, after, Math.min(pageSize, base - after));
      if (page.length === 0) return;
      missing.push(...page.filter((frame) => frame.seq <= base));
      if (page.some((frame) => frame.seq > base)) break;
    }
    if (seq >= base) return;
    frames = [...missing, ...frames];
    base = seq;
  };
  const after = (seq: number): Piece => {
    if (seq < base) return toPiece([]);
    const known = pieces.get(seq);
    if (known) return known;
    // Followers are near the end.
    const piece = toPiece(frames.slice(frames.findLastIndex((frame) => frame.seq <= seq) + 1));
    if (pieces.size === maxPieces) pieces.clear();
    pieces.set(seq, piece);
    return piece;
  };
  return {
    after,
    beginsAfter: (seq) => seq < base,
    isFinished: () => frames.at(-1)?.type === 'finished',
    readNewer: async () => {
      const page = await readPage(store, ref, frames.at(-1)?.seq ?? base, pageSize);
      frames.push(...page);
      pieces.clear();
      return { count: page.length, more: page.length === pageSize };
    },
    readOlder: (seq) => {
      older = older.catch(() => {}).then(() => readMissing(seq));
      return older;
    },
  };
}

async function readPage(
  store: Pick<InvestigationStore, 'events'>,
  ref: InvestigationRef,
  after: number,
  limit: number,
): Promise<readonly Frame[]> {
  try {
    const events = await store.events(ref, { after, limit, withDeltas: true });
    return events.map(toFrame);
  } catch (error) {
    const { code } = asAppError(error);
    if (code !== 'bug' && failures[code].retried) return [];
    throw error;
  }
}

function toPiece(frames: readonly Frame[]): Piece {
  let joined: Uint8Array | null = null;
  return {
    frames,
    bytes: () => {
      joined ??= Buffer.concat(frames.map(({ bytes }) => bytes));
      return joined;
    },
  };
}

const utf8 = new TextEncoder();

function toFrame(event: LogEvent): Frame {
  const { seq, type } = event;
  const text = `id: ${seq}\nevent: ${type}\ndata: ${JSON.stringify(event)}\n\n`;
  return { seq, type, event, bytes: utf8.encode(text) };
}
