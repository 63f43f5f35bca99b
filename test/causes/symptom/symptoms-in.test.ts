import { describe, expect, it } from 'vitest';
import { symptomsIn } from '../../../causes/symptom/symptoms-in.ts';
import { nowMs } from '../tables.ts';

const context = { domains: [], nearest: [], nowMs, timeZone: 'UTC' };
const parts = (question: string) => symptomsIn(question, context);

describe('a question about two things', () => {
  it.each<[question: string, names: readonly string[]]>([
    ['load_a went wild yesterday and load_b is slow', ['load_a', 'load_b']],
    ['what happened to load_a and why does load_b fail', ['load_a', 'load_b']],
    ['load_a fails, load_b does not run. Why?', ['load_a', 'load_b']],
    ['why does load_a spill, and what is behind the dip in a.b.sums', ['load_a', 'a.b.sums']],
    ['load_a is red; also load_b has no runs', ['load_a', 'load_b']],
    ['why did load_a fail as well as load_b cost more', ['load_a', 'load_b']],
    ['load_a is slow and load_b got expensive', ['load_a', 'load_b']],
    ['explain why load_a is slow, and why a.b.sums is old', ['load_a', 'a.b.sums']],
    ['load_a: red since Tuesday; load_b: no runs since Saturday. Reasons?', ['load_a', 'load_b']],
  ])('has them apart: %s', (question, names) => {
    expect(parts(question).flatMap((one) => one.names)).toEqual(names);
    expect(parts(question)).toHaveLength(2);
  });

  it.each<string>([
    'one update of load_a hung for hours and ended red',
    'load_a ran all day and still failed',
    'why was load_a so slow, and why did it cost so much',
    'why do prod-us and prod-eu cost more',
    'why does load_a fail on Saturday, Sunday and Monday the same way',
    'load_a is slow, its runs fail',
    'why does it spill when its size and the number of queries are as always',
    'what happened to load_a and load_b',
    'load_a got slow and was stopped',
    'were rights on a.b.sums changed, and what broke?',
    'load_a costs half since Monday; is something broken?',
  ])('is about one: %s', (question) => {
    expect(parts(question)).toHaveLength(1);
  });

  it('shares a measure that is said once', () => {
    const [, second] = parts(
      "core's costs rose on Tuesday and web's fell last Thursday, why both?",
    );
    expect(second?.said).toContain('cost');
    expect(second?.sign).toBe(-1);
  });

  it('shares a day that is said once', () => {
    const [, second] = parts(
      'on Friday the 13th many tokens in the evening and a new administrator at 2 am, why each?',
    );
    const [from] = second?.window === null ? [] : [second?.window.fromMs ?? 0];
    expect(new Date(from ?? 0).toISOString()).toBe('2026-11-13T02:00:00.000Z');
  });
});
