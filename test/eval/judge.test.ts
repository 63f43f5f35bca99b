import { describe, expect, test } from 'vitest';
import type { CauseQuestion } from '../../eval/causes/dataset.ts';
import { judgeExplanation } from '../../eval/causes/judge.ts';
import { amountsIn, plain } from '../../eval/causes/names.ts';
import type { WorldTruth } from '../../eval/causes/truth.ts';
import type { Explanation, Verdict } from '../../domain/explanation.ts';

const truth: WorldTruth = {
  incidents: [
    {
      id: 'small-store',
      visible: {
        is: 'cause',
        words: ['smaller'],
        objects: [{ id: 'w1', name: 'main_store' }],
        who: 'mia@example.com',
        at: '2026-03-02T09:00:00.000Z',
        howMuch: [
          { name: 'size', value: 'SMALL', within: 0 },
          { name: 'waiting', value: '40', within: 0.1 },
        ],
      },
    },
    {
      id: 'fewer-parcels',
      visible: {
        is: 'driver',
        words: ['row'],
        objects: [{ id: 't1', name: 'prod.log.parcels' }],
        who: null,
        at: '2026-03-03T00:00:00.000Z',
        howMuch: [{ name: 'rows', value: '30', within: 0.1 }],
      },
    },
  ],
  decoys: [
    {
      id: 'small-store',
      never: {
        who: 'ole@example.com',
        objects: [{ id: 'w1', name: 'main_store' }],
        words: ['size'],
      },
    },
  ],
};

const asks = (given: Partial<CauseQuestion>): CauseQuestion => ({
  id: 'q',
  question: 'Why?',
  incident: 'small-store',
  symptom: { object: null },
  also: null,
  kind: 'why',
  ...given,
});

const says = (
  verdict: Verdict,
  lines: readonly string[],
  onset: string | null = null,
): Explanation => ({
  verdict,
  symptom: {
    measure: 'rows',
    object: null,
    onset,
    size: 1,
    expected: 1,
    unit: 'rows',
    markers: [],
  },
  causes: [],
  ruledOut: [],
  missing: [],
  lines,
  actions: { now: [], thisWeek: [], thisMonth: [] },
  citations: [],
});

const right = '`mia@example.com` [unified:1] made `main_store` smaller';
const open = asks({ incident: 'not-on' });
const named = asks({ incident: 'not-on', symptom: { object: 'main_store' } });
const parcels = asks({ incident: 'fewer-parcels' });

describe('an explanation of two things', () => {
  const two = asks({ kind: 'two', also: 'fewer-parcels' });
  const both = (...statements: readonly string[]): Explanation => ({
    ...says('cause_found', [`${right}: Small.`, '`prod.log.parcels` got 30 % of its rows']),
    causes: statements.map((statement) => ({
      kind: 'any',
      statement,
      objects: [],
      at: null,
      share: 1,
      markers: [],
    })),
  });

  test('may name somebody for the one and an object for the other', () => {
    const apart = both('`ole@example.com` paused the parcels', right);
    expect(judgeExplanation(two, apart, truth)).toBe('none rightly');
  });

  test('accuses the innocent in one statement', () => {
    const accused = both('`ole@example.com` changed `main_store`', right);
    expect(judgeExplanation(two, accused, truth)).toBe('decoy');
  });
});

describe('an explanation is judged', () => {
  test.each([
    [
      'with the cause and a figure',
      asks({}),
      says('cause_found', [right, 'It waits 41 h.']),
      'right',
    ],
    [
      'with the cause and the setting',
      asks({}),
      says('contributing', [`${right}: Small.`]),
      'right',
    ],
    [
      'with the figure too late',
      asks({}),
      says('cause_found', [right, '', '', '41 h']),
      'sizeless',
    ],
    ['with a figure too far off', asks({}), says('cause_found', [`${right}, 45 h`]), 'sizeless'],
    ['with the object alone', asks({}), says('cause_found', ['`main_store` waits 40 h']), 'driver'],
    [
      'with the object and a stranger',
      asks({}),
      says('cause_found', ['`eva@example.com` stopped `main_store`, 40 h']),
      'wrong',
    ],
    ['with something else', asks({}), says('cause_found', ['It rained.']), 'wrong'],
    ['without a cause', asks({}), says('inconclusive', [right]), 'missed'],
    [
      'with the innocent',
      asks({}),
      says('cause_found', ['`ole@example.com` changed `main_store`, 40 h']),
      'decoy',
    ],
    [
      'with a person who did something else',
      asks({}),
      says('cause_found', ['`ole@example.com` slept, and so 40 h']),
      'wrong',
    ],
    [
      'with the innocent ruled out',
      asks({}),
      says('cause_found', [`${right}, 40 h`, 'Not ole@example.com, who came later.']),
      'right',
    ],
    [
      'with the driver of an unseen cause',
      parcels,
      says('inconclusive', ['`prod.log.parcels` got 30 % of its rows'], '2026-03-03'),
      'none rightly',
    ],
    [
      'with the driver and another onset',
      parcels,
      says('inconclusive', ['`prod.log.parcels` got 30 % of its rows'], '2026-02-20'),
      'missed',
    ],
    [
      'with an unseen cause found',
      parcels,
      says('cause_found', ['prod.log.parcels: 30']),
      'driver',
    ],
    ['with nothing where nothing was', named, says('inconclusive', ['Nothing.']), 'none rightly'],
    ['with another incident', open, says('cause_found', [right]), 'other'],
    ['with another incident for a named thing', named, says('cause_found', [right]), 'wrong'],
    [
      'with another incident for what is not true',
      asks({ incident: null, kind: 'false-premise' }),
      says('cause_found', [right]),
      'wrong',
    ],
    [
      'with both of two',
      asks({ also: 'fewer-parcels', kind: 'two' }),
      says('inconclusive', [`${right}, 40 h`, 'prod.log.parcels has few rows']),
      'none rightly',
    ],
    [
      'with one of two',
      asks({ also: 'fewer-parcels', kind: 'two' }),
      says('cause_found', [`${right}, 40 h`]),
      'missed',
    ],
  ] as const)('%s', (_name, question, explanation, judgement) => {
    expect(judgeExplanation(question, explanation, truth)).toBe(judgement);
  });

  test('by names with underscores, and by amounts that are no dates, addresses or parts of names', () => {
    expect(plain('`pay_load_sync` [cost:12] **cost** [cost:1, cost:2] more')).toBe(
      'pay_load_sync cost more',
    );
    expect(
      amountsIn(
        'On Tue 17 Nov 05:24, 2026-11-17 and 10.0.0.7, v2_table cost 1,479.50 USD, 93 of 94, up 5%',
      ),
    ).toEqual([1479.5, 93, 94, 5]);
  });
});
