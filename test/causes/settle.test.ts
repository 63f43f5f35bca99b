import { describe, expect, it } from 'vitest';
import type { Cause, Hypothesis } from '../../causes/cause.ts';
import { causes } from '../../causes/index.ts';
import { nothing, ranked, test, verdictOf } from '../../causes/settle.ts';
import type { Explained } from '../../causes/settle.ts';
import type { Break } from '../../causes/symptom/breaks.ts';
import { measureOf } from '../../causes/symptom/measures/index.ts';
import { dayMs } from './tables.ts';

const onset = 20_770;
const symptom: Break = {
  measure: measureOf('cost'),
  object: { kind: 'job', id: '1', name: 'one', workspaceId: 'w' },
  fromDay: onset,
  toDay: onset + 3,
  observed: 400,
  usual: 100,
  sign: 1,
  excess: new Map(),
  rows: [],
  lastUsualDay: onset - 1,
  isNew: false,
  goesOn: true,
  onsetMs: onset * dayMs,
  causeByMs: (onset + 1) * dayMs,
};

const fine: Hypothesis = {
  objects: [symptom.object],
  atMs: onset * dayMs - 3_600_000,
  edge: 'the same job',
  fits: true,
  share: 1,
  say: () => 'somebody changed it',
};
const [first, second] = causes as readonly [Cause, Cause];
const fallsBy = (change: Partial<Hypothesis>, of: Partial<Break> = {}) =>
  test(first, { ...fine, ...change }, { ...symptom, ...of }).fallsBy;

describe('a hypothesis', () => {
  it('stands when all five tests hold', () => {
    expect(fallsBy({})).toBeNull();
    expect(fallsBy({ atMs: null, share: null })).toBeNull();
  });

  it.each<[what: string, change: Partial<Hypothesis>, why: RegExp]>([
    ['shares no key', { edge: null }, /shares nothing/],
    ['came later', { atMs: (onset + 1) * dayMs + 1 }, /after the trouble began/],
    ['lies far back', { atMs: (onset - 15) * dayMs }, /too long before/],
    ['pushes the other way', { fits: false }, /other way/],
    ['explains too little', { share: 0.1 }, /too little/],
  ])('falls when it %s', (_, change, why) => {
    expect(fallsBy(change)).toMatch(why);
  });

  it('stands just within each bound', () => {
    expect(fallsBy({ atMs: (onset + 1) * dayMs })).toBeNull();
    expect(fallsBy({ atMs: (onset - 14) * dayMs, mayWait: true })).toBeNull();
    expect(fallsBy({ share: 0.2 })).toBeNull();
  });

  it('falls when all stayed well for a day after it, unless its effect may wait', () => {
    const early = { atMs: (onset - 3) * dayMs };
    expect(fallsBy(early)).toMatch(/as usual for a day or more/);
    expect(fallsBy({ ...early, mayWait: true })).toBeNull();
    expect(fallsBy(early, { lastUsualDay: onset - 3 })).toBeNull();
  });
});

