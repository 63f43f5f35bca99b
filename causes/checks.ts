import { dayMs } from '../language/time/span.ts';
import type { Check } from '../domain/warehouse.ts';
import type { Break } from './symptom/breaks.ts';

import { daysOfSeries } from './symptom/find-symptom.ts';

/** How long before an onset a change may lie and still be its cause, days. */
export const waitDays = 14;
/** Rows of a list of changes. */
const mostRows = '1000';

const iso = (ms: number): string => new Date(ms).toISOString();
const dateOf = (ms: number): string => iso(ms).slice(0, 10);

/** A certified series over the whole history. Pure. */
export function seriesCheck(
  { check, window }: { readonly check: string; readonly window: 'date' | 'time' },
  nowMs: number,
): Check {
  const { fromDay, toDay } = daysOfSeries(nowMs);
  const [from, to] = [fromDay * dayMs, toDay * dayMs];
  const parameters =
    window === 'date'
      ? { from_date: dateOf(from), to_date: dateOf(to) }
      : { from_time: iso(from), to_time: iso(nowMs) };
  return { question: check, parameters };
}

const timeSeries = (check: string) => (nowMs: number) =>
  seriesCheck({ check, window: 'time' }, nowMs);

export const jobSeries = timeSeries('reliability/job_runs_by_day');
export const pipelineSeries = timeSeries('reliability/pipeline_updates_by_day');
export const warehouseSeries = timeSeries('performance/warehouse_by_day');
export const querySeries = timeSeries('performance/user_queries_by_day');
export const clusterSeries = timeSeries('performance/cluster_by_day');
export const tableSeries = timeSeries('quality/table_state_by_day');
export const actionSeries = timeSeries('security/actions_by_day');
export const readSeries = timeSeries('security/table_reads_by_day');
export const costSeries = (nowMs: number): Check =>
  seriesCheck({ check: 'cost/object_cost_by_day', window: 'date' }, nowMs);

/** From so long before a break that a change can have caused it, until now: later ones are ruled out by name. */
const around = ({ onsetMs }: Pick<Break, 'onsetMs'>, nowMs: number) => ({
  from_time: iso(Math.floor(onsetMs / dayMs) * dayMs - waitDays * dayMs),
  to_time: iso(nowMs),
});

const changeList =
  (question: string, parameters: Readonly<Record<string, string>> = {}) =>
  (symptom: Pick<Break, 'onsetMs'>, nowMs: number): Check => ({
    question,
    parameters: { ...around(symptom, nowMs), ...parameters },
  });

export const permissionChanges = changeList('security/permission_changes', { top_n: mostRows });
export const refusedAfterChange = changeList('unified/refused_after_change');
export const settingChanges = changeList('unified/setting_changes');
export const warehouseChanges = changeList('performance/warehouse_changes');
export const clusterChanges = changeList('performance/cluster_changes');
export const priceChanges = changeList('cost/price_changes');
/** Clusters without an automatic stop, as they are now. */
export const neverStopping: Check = {
  question: 'performance/clusters_never_stopping',
  parameters: {},
};
export const jobChanges = changeList('reliability/job_changes');
export const adminGrants = changeList('security/admin_grants');

/** What writes the tables that are stale. */
export const writersOfStale = changeList('unified/stale_with_writer', { top_n: mostRows });

/** What writes a table and from what, in the weeks before and since a break. */
export const upstreamOf = (
  table: string,
  { onsetMs }: Pick<Break, 'onsetMs'>,
  nowMs: number,
): Check => ({
  question: 'quality/table_upstream',
  parameters: {
    from_time: iso(Math.floor(onsetMs / dayMs) * dayMs - 4 * 7 * dayMs),
    to_time: iso(nowMs),
    table,
    top_n: '100',
  },
});

/** A check as a key: the same question with the same parameters. Pure. */
export const keyOfCheck = ({ question, parameters }: Check): string =>
  JSON.stringify([question, Object.entries(parameters).toSorted(([a], [b]) => a.localeCompare(b))]);
