import { describe, expect, it } from 'vitest';
import { crashesOf, nameOf, points, ways } from '../../bench/crash/cells.ts';
import { matrixLines } from '../../bench/crash/matrix-report.ts';
import { brokenOf } from '../../bench/crash/verdict.ts';
import type { Left } from '../../bench/crash/verdict.ts';
import type { LogEvent } from '../../domain/events.ts';

describe('the crashes of a matrix', () => {
  it('are one for each victim and blow, with a cell for each failpoint', () => {
    const crashes = crashesOf();
    expect(crashes).toHaveLength(8);
    for (const cells of crashes) expect(cells.map(({ point }) => point)).toEqual(points);
    expect(new Set(crashes.flat().map(nameOf)).size).toBe(8 * points.length);
  });

  it('are those that are asked for', () => {
    expect(crashesOf(['api', 'STOP', 'ask.after']).flat().map(nameOf)).toEqual([
      'ask.after api STOP',
    ]);
    expect(crashesOf(['ask.after']).flat()).toHaveLength(8);
    expect(crashesOf(['nobody'])).toEqual([]);
  });

  it('are shown as a table', () => {
    const cell = { point: 'ask.after', victim: 'worker', blow: 'STOP' } as const;
    const lines = matrixLines([{ cell, runs: 3, broken: 1 }]);
    expect(lines).toHaveLength(points.length + 1);
    expect(lines.find((line) => line.startsWith('ask.after'))).toMatch(/·\s+FAIL 1\/3\s+·/);
  });
});

const event = (seq: number, type: string, more: object = {}) =>
  ({ seq, type, at: '2026-11-18T00:00:00Z', ...more }) as unknown as LogEvent;

const events = [
  event(0, 'queued'),
  event(1, 'answer.started'),
  event(2, 'answer.delta', { text: 'half' }),
  event(3, 'answer.reset'),
  event(4, 'answer.started'),
  event(5, 'answer.delta', { text: 'the ' }),
  event(6, 'answer.delta', { text: 'whole' }),
  event(7, 'answer.finished'),
  event(8, 'remembered'),
  event(9, 'finished'),
];

type Ended = NonNullable<Left['investigation']>;
const lane = (domain: string, outcome: string) =>
  ({ domain, outcome }) as unknown as Ended['lanes'][number];
const completed = {
  status: 'completed',
  answer: { markdown: 'the whole', caveats: [] as string[] },
  lanes: [lane('cost', 'answered'), lane('reliability', 'answered')],
  failure: null,
  deadlineAt: '2026-11-18T00:02:00Z',
  finishedAt: '2026-11-18T00:00:20Z',
} as unknown as Ended;

const kept: Left = {
  cell: { point: 'ask.after', victim: 'worker', blow: 'KILL' },
  way: ways['ask.after'],
  stood: 'reached',
  investigation: completed,
  events,
  questions: [{ rows: 1, posts: 1 }],
  remembered: 2,
  awayMs: 1_000,
};

/** Of a lane whose deadline passed while another was answered. */
const partial: Left = {
  ...kept,
  way: ways['deadline.fired'],
  investigation: {
    ...completed,
    status: 'partial',
    lanes: [lane('cost', 'timed_out'), lane('reliability', 'answered')],
    answer: { markdown: 'half', caveats: ['Cost did not answer.'] } as unknown as Ended['answer'],
  },
};

const cancelled: Left = {
  ...kept,
  way: ways['cancel.delivered'],
  investigation: { ...completed, status: 'cancelled', answer: null },
  events: [event(0, 'queued'), event(1, 'finished')],
  remembered: 0,
};

/** The step took its own text back, as when the model broke off, and went on. */
const takenBack: Left = {
  ...kept,
  events: [
    event(0, 'answer.started'),
    event(1, 'answer.delta', { text: 'half' }),
    event(2, 'answer.reset'),
    ...events.slice(5).map((one) => ({ ...one, seq: one.seq - 2 })),
  ],
};

describe('what a crash left', () => {
  it.each([
    ['whole', kept],
    ['whole after it was taken back', takenBack],
    ['partial', partial],
    ['cancelled', cancelled],
    ['ended when nobody was told', { ...kept, cell: { ...kept.cell, point: 'conclude.after' } }],
  ] as const)('is as it has to be: %s', (_, left) => expect(brokenOf(left)).toEqual([]));

  it('is as it has to be when no lane had an answer at the deadline', () => {
    const investigation = {
      ...completed,
      status: 'failed',
      answer: null,
      lanes: [lane('cost', 'timed_out')],
      failure: { code: 'upstream.rejected', message: 'No domain answered. cost: timed out' },
    } as unknown as Ended;
    const failed = { ...partial, investigation, remembered: 0, events: cancelled.events };
    expect(brokenOf(failed)).toEqual([]);
    const unnamed = { ...investigation, failure: { code: 'bug', message: 'lost' } } as Ended;
    expect(brokenOf({ ...failed, investigation: unnamed })).toHaveLength(1);
  });

  const without = (type: string): readonly LogEvent[] => events.filter((one) => one.type !== type);

  it.each([
    ['it stood at its failpoint', { stood: 'missed' }],
    ['it has one end', { events: [...events, event(10, 'finished')] }],
    ['it has one end', { events: without('finished') }],
    ['its log has no gap', { events: without('answer.reset') }],
    ['it ends as it has to', { investigation: { ...completed, status: 'partial' } }],
    ['it ends by its', { investigation: { ...completed, finishedAt: '2026-11-18T00:02:29Z' } }],
    ['it ends by its', { investigation: null }],
    ['Genie got each', { questions: [{ rows: 1, posts: 2 }] }],
    ['Genie got each', { questions: [] }],
    [
      'its answer is whole',
      { investigation: { ...completed, answer: { markdown: 'the', caveats: [] } } },
    ],
    [
      'its answer is whole',
      { investigation: { ...completed, lanes: [lane('cost', 'timed_out')] } },
    ],
    ['its memory is saved once', { remembered: 4 }],
    ['its memory is saved once', { remembered: 0 }],
    ['its memory is saved once', { events: without('remembered') }],
  ] as const)('breaks a promise: %s, %o', (promise, change) => {
    const broken = brokenOf({ ...kept, ...change } as unknown as Left);
    expect(broken.some((one) => one.startsWith(promise))).toBe(true);
  });

  it('breaks a promise when a missing domain is not named', () => {
    const answer = { markdown: 'half', caveats: [] } as unknown as Ended['answer'];
    const investigation = { ...(partial.investigation ?? completed), answer };
    expect(brokenOf({ ...partial, investigation })).toEqual([
      'its answer is whole, or says what is missing',
    ]);
  });
});
