import { describe, expect, it } from 'vitest';
import { saidIn } from '../../../causes/symptom/said-in.ts';
import { windowAsked } from '../../../causes/symptom/window-asked.ts';
import { nowMs } from '../tables.ts';

const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const spanOf = (text: string): string | null => {
  const { window } = windowAsked(text, nowMs, 'UTC');
  return window === null ? null : `${iso(window.fromMs)} ${iso(window.toMs)}`;
};

describe('how it was until a time', () => {
  it.each<[text: string, from: string]>([
    ['Until the 11th it was through in two hours. What changed after that?', '2026-11-11'],
    ['it was close to nothing until Friday and now it is enormous', '2026-11-13'],
    ['up to 12 November she never granted anything. What happened then?', '2026-11-12'],
    ['before Monday the queue was empty, since then it is not', '2026-11-16'],
    ['till last Thursday it cost 70 dollars, these days 150', '2026-11-12'],
    ['there were hardly any failures until the weekend, what happened then?', '2026-11-14'],
    ['it ran fine until yesterday. What was done?', '2026-11-17'],
    ['it was never slow until Monday, then everything waited', '2026-11-16'],
    [
      'it finished at half past four until last Thursday. Why is it still busy at ten?',
      '2026-11-12',
    ],
    ['it took an hour until Wednesday, since then it takes four', '2026-11-11'],
  ])('is asked about since then: %s', (text, from) => {
    expect(spanOf(text)).toBe(`${from} 2026-11-18`);
  });

  it.each<[text: string, to: string]>([
    ['why did it fail until Monday', '2026-11-16'],
    ['it was failing until Monday and now it is fine, what happened?', '2026-11-16'],
    ['users were throttled until Monday, why?', '2026-11-16'],
    ['how much was read before Friday', '2026-11-13'],
    ['spend was high until Friday, why?', '2026-11-13'],
    ['what changed before 15 November?', '2026-11-16'],
    ['it crashed up to Sunday and then recovered, why?', '2026-11-15'],
    ['what was changed before Sunday that it fails now?', '2026-11-16'],
  ])('is asked about until then: %s', (text, to) => {
    expect(spanOf(text)?.split(' ')[1]).toBe(to);
  });

  it('is read though the comparison stands before the day', () => {
    expect(spanOf('it more than doubled on 12 Nov, only on that day')).toBe(
      '2026-11-12 2026-11-13',
    );
  });
});

describe('how long something lasts', () => {
  const said = (text: string) => saidIn(text).map(({ id }) => id);

  it.each<string>([
    'churn_load was through in two and a half hours',
    'churn_load used to be done by four in the morning',
    'churn_load needed 150 minutes',
    'churn_load ran for three hours',
    'churn_load finished within half an hour',
    'churn_load was ready before six',
    'now churn_load takes about seven hours',
    'churn_load is still busy at ten',
    'churn_load was over in almost no time, now it lasts several hours',
  ])('is its duration: %s', (text) => {
    expect(said(text)).toContain('duration');
  });

  it.each<string>([
    'ann@x.org made 25 tokens in 25 minutes',
    'churn_load died after four minutes',
    'lake.a.sums is three hours old',
    'churn_load cost 30 dollars in two hours',
    'churn_load did not run for two days',
    'lake.a.sums got half of the rows within an hour',
    'the cluster ran for 120 hours in a row',
    'untagged spend is over 75 dollars',
  ])('is not: %s', (text) => {
    expect(said(text)).not.toContain('duration');
  });
});
