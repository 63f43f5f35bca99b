import { type Answer, iso, t } from '../tell.ts';

/** What a question answers with these parameters; a filter that is not named is `ALL`. */
export type Expectation = {
  readonly with: Readonly<Record<string, string | number>>;
  /** Rows in any order, all of the same columns: keys, and some of the measures. */
  readonly rows: readonly Answer[];
};
/** Question id → what it answers, for one choice of parameters or several. */
export type Expectations = Readonly<Record<string, readonly Expectation[]>>;

export type Window = readonly [from: number, to: number];

export const ask = (rows: readonly Answer[], values: Expectation['with'] = {}): Expectation => ({
  with: values,
  rows,
});

/** Parameters of a window of whole UTC days, such as `11-04` to `11-18`. */
export const days = ([from, to]: Window) => ({
  from_date: iso(from).slice(0, 10),
  to_date: iso(to).slice(0, 10),
});
export const times = ([from, to]: Window) => ({ from_time: iso(from), to_time: iso(to) });

/** Two weeks of whole days. */
export const fortnight: Window = [t('11-04'), t('11-18')];
/** The same, until the clock. */
export const lately: Window = [t('11-04'), t('11-18 09:00')];
/** The stretch of equal length before. */
export const before = ([from, to]: Window): Window => [from - (to - from), from];