describe('the strongest hypothesis', () => {
  it('is of the kind that stands first, among those that explain enough', () => {
    const small = test(first, { ...fine, share: 0.3 }, symptom);
    const large = test(second, { ...fine, share: 0.6 }, symptom);
    const whole = test(first, { ...fine, share: 0.9 }, symptom);
    expect(ranked([small, large], causes)).toEqual([large, small]);
    expect(ranked([large, whole], causes)).toEqual([whole, large]);
  });

  it('explains the most, where none explains enough', () => {
    const small = test(first, { ...fine, share: 0.3 }, symptom);
    const larger = test(second, { ...fine, share: 0.4 }, symptom);
    const unknown = test(first, { ...fine, share: null }, symptom);
    expect(ranked([unknown, small, larger], causes)).toEqual([larger, small, unknown]);
    expect(ranked([larger, small, unknown], causes)).toEqual([larger, small, unknown]);
    const half = test(second, { ...fine, share: 0.5 }, symptom);
    const whole = test(first, { ...fine, share: 1 }, symptom);
    expect(ranked([half, whole], causes)).toEqual([whole, half]);
    expect(ranked([larger, half], causes)).toEqual([half, larger]);
  });

  it('is of its kind first, whatever explains more', () => {
    const half = test(first, { ...fine, share: 0.5 }, symptom);
    const whole = test(second, { ...fine, share: 1 }, symptom);
    expect(ranked([whole, half], causes)).toEqual([half, whole]);
  });

  it('is one with a time before one without', () => {
    const timeless = test(first, { ...fine, atMs: null }, symptom);
    const timed = test(first, fine, symptom);
    expect(ranked([timeless, timed], causes)).toEqual([timed, timeless]);
    expect(ranked([timed, timeless], causes)).toEqual([timed, timeless]);
  });

  it('is the nearest to the onset within a kind', () => {
    const far = test(first, { ...fine, atMs: onset * dayMs - 9 }, symptom);
    const near = test(first, { ...fine, atMs: onset * dayMs - 3 }, symptom);
    expect(ranked([far, near], causes)).toEqual([near, far]);
    expect(ranked([near, far], causes)).toEqual([near, far]);
  });
});

describe('the verdict', () => {
  const alone = { isBlocked: false, others: { count: 9, alike: 0 } };

  const explained = (percent: number, share: number | null, isRoot = true): Explained => ({
    symptom,
    carries: percent / 100,
    chain:
      share === null
        ? []
        : [
            {
              tested: test({ ...first, isRoot }, { ...fine, share }, symptom),
              of: symptom,
            },
          ],
    ruledOut: [],
  });

  it('is a cause found when one explains half of the whole change', () => {
    expect(verdictOf([explained(80, 1), explained(20, null)], alone)).toBe('cause_found');
  });

  it('counts exactly half as enough, of one and of several', () => {
    expect(verdictOf([explained(50, 1), explained(50, null)], alone)).toBe('cause_found');
    expect(verdictOf([explained(25, 1), explained(25, 1)], alone)).toBe('contributing');
  });

  it('needs the root, not the driver alone, somewhere in the chain', () => {
    const [driver] = explained(80, 1, false).chain;
    const [root] = explained(80, 1).chain;
    if (driver === undefined || root === undefined) throw new Error('no chain');
    const both = { ...explained(80, 1), chain: [driver, root] };
    expect(verdictOf([both], alone)).toBe('cause_found');
  });

  it('is contributing when only several do together', () => {
    expect(verdictOf([explained(40, 0.8), explained(40, 0.8), explained(20, 0)], alone)).toBe(
      'contributing',
    );
  });

  it('is inconclusive, or blocked where a check could not be run', () => {
    expect(verdictOf([explained(80, null)], alone)).toBe('inconclusive');
    expect(verdictOf([explained(80, null)], { ...alone, isBlocked: true })).toBe('blocked');
  });

  it('is contributing when most other objects broke too', () => {
    const wide = { isBlocked: false, others: { count: 9, alike: 5 } };
    expect(verdictOf([explained(80, 1)], wide)).toBe('contributing');
    const three = { isBlocked: false, others: { count: 3, alike: 2 } };
    expect(verdictOf([explained(80, 1)], three)).toBe('contributing');
    const half = { isBlocked: false, others: { count: 8, alike: 4 } };
    expect(verdictOf([explained(80, 1)], half)).toBe('cause_found');
    const few = { isBlocked: false, others: { count: 2, alike: 2 } };
    expect(verdictOf([explained(80, 1)], few)).toBe('cause_found');
  });

  it('is inconclusive when only the driver is known', () => {
    expect(verdictOf([explained(80, 1, false)], alone)).toBe('inconclusive');
  });
});

describe('a search without anything to say', () => {
  it('says nothing', () => {
    expect(nothing).toEqual({
      symptom: null,
      causes: [],
      ruledOut: [],
      missing: [],
      actions: { now: [], thisWeek: [], thisMonth: [] },
      citations: [],
    });
  });
});
