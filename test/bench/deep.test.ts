import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../bench/deep/kill-verdict.ts';
import type { Campaigned } from '../../bench/deep/kill-verdict.ts';
import { killMoments, victims } from '../../bench/deep/kill-moments.ts';
import { isLight, sleepingLines } from '../../bench/deep/sleeping-report.ts';
import { hourLine, isClose, isHonest, verdictLine } from '../../bench/estimate/estimate-report.ts';
import type { LogEvent } from '../../domain/events.ts';

describe('the moments of kills', () => {
  const wanted = victims.map((victim) => [victim, 5] as const);

  it('are as many as asked for, in an order and at times that follow from the seed', () => {
    const moments = killMoments(1, 'waiting', wanted, 600_000);
    for (const victim of victims)
      expect(moments.filter((one) => one.victim === victim)).toHaveLength(5);
    expect(moments).toEqual(killMoments(1, 'waiting', wanted, 600_000));
    expect(moments).not.toEqual(killMoments(2, 'waiting', wanted, 600_000));
  });

  it('are apart, and within the time where it is long enough', () => {
    const times = killMoments(3, 'waiting', wanted, 600_000).map(({ afterMs }) => afterMs);
    expect(times.at(-1)).toBeLessThan(600_000);
    const gaps = times.slice(1).map((ms, n) => ms - (times[n] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2_000);
  });
});

describe('what a campaign of kills left', () => {
  const event = (seq: number, type: string, more: object = {}) =>
    ({ seq, type, at: '2026-11-18T00:00:00Z', ...more }) as unknown as LogEvent;
  const log = [
    event(0, 'queued'),
    event(1, 'lane.finished', { round: 1, domain: 'cost' }),
    event(2, 'round.finished', { round: 1 }),
    event(3, 'planned', { round: 2, steps: [], done: 'settled' }),
    event(4, 'finished', { status: 'completed' }),
  ];
  const left = {
    about: {
      id: 'one',
      question: 'Why?',
      incident: 'planted',
      symptom: { object: null },
      also: null,
      kind: 'why',
    },
    investigation: {
      status: 'completed',
      explanation: {
        verdict: 'cause_found',
        lines: ['`bi-main` was made SMALL: 2 h more.'],
        causes: [],
      },
      usage: { genieQuestions: 1 },
      answer: { markdown: 'It cost 1 Genie question, 3 statements' },
    },
    events: log,
    questions: ['a'],
    truth: {
      incidents: [
        {
          id: 'planted',
          visible: {
            is: 'cause',
            words: ['small'],
            objects: [{ id: '1', name: 'bi-main' }],
            who: null,
            at: '2026-11-16T00:00:00Z',
            howMuch: [{ name: 'wait', value: '2', within: 0.1 }],
          },
        },
      ],
      decoys: [],
    },
    killed: new Map(victims.map((victim) => [victim, 5])),
    minutes: 31,
  } as unknown as Campaigned;

  it('is as it has to be', () => expect(faultsOf(left)).toEqual([]));

  it.each<[Partial<Campaigned>, RegExp]>([
    [{ minutes: 29 }, /half an hour/],
    [{ killed: new Map([['worker', 5]]) }, /killed five times/],
    [{ truth: { incidents: [], decoys: [] } }, /planted one/],
    [{ events: log.filter(({ seq }) => seq !== 2) }, /no gap/],
    [{ events: [...log, event(5, 'started')] }, /ends once/],
    [{ events: [...log.slice(0, 4), event(4, 'finished'), event(5, 'finished')] }, /ends once/],
    [
      { events: log.map((one) => (one.seq === 2 ? { ...one, round: 2 } : one)) as LogEvent[] },
      /rounds and plans/,
    ],
    [{ questions: ['a', 'b'] }, /once for each lane/],
    [{ questions: [] }, /counters/],
  ])('is told where it is not: %#', (change, fault) => {
    expect(faultsOf({ ...left, ...change }).join()).toMatch(fault);
  });
});

describe('what sleeping investigations cost', () => {
  const idle = { rssMb: 300, cpuShare: 0.002 };

  it.each([
    [340, 0.003, true],
    [351, 0.003, false],
    [340, 0.02, false],
  ])(
    '%d MB and a share of %d are judged by what an idle worker takes',
    (rssMb, cpuShare, light) => {
      const sleeping = { sleepers: 50, idle, asleep: { rssMb, cpuShare } };
      expect(isLight(sleeping)).toBe(light);
      expect(sleepingLines(sleeping).at(-1)).toMatch(light ? /^ok/ : /^FAIL/);
    },
  );
});

describe('how close an estimate was', () => {
  it.each([
    [60, 70, true],
    [60, 80, false],
    [80, 60, false],
    [0, 2, true],
    [0, 5, false],
  ])('told %d s, waited %d s', (toldSeconds, waitedSeconds, close) => {
    expect(isClose({ toldSeconds, waitedSeconds })).toBe(close);
  });

  it('counts those that had to wait, and not those that had not', () => {
    const right = { toldSeconds: 60, waitedSeconds: 60 };
    const wrong = { toldSeconds: 10, waitedSeconds: 60 };
    const none = { toldSeconds: 0, waitedSeconds: 0 };
    expect(isHonest([...Array.from({ length: 9 }, () => right), wrong])).toBe(true);
    expect(isHonest([right, wrong, ...Array.from({ length: 90 }, () => none)])).toBe(false);
    expect(verdictLine([right, wrong, none])).toMatch(/^FAIL .*50.0 % of those .*66.7 % of all/);
    expect(hourLine([right, wrong, none])).toContain('3 investigations, 2 had to wait');
  });
});
