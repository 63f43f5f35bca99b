import { describe, expect, it } from 'vitest';
import { barChart } from '../../bench/page/charts.ts';
import { criticalPath, medianPath } from '../../bench/page/critical-path.ts';
import { performancePage } from '../../bench/page/page.ts';
import { readHistory } from '../../bench/page/trace.ts';
import { topicOf } from '../../bench/statement-count.ts';
import { median } from '../../bench/statistics.ts';

const span = (name: string, scheduledMs: number, startedMs: number, completedMs: number) => ({
  name,
  scheduledMs,
  startedMs,
  completedMs,
});

describe('the parts of the time of a question', () => {
  const traced = {
    askedMs: 0,
    startedMs: 5,
    activities: [
      span('route', 8, 10, 20),
      span('askGenie', 25, 26, 40),
      span('askGenie', 25, 27, 60),
      span('conclude', 70, 72, 95),
    ],
    answeredMs: 90,
  };
  const path = criticalPath(traced);

  it('are those that nothing else ran beside, and add up to the whole', () => {
    expect(path.map(({ label, ms }) => [label, ms])).toEqual([
      ['admit', 5],
      ['to route', 3],
      ['hand route to a worker', 2],
      ['route', 10],
      ['to askGenie', 5],
      ['hand askGenie to a worker', 2],
      ['askGenie', 33],
      ['to conclude', 10],
      ['hand conclude to a worker', 2],
      ['conclude', 18],
    ]);
  });

  it('end at the client when it has the answer after the last step', () => {
    const late = criticalPath({ ...traced, answeredMs: 100 });
    expect(late.slice(-2).map(({ label, ms }) => [label, ms])).toEqual([
      ['conclude', 23],
      ['to the client', 5],
    ]);
    expect(criticalPath({ ...traced, activities: [] })).toEqual([
      { label: 'admit', kind: 'work', ms: 90 },
    ]);
  });

  it('are the medians of several questions; a part that one lacks counts as none there', () => {
    const without = path.filter(({ label }) => label !== 'route');
    const [, , , route] = medianPath([path, path, without], median);
    expect(route).toMatchObject({ label: 'route', ms: 10 });
    expect(medianPath([path, without, without], median)[3]).toMatchObject({ ms: 0 });
  });

  it('come from the history of the workflow', () => {
    const at = (ms: number) => ({ seconds: 1, nanos: ms * 1e6 });
    const activityType = { name: 'route' };
    const events = [
      { eventId: 1, eventTime: at(1) },
      { eventId: 5, eventTime: at(2), activityTaskScheduledEventAttributes: { activityType } },
      { eventId: 6, eventTime: at(3), activityTaskStartedEventAttributes: { scheduledEventId: 5 } },
      {
        eventId: 7,
        eventTime: at(9),
        activityTaskCompletedEventAttributes: { scheduledEventId: 5 },
      },
    ];
    expect(readHistory(events)).toEqual({
      startedMs: 1_001,
      activities: [span('route', 1_002, 1_003, 1_009)],
    });
  });
});

describe('a statement is about', () => {
  it.each([
    ['begin', 'begin, commit'],
    ['COMMIT', 'begin, commit'],
    ['select append_events($1, $2, $3::jsonb)', 'append_events()'],
    ['select * from request_quota_slot($1)', 'request_quota_slot()'],
    ['select count(*) from lanes where id = $1', 'lanes'],
    ['with taken as (update lanes set epoch = $5) select * from taken', 'lanes'],
    ['insert into genie_ledger as g (id) values ($1)', 'genie_ledger'],
    ['select (extract(epoch from intent_at) * 1000) from genie_ledger', 'genie_ledger'],
    ['select 1 as one\n  from\n lanes for update skip locked', 'lanes'],
    ['select $1', 'other'],
  ])('%s: %s', (statement, topic) => {
    expect(topicOf(statement)).toBe(topic);
  });
});

it('a chart has a bar and its value for each row, and no markup of a label', () => {
  const bar = { label: '<a> & "b"', value: 2, text: '2 ms', colour: '#000', from: 1 };
  const svg = barChart('a chart', [bar, { ...bar, value: 3 }]);
  expect(svg.match(/<rect /g)).toHaveLength(2);
  expect(svg).toContain('&lt;a> &amp; &quot;b&quot;');
});

it('the page needs no other file', () => {
  const arm = { overheadMs: 10, cpuMs: 5 };
  const slower = { overheadMs: 30, cpuMs: 5 };
  const others = { engine: slower, langGraph: slower, dbos: slower, product: slower };
  const html = performancePage({
    path: criticalPath({ askedMs: 0, startedMs: 1, activities: [], answeredMs: 9 }),
    rounds: [{ plain: arm, plainAgain: arm, ...others }],
    counts: { 'Genie POSTs': [5] },
    statements: [{ about: 'lanes', calls: 7 }],
  });
  expect(html).toContain('ours is 1.0 ×');
  expect(html).not.toMatch(/(?:src|href)="(?!performance\.md)/);
  expect(html).not.toMatch(/https?:/);
});
