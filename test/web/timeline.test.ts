import { describe, expect, it } from 'vitest';
import type { EventPayloads, EventType, LogEvent } from '../../domain/events.ts';
import { timelineOf } from '../../web/investigation/timeline.ts';

const startMs = Date.parse('2026-11-29T10:00:00.000Z');

/** A log with an event each second. */
function log(
  ...events: { [Type in EventType]: readonly [Type, EventPayloads[Type]] }[EventType][]
) {
  return events.map(
    ([type, payload], seq) =>
      ({ seq, type, at: new Date(startMs + seq * 1_000).toISOString(), ...payload }) as LogEvent,
  );
}

const lane = { domain: 'cost', round: 1 } as const;
const genie = { spaceId: 's', conversationId: 'c', messageId: 'm', url: '' };
const routing = {
  domains: [{ domain: 'cost' as const, question: 'q', score: 1, reason: '' }],
  tools: [],
  source: 'examples' as const,
};
const routed = ['routed', { routing, degraded: [], usage: {} }] as const;
const started = ['lane.started', { ...lane, question: 'q', ask: 1 }] as const;
const progress = (status: string) => ['lane.progress', { ...lane, status, genie }] as const;
const ended = [
  'lane.finished',
  {
    ...lane,
    outcome: 'answered',
    detail: null,
    evidenceIds: [],
    waitedMs: 0,
    genie: null,
    usage: {},
  },
] as const;
const finished = ['finished', { status: 'completed', failure: null }] as const;

/** Kind and seconds of each segment; null for one that goes on. */
const parts = (events: readonly LogEvent[]) =>
  timelineOf(events).rows.map(({ segments }) =>
    segments.map(({ kind, fromMs, toMs }) => [
      kind,
      (fromMs - startMs) / 1_000,
      toMs === null ? null : (toMs - startMs) / 1_000,
    ]),
  );

describe('the timeline of a log', () => {
  it('has what a lane waited for and did, without gaps', () => {
    const events = log(
      ['queued', { question: 'q' }],
      routed,
      started,
      ['lane.waiting', { ...lane, reason: 'quota', position: 2, until: '' }],
      progress('ASKING_AI'),
      progress('FETCHING_METADATA'),
      progress('EXECUTING_QUERY'),
      ended,
      finished,
    );
    expect(parts(events)).toEqual([
      [
        ['queued', 1, 2],
        ['asking', 2, 3],
        ['quota', 3, 4],
        ['asking', 4, 6],
        ['executing', 6, 7],
      ],
    ]);
  });

  it('leaves open what goes on, and closes it at the end of all', () => {
    expect(parts(log(routed, started))).toEqual([
      [
        ['queued', 0, 1],
        ['asking', 1, null],
      ],
    ]);
    expect(parts(log(routed, started, finished))).toEqual([
      [
        ['queued', 0, 1],
        ['asking', 1, 2],
      ],
    ]);
  });

  it('goes on with a lane that is asked again', () => {
    const again = ['lane.started', { ...lane, question: 'q', ask: 2 }] as const;
    const { rows } = timelineOf(log(routed, started, ended, again));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.note).toBe('asks Genie again');
    expect(rows[0]?.segments.at(-1)).toMatchObject({ kind: 'asking', toMs: null });
  });

  it('has a row for the search for a cause and one for the answer', () => {
    const events = log(
      routed,
      ['check.started', { hypothesis: 'some-cause', question: 'q' }],
      ['check.started', { hypothesis: 'price-changed', question: 'q' }],
      ['answer.started', { pass: 1, attempt: 1 }],
      ['answer.reset', { pass: 1, attempt: 2 }],
      finished,
    );
    const { rows } = timelineOf(events);
    expect(rows.map(({ name }) => name)).toEqual(['Cost', 'Cause', 'Answer']);
    expect(rows[1]?.note).toBe('tests price changed');
    expect(rows[2]?.segments).toHaveLength(1);
  });

  it('is not moved by a table of the search, an unknown event, or no event at all', () => {
    expect(timelineOf([]).rows).toEqual([]);
    const table = { title: 't', rowCount: 1, truncated: false, certified: null };
    const events = log(routed, [
      'evidence.added',
      { domain: 'quality', round: 0, evidenceId: 'ev_1' as never, ...table },
    ]);
    const unknown = { ...events[0], seq: 2, type: 'brand.new' } as unknown as LogEvent;
    expect(timelineOf([...events, unknown]).rows.map(({ key }) => key)).toEqual(['cost']);
  });
});
