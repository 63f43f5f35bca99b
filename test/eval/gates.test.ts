import { describe, expect, test } from 'vitest';
import { ordinaryQuestions, readCauseQuestions } from '../../eval/causes/dataset.ts';
import { reportLines } from '../../eval/causes/report.ts';
import { gatesOf, type Judged } from '../../eval/causes/tally.ts';

const one = (given: Partial<Judged>): Judged => ({
  world: 'on',
  seed: 1,
  question: 'Why?',
  about: 'small-store',
  kind: 'why',
  visible: 'cause',
  judgement: 'right',
  verdict: 'cause_found',
  statements: 3,
  said: 'cause_found: …',
  ...given,
});
const times = (count: number, given: Partial<Judged>): Judged[] =>
  Array.from({ length: count }, () => one(given));
const failing = (some: readonly Judged[], months = 10): string[] =>
  gatesOf(some, months)
    .filter(({ holds }) => !holds)
    .map(({ name }) => name.split(':')[0] ?? '');

describe('the gates of the evaluation', () => {
  test.each([
    ['nine of ten right', [...times(9, {}), one({ judgement: 'missed' })], []],
    ['eight of ten right', [...times(8, {}), ...times(2, { judgement: 'sizeless' })], ['on']],
    [
      'an unseen cause found',
      [
        ...times(8, { visible: 'driver', judgement: 'none rightly' }),
        one({ visible: 'driver', judgement: 'driver' }),
      ],
      ['on'],
    ],
    [
      'one wrong off',
      [
        ...times(99, { world: 'off', judgement: 'none rightly' }),
        one({ world: 'off', judgement: 'wrong' }),
      ],
      ['off'],
    ],
    ['another incident off', times(3, { world: 'off', judgement: 'other' }), []],
    [
      'one decoy of fifty',
      [...times(49, { world: 'decoy' }), one({ world: 'decoy', judgement: 'decoy' })],
      [],
    ],
    [
      'one decoy of forty',
      [...times(39, { world: 'decoy' }), one({ world: 'decoy', judgement: 'decoy' })],
      ['decoy'],
    ],
    ['the same alarm often', times(50, { world: 'ordinary', judgement: 'wrong' }), []],
    [
      'eleven alarms in ten months',
      Array.from({ length: 11 }, (_, n) =>
        one({ world: 'ordinary', judgement: 'wrong', said: `alarm ${n}` }),
      ),
      ['ordinary'],
    ],
    ['a failed search', [...times(20, {}), one({ judgement: 'error' })], ['no search fails']],
    ['too many statements', [one({ statements: 17 })], ['statements of a search, ≤ 16']],
  ] as const)('with %s', (_name, some, gates) => {
    expect(failing(some)).toEqual(gates);
  });

  test('say nothing of worlds that were not looked at', () => {
    expect(
      gatesOf([one({ world: 'off', judgement: 'none rightly' })], 1).map(({ name }) => name),
    ).toEqual([
      expect.stringContaining('off'),
      'no search fails',
      expect.stringContaining('statements'),
    ]);
  });

  test('are printed after what was not right', () => {
    const all = [
      one({}),
      one({ judgement: 'wrong', question: 'Why so slow?', said: 'cause_found: rain' }),
    ];
    const lines = reportLines(all, gatesOf(all, 1));
    expect(lines.join('\n')).toContain('wrong (on, seed 1): Why so slow?\n    cause_found: rain');
    expect(lines.at(-1)).toMatch(/^ok {3}statements/);
  });
});

describe('the labelled questions', () => {
  test('are about every incident in three wordings or more, and about what did not happen', () => {
    const asked = readCauseQuestions();
    const incidents = new Set(asked.flatMap(({ incident }) => incident ?? []));
    expect(incidents.size).toBe(16);
    for (const id of incidents)
      expect(asked.filter(({ incident }) => incident === id).length).toBeGreaterThanOrEqual(3);
    const kinds = new Set(asked.map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual([
      'false-premise',
      'no-data',
      'no-such-object',
      'two',
      'whatChanged',
      'why',
    ]);
    expect(new Set(ordinaryQuestions).size).toBe(ordinaryQuestions.length);
  });
});
