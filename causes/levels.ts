import type { Evidence, EvidenceColumn } from '../domain/evidence.ts';
import type { ComputedTable } from '../domain/explanation.ts';
import type { Break } from './symptom/breaks.ts';
import { dayMs, excessOf } from './symptom/breaks.ts';
import type { Level } from './symptom/level.ts';
import type { Measure } from './symptom/measure.ts';

const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
const rounded = (value: number): number => Math.round(value * 100) / 100;

const rule =
  'usual: the median of the same weekday over the eight weeks before, without unusual days; added up over the days, or their mean';

function columnsOf({ unit }: Measure): readonly EvidenceColumn[] {
  const measure = (name: string, of: string): EvidenceColumn => ({
    name,
    type: 'DOUBLE',
    is: 'measure',
    unit: of,
  });
  return [
    { name: 'object_kind', type: 'STRING', is: 'key', unit: null },
    { name: 'object_name', type: 'STRING', is: 'key', unit: null },
    { name: 'from_day', type: 'DATE', is: 'time', unit: null },
    { name: 'to_day', type: 'DATE', is: 'time', unit: null },
    measure('observed', unit),
    measure('usual', unit),
    measure('change', unit),
    measure('share_percent', 'percent'),
  ];
}

/** The name of the row about all objects together. */
export const allObjects = 'all';

/**
 * The table of what was observed and what is usual: a row for each object that carries the symptom, its share of the
 * change of all that changed alike, and a row for all objects on the same days.
 *
 * Pure.
 */
export function levelsOf(
  measure: Measure,
  carriers: readonly Break[],
  all: Level & { readonly fromDay: number; readonly toDay: number },
  series: Evidence,
): ComputedTable {
  const total = carriers.reduce((sum, one) => sum + Math.abs(excessOf(one)), 0);
  const row = (
    [kind, name]: readonly [string, string],
    level: Level & { readonly fromDay: number; readonly toDay: number },
    share: number,
  ) => [
    kind,
    name,
    dateOf(level.fromDay),
    dateOf(level.toDay),
    rounded(level.observed),
    rounded(level.usual),
    rounded(level.observed - level.usual),
    rounded(share * 100),
  ];
  return {
    domain: series.domain,
    title: `Observed and usual: ${measure.noun}`,
    columns: columnsOf(measure),
    rows: [
      ...carriers.map((one) =>
        row(
          [one.object.kind, one.object.name],
          one,
          Math.abs(excessOf(one)) / Math.max(total, 1e-9),
        ),
      ),
      row([allObjects, allObjects], all, 1),
    ],
    from: [series.id],
    rule,
  };
}
