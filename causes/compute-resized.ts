import { minuteMs } from '../language/time/span.ts';
import { defineCause } from './cause.ts';
import type { Hypothesis } from './cause.ts';
import { settingChanges, warehouseChanges, warehouseSeries } from './checks.ts';
import type { Break } from './symptom/breaks.ts';
import { meanBefore, rowsOfObject, rowsWithin } from './symptom/of-object.ts';
import type { Row } from './symptom/rows.ts';
import { msOf, numberOf, textOf } from './symptom/rows.ts';

/** DBU per hour of one cluster of a warehouse (docs.databricks.com/compute/sql-warehouse/warehouse-behavior). */
const ratePerHour: Readonly<Record<string, number>> = {
  '2X-SMALL': 4,
  'X-SMALL': 6,
  SMALL: 12,
  MEDIUM: 24,
  LARGE: 40,
  'X-LARGE': 80,
  '2X-LARGE': 144,
  '3X-LARGE': 272,
  '4X-LARGE': 528,
  '5X-LARGE': 1056,
};
/** The audit event and the new description of a warehouse lie this close together. */
const near = 10 * minuteMs;

const capacity = (size: string | null, clusters: number | null): number | null => {
  const rate = ratePerHour[(size ?? '').toUpperCase().replace('_', '-')];
  return rate === undefined ? null : rate * (clusters ?? 1);
};

/** A warehouse that was made smaller or larger. */
export const computeResized = defineCause({
  kind: 'compute-resized',
  noun: 'another size of the warehouse',
  explains: ['latency', 'mean time', 'queue', 'spill', 'cost'],
  on: ['warehouse'],
  isRoot: true,
  checks: (symptom, nowMs) => [
    warehouseChanges(symptom, nowMs),
    settingChanges(symptom, nowMs),
    warehouseSeries(nowMs),
  ],
  find: (symptom, look, nowMs) => {
    const changes = rowsOfObject(
      look(warehouseChanges(symptom, nowMs)),
      symptom.object,
      'warehouse_id',
    );
    const edits = rowsOfObject(look(settingChanges(symptom, nowMs)), symptom.object, 'object_id');
    const load = rowsOfObject(look(warehouseSeries(nowMs)), symptom.object, 'warehouse_id');
    return changes.flatMap((row) => resizeOf(row, edits, load, symptom) ?? []);
  },
  actions: {
    now: 'Set the size of {object} back, or raise its largest number of clusters.',
    thisWeek: 'Ask who changed {object} what it was for, and agree on a size by its load.',
    thisMonth: 'Keep sizes of warehouses in code, so that a change of them is reviewed.',
  },
});

function resizeOf(
  row: Row,
  edits: readonly Row[],
  load: readonly Row[],
  symptom: Break,
): Hypothesis | null {
  const before = capacity(textOf(row, 'old_size'), numberOf(row, 'old_max_clusters'));
  const after = capacity(textOf(row, 'new_size'), numberOf(row, 'new_max_clusters'));
  if (before === null || after === null || before === after) return null;
  const at = msOf(row, 'changed_at');
  const edit = edits.find((one) => Math.abs((msOf(one, 'changed_at') ?? 0) - (at ?? 0)) <= near);
  const isSmaller = after < before;
  const isCost = symptom.measure.unit === 'USD';
  const sizeChanged = textOf(row, 'old_size') !== textOf(row, 'new_size');
  const columns = sizeChanged ? ['old_size', 'new_size'] : ['old_max_clusters', 'new_max_clusters'];
  return {
    objects: [symptom.object],
    atMs: at,
    edge: 'the same warehouse',
    fits: isCost ? isSmaller === symptom.sign < 0 : isSmaller === symptom.sign > 0,
    share: shareOf(symptom, isSmaller === isCost ? after / before : before / after),
    say: ({ cell }) => {
      const who = edit === undefined ? '' : ` by ${cell(edit, 'changed_by')}`;
      const [from = '', to = ''] = columns.map((name) => cell(row, name));
      const what = sizeChanged ? `from ${from} to ${to}` : `from ${from} to ${to} clusters at most`;
      return `${cell(row, 'warehouse_name')} was changed ${what} on ${cell(row, 'changed_at')}${who}`;
    },
    also: ({ cell }) => {
      const [day] = rowsWithin(load, symptom, 'query_date').slice(-1);
      const usual = meanBefore(load, symptom, 'query_date', 'queries');
      if (day === undefined || usual === null) return [];
      const isMore = (numberOf(day, 'queries') ?? 0) > 1.3 * usual;
      return [
        `It had ${cell(day, 'queries')} queries on ${cell(day, 'query_date')}, ${isMore ? 'more than' : 'no more than'} as a rule.`,
      ];
    },
  };
}

/** How much of the change a factor predicts; a queue grows without bound where capacity falls short. */
function shareOf({ observed, usual, measure }: Break, predicted: number): number {
  if (usual <= 0 || (measure.days === 'add' && measure.unit !== 'USD'))
    return predicted >= 1.5 ? 1 : 0.4;
  const seen = observed / usual;
  const ratio = seen > predicted ? predicted / seen : seen / predicted;
  return ratio >= 0.25 ? 1 : ratio * 2;
}
