import { fullName, orders, ownTables, type Table } from '../catalog.ts';
import { healthOf, type Scan, scans } from '../quality.ts';
import { answersBy, count, dateOf, percent, within } from '../tell.ts';
import { ask, type Expectations, lately, times } from './ask.ts';

const seen = scans.filter(({ at }) => within(at, lately));
const window = times(lately);

const newestOf = (group: readonly Scan[]): Scan[] =>
  group.filter((one) => !group.some((other) => other.table === one.table && other.at > one.at));
export const newest = newestOf(seen);
export const isStale = ({ fresh }: Scan): boolean => fresh === 'Unhealthy';
export const unhealthy = (one: Scan): boolean => healthOf(one) === 'Unhealthy';
export const unknown = (one: Scan): boolean => healthOf(one) === 'Unknown';

const named = ({ table }: Scan) => ({ table_name: fullName(table) });
const ownerOf = ({ table }: Scan): string | null =>
  ownTables.includes(table) ? table.owner : null;
const oldest = (group: readonly Scan[]): number | null => {
  const all = group.flatMap(({ committed }) => (committed === null ? [] : [committed]));
  return all.length === 0 ? null : Math.min(...all);
};
const isShort = (one: Scan): boolean =>
  one.daily !== null && one.least !== null && one.daily < one.least;
const checks = (one: Scan) => ({ freshness_status: one.fresh, completeness_status: one.complete });

export const quality: Expectations = {
  'quality/freshness_by_schema': [
    ask(
      answersBy(
        newest,
        ({ table }) => ({ schema_name: `${table.catalog}.${table.schema}` }),
        (group) => {
          const judged = count(group, ({ fresh }) => fresh !== 'Unknown');
          return {
            tables: group.length,
            stale_tables: count(group, isStale),
            unknown_tables: group.length - judged,
            fresh_percent: percent(
              count(group, ({ fresh }) => fresh === 'Healthy'),
              judged,
            ),
            oldest_commit_at: oldest(group),
          };
        },
      ),
      window,
    ),
  ],
  'quality/gold_completeness': [
    ask(
      newest
        .filter(({ table }) => table.tags['layer'] === 'gold')
        .map((one) => ({
          ...named(one),
          completeness_status: one.complete,
          daily_rows: one.daily,
          least_expected_rows: one.least,
          percent_of_least: percent(one.daily ?? 0, one.least ?? 0),
          scanned_at: one.at,
        })),
      window,
    ),
  ],
  'quality/health_trend': [
    ask(
      [...new Set(seen.map(({ at }) => dateOf(at)))].map((day) => {
        const group = newestOf(seen.filter(({ at }) => dateOf(at) === day));
        const judged = group.length - count(group, unknown);
        return {
          day,
          tables: group.length,
          unhealthy_tables: count(group, unhealthy),
          unknown_tables: count(group, unknown),
          healthy_percent: percent(judged - count(group, unhealthy), judged),
        };
      }),
      window,
    ),
  ],
  'quality/row_count_drops': [
    ask(
      seen.filter(isShort).map((one) => ({
        ...named(one),
        scanned_at: one.at,
        daily_rows: one.daily,
        least_expected_rows: one.least,
        missing_percent: 100 - (percent(one.daily ?? 0, one.least ?? 0) ?? 0),
      })),
      window,
    ),
  ],
  'quality/stale_tables': [
    ask(
      newest.filter(isStale).map((one) => ({
        ...named(one),
        last_commit_at: one.committed,
        expected_commit_at: one.expected,
        hours_since_commit: (lately[1] - (one.committed ?? 0)) / 3_600_000,
        downstream_tables: one.downstream,
        scanned_at: one.at,
      })),
      window,
    ),
  ],
  'quality/table_scans': [
    ask(
      seen
        .filter(({ table }) => table === orders)
        .map((one) => ({
          ...named(one),
          scanned_at: one.at,
          ...checks(one),
          daily_rows: one.daily,
          last_commit_at: one.committed,
        })),
      { ...window, table: 'main.sales.orders' },
    ),
    ask(
      seen.map((one) => ({ ...named(one), scanned_at: one.at, ...checks(one) })),
      window,
    ),
  ],
  'quality/unhealthy_by_owner': [
    ask(
      answersBy(
        newest,
        (one) => ({ table_owner: ownerOf(one) }),
        (group) => ({
          tables: group.length,
          unhealthy_tables: count(group, unhealthy),
          stale_tables: count(group, isStale),
          unknown_tables: count(group, unknown),
        }),
      ),
      window,
    ),
  ],
  'quality/unhealthy_tables': [
    ask(
      newest.filter(unhealthy).map((one) => ({
        ...named(one),
        ...checks(one),
        daily_rows: one.daily,
        least_expected_rows: one.least,
        downstream_tables: one.downstream,
        scanned_at: one.at,
      })),
      window,
    ),
  ],
  'quality/unmonitored_tables': [
    ask(
      ownTables
        .filter((one: Table) => !seen.some(({ table }) => table === one))
        .map((one) => ({
          table_name: fullName(one),
          table_owner: one.owner,
          last_altered_at: one.altered,
        })),
      window,
    ),
  ],
};
