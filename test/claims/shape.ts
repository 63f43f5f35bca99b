import type { ColumnRole } from '../../domain/evidence.ts';

/** A measure, and sentences that say its number `#` of the thing `@`. */
export type Measure = {
  readonly name: string;
  readonly unit: string | null;
  /** As in `the mean of …`, `… rose`. */
  readonly noun: string;
  readonly decimals: number;
  readonly most: number;
  readonly says: readonly string[];
};

/** A form of table: what its rows are, and what they measure. */
export type Shape = {
  readonly key: string;
  readonly kind: ColumnRole;
  /** One and many of its rows. */
  readonly nouns: readonly [string, string];
  readonly measures: readonly Measure[];
};

export const measure = (
  name: string,
  unit: string | null,
  noun: string,
  [decimals, most]: readonly [number, number],
  ...says: readonly string[]
): Measure => ({ name, unit, noun, decimals, most, says });

/** What the measures of a period and of the one before it say; their difference is the third column. */
export const compared = (
  [now, before]: readonly [string, string],
  unit: string,
  noun: string,
  size: readonly [number, number],
  says: readonly string[],
  former: readonly string[],
): readonly Measure[] => [
  measure(
    now,
    unit,
    noun,
    size,
    ...says,
    `At present @ stands at #.`,
    `The current figure for @ is #.`,
  ),
  measure(
    before,
    unit,
    `${noun} of the period before`,
    size,
    ...former,
    `Previously @ stood at #.`,
    `Before, it was # for @.`,
    `@ used to be at #.`,
    `In the 7 days before, @ was at #.`,
  ),
];
