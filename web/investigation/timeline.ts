import type { LogEvent } from '../../domain/events.ts';
import type { Domain } from '../../domain/domains.ts';
import { countText } from '../format.ts';
import { domainName, inWords, outcomeNames, verdictNames } from '../words.ts';

/** What happens in a part of a row. */
export type SegmentKind =
  | 'queued'
  | 'quota'
  | 'warehouse'
  | 'asking'
  | 'executing'
  | 'clarification'
  | 'sign-in'
  | 'checking'
  | 'writing';

/** Epoch milliseconds; `toMs` is null while it goes on. */
export type Segment = {
  readonly kind: SegmentKind;
  readonly fromMs: number;
  readonly toMs: number | null;
};

/** A lane, the search for the cause or the writing of the answer. */
export type TimelineRow = {
  /** Name of the domain, `cause` or `answer`. */
  readonly key: string;
  readonly name: string;
  readonly segments: readonly Segment[];
  /** The newest news in a few words. */
  readonly note: string;
};

/** The rows of an investigation over its time, epoch milliseconds; `toMs` is null while it goes on. */
export type Timeline = {
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly rows: readonly TimelineRow[];
};

/** What a part of a row is, in words. */
export const segmentNames: Readonly<Record<SegmentKind, string>> = {
  queued: 'waiting to start',
  quota: 'waiting for quota',
  warehouse: 'waiting for a warehouse',
  asking: 'asking Genie',
  executing: 'running the query',
  clarification: 'waiting for your reply',
  'sign-in': 'waiting for a new sign-in',
  checking: 'testing causes',
  writing: 'writing the answer',
};

const kindOfStatus: Readonly<Record<string, SegmentKind>> = {
  PENDING_WAREHOUSE: 'warehouse',
  EXECUTING_QUERY: 'executing',
};

/**
 * The rows of a log, over time. An unknown event changes nothing.
 *
 * Pure.
 *
 * @param events In order, from the first one; those of the text may be left out.
 */
export function timelineOf(events: readonly LogEvent[]): Timeline {
  const [first] = events;
  const fromMs = first === undefined ? 0 : Date.parse(first.at);
  return events.reduce(withEvent, { fromMs, toMs: null, rows: [] });
}

function withEvent(timeline: Timeline, event: LogEvent): Timeline {
  const atMs = Date.parse(event.at);
  if (event.type === 'finished') {
    const rows = timeline.rows.map((row) => closed(row, atMs));
    return { ...timeline, rows, toMs: atMs };
  }
  if (event.type === 'routed') {
    const started = event.routing.domains.map(({ domain }) =>
      rowOf(domain, domainName(domain), { kind: 'queued', fromMs: atMs, toMs: null }),
    );
    return { ...timeline, rows: [...timeline.rows, ...started] };
  }
  const change = changeBy(event);
  return change === null ? timeline : { ...timeline, rows: withRow(timeline.rows, change, atMs) };
}

type Change = {
  readonly key: string;
  readonly name: string;
  /** Null ends the row; absent goes on as before. */
  readonly kind?: SegmentKind | null;
  readonly note: string;
};

type EventOf<Type extends LogEvent['type']> = Extract<LogEvent, { type: Type }>;
type Changes = { [Type in LogEvent['type']]?: (event: EventOf<Type>) => Change };

const lane = ({ domain }: { readonly domain: Domain }) => ({
  key: domain,
  name: domainName(domain),
});
const cause = { key: 'cause', name: 'Cause' };
const answer = { key: 'answer', name: 'Answer' };

const changes: Changes = {
  'lane.started': (event) => ({
    ...lane(event),
    kind: 'asking',
    note: event.ask > 1 ? 'asks Genie again' : 'asks Genie',
  }),
  'lane.waiting': (event) => {
    const place = event.reason === 'quota' ? `, place ${event.position}` : '';
    return { ...lane(event), kind: event.reason, note: `${segmentNames[event.reason]}${place}` };
  },
  'lane.progress': (event) => {
    const kind = kindOfStatus[event.status] ?? 'asking';
    return { ...lane(event), kind, note: segmentNames[kind] };
  },
  'evidence.added': (event) => ({
    ...lane(event),
    note: `${countText(event.rowCount, 'row')} received`,
  }),
  'lane.finished': (event) => ({ ...lane(event), kind: null, note: outcomeNames[event.outcome] }),
  'check.started': ({ hypothesis }) => ({
    ...cause,
    kind: 'checking',
    note: `tests ${inWords(hypothesis)}`,
  }),
  explained: ({ explanation }) => ({
    ...cause,
    kind: null,
    note: verdictNames[explanation.verdict],
  }),
  'answer.started': () => ({ ...answer, kind: 'writing', note: 'is written' }),
  'answer.reset': () => ({ ...answer, kind: 'writing', note: 'is written again' }),
  'answer.finished': () => ({ ...answer, kind: null, note: 'written' }),
};

/** The cast is safe: the row of each type accepts the events of that type. */
function changeBy(event: LogEvent): Change | null {
  // A table of the search belongs to no lane.
  if (event.type === 'evidence.added' && event.round === 0) return null;
  const change = changes[event.type] as ((event: LogEvent) => Change) | undefined;
  return change?.(event) ?? null;
}

const rowOf = (key: string, name: string, segment: Segment): TimelineRow => ({
  key,
  name,
  segments: [segment],
  note: segmentNames[segment.kind],
});

function withRow(
  rows: readonly TimelineRow[],
  change: Change,
  atMs: number,
): readonly TimelineRow[] {
  const { key, name, note } = change;
  const known = rows.find((row) => row.key === key) ?? { key, name, segments: [], note };
  const changed = { ...changedBy(known, change, atMs), note };
  return rows.includes(known)
    ? rows.map((row) => (row === known ? changed : row))
    : [...rows, changed];
}

function changedBy(row: TimelineRow, { kind }: Change, atMs: number): TimelineRow {
  if (kind === undefined) return row;
  const last = row.segments.at(-1);
  if (kind !== null && last?.kind === kind && last.toMs === null) return row;
  const { segments } = closed(row, atMs);
  return {
    ...row,
    segments: kind === null ? segments : [...segments, { kind, fromMs: atMs, toMs: null }],
  };
}

function closed(row: TimelineRow, atMs: number): TimelineRow {
  const segments = row.segments.map((one) => (one.toMs === null ? { ...one, toMs: atMs } : one));
  return { ...row, segments };
}
