import { dayMs } from '../language/time/span.ts';
import type { Evidence, EvidenceColumn } from '../domain/evidence.ts';
import type { ComputedTable } from '../domain/explanation.ts';

import type { Carrier } from './symptom/carriers.ts';
import type { Level } from './symptom/level.ts';
import type { Measure } from './symptom/measure.ts';
import type { Others } from './symptom/others.ts';

const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
const rounded = (value: number): number => Math.round(value * 100) / 100;

const rule =
  'usual: the median of the same weekday over the eight weeks before, without unusual days; added up over the days, or their mean, or the last of them';

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
    { name: 'other_objects', type: 'BIGINT', is: 'measure', unit: null },
    { name: 'others_alike', type: 'BIGINT', is: 'measure', unit: null },
  ];
}

/** The name of the row about all objects together. */
export const allObjects = 'all';

/**
 * The table of what was observed and what is usual: a row for each object that carries the symptom, its share of the
 * change of all that changed alike, and a row for all objects on the same days. `others_alike` of
 * `other_objects` of the same kind broke at the same time.
 *
 * Pure.
 */
export function levelsOf(
  measure: Measure,
  carriers: readonly Carrier[],
  all: Level & { readonly fromDay: number; readonly toDay: number },
  series: Evidence,
  others: Others | null = null,
): ComputedTable {
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
    others?.count ?? null,
    others?.alike ?? null,
  ];
  return {
    domain: series.domain,
    title: `Observed and usual: ${measure.noun}`,
    columns: columnsOf(measure),
    rows: [
      ...carriers.map(({ symptom, share }) =>
        row([symptom.object.kind, symptom.object.name], symptom, share),
      ),
      row([allObjects, allObjects], all, 1),
    ],
    from: [series.id],
    rule,
  };
}
