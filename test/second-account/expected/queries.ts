import { warehouseNow } from '../compute.ts';
import { type Statement, statements } from '../queries.ts';
import { answersBy, count, distinct, largest, mean, percent, sum, within } from '../tell.ts';
import { ask, before, type Expectations, lately, times, type Window } from './ask.ts';
import {
  asked,
  failed,
  finished,
  gb,
  named,
  ofDay,
  ofWarehouses,
  where,
  worked,
} from './statements.ts';

const sized = (one: Statement) => ({
  ...named(one),
  warehouse_size: warehouseNow(one.workspace, one.warehouse)?.size ?? null,
});
const hours = (group: readonly Statement[], of: (one: Statement) => number): number =>
  sum(group, of) / 3600;
const running = (group: readonly Statement[]) => hours(group, ({ run }) => run);
const queued = (group: readonly Statement[]) => hours(group, (one) => one.queued);
const users = (group: readonly Statement[]) => distinct(group, ({ by }) => by);
const read = (group: readonly Statement[]) => sum(group, ({ readBytes }) => readBytes ?? 0) / gb;

export const queries: Expectations = {
  'performance/cache_use': [
    ask(
      answersBy(ofWarehouses.filter(finished), named, (group) => ({
        queries: group.length,
        result_cache_percent: percent(
          count(group, ({ cached }) => cached),
          group.length,
        ),
        disk_cache_percent: mean(group.filter(worked).map((one) => one.diskCachePercent)),
      })),
      times(lately),
    ),
  ],
  'performance/failed_queries': [
    ask(
      answersBy(
        asked.filter(failed),
        (one) => ({ ...where(one), error_message: one.error }),
        (group) => ({
          failed_queries: group.length,
          users: users(group),
          last_failed_at: largest(group.map(({ from }) => from)),
        }),
      ),
      times(lately),
    ),
  ],
  'performance/heavy_users': [
    ask(
      answersBy(
        ofWarehouses,
        ({ by }) => ({ executed_by: by }),
        (group) => ({
          queries: group.length,
          failed_queries: count(group, failed),
          execution_hours: running(group),
          read_gb: read(group),
          spilled_gb: sum(group, ({ spilledBytes }) => spilledBytes ?? 0) / gb,
        }),
      ),
      times(lately),
    ),
  ],
  'performance/pruning': [
    ask(
      answersBy(ofWarehouses.filter(finished), where, (group) => {
        const [files, pruned] = [
          sum(group, (one) => one.files ?? 0),
          sum(group, (one) => one.pruned ?? 0),
        ];
        return {
          read_files: files,
          pruned_files: pruned,
          pruned_percent: percent(pruned, files + pruned),
        };
      }),
      times(lately),
    ),
  ],
  'performance/queries_by_application': [
    ask(
      answersBy(
        ofWarehouses,
        ({ app }) => ({ client_application: app }),
        (group) => ({
          queries: group.length,
          failed_queries: count(group, failed),
          execution_hours: running(group),
          users: users(group),
        }),
      ),
      times(lately),
    ),
  ],
  'performance/query_volume': [
    ask(
      answersBy(ofWarehouses, ofDay, (group) => ({
        queries: group.length,
        failed_queries: count(group, failed),
        failed_percent: percent(count(group, failed), group.length),
        users: users(group),
      })),
      times(lately),
    ),
  ],
  'performance/queue_by_hour': [
    ask(
      answersBy(
        ofWarehouses,
        ({ from }) => ({ hour_utc: new Date(from).getUTCHours() }),
        (group) => ({
          queries: group.length,
          waiting_queries: count(group, (one) => one.queued > 0),
          waiting_hours: queued(group),
        }),
      ),
      times(lately),
    ),
  ],
  'performance/repeated_statements': [
    ask(
      answersBy(
        ofWarehouses,
        ({ text }) => ({ statement_text: text }),
        (group) => ({
          runs: group.length,
          users: users(group),
          execution_hours: running(group),
          mean_seconds: mean(group.map(({ run }) => run)),
        }),
      ),
      times(lately),
    ),
  ],
  'performance/warehouse_load': [
    ask(
      answersBy(ofWarehouses, sized, (group) => ({
        queries: group.length,
        failed_queries: count(group, failed),
        execution_hours: running(group),
        waiting_hours: queued(group),
        waiting_percent: percent(
          queued(group),
          hours(group, ({ total }) => total),
        ),
      })),
      times(lately),
    ),
  ],
  'performance/warehouse_sizing': [
    ask(
      answersBy(ofWarehouses, sized, (group) => ({
        queries: group.length,
        waiting_percent: percent(
          queued(group),
          hours(group, ({ total }) => total),
        ),
        spilling_percent: percent(
          count(group, ({ spilledBytes }) => (spilledBytes ?? 0) > 0),
          group.length,
        ),
        execution_hours: running(group),
      })),
      times(lately),
    ),
  ],
  'security/read_volume': [
    ask(
      [...new Set(statements.map(({ by }) => by))].map((by) => {
        const ofUser = (window: Window) =>
          read(statements.filter((one) => one.by === by && within(one.from, window)));
        const [nowGb, thenGb] = [ofUser(lately), ofUser(before(lately))];
        return {
          executed_by: by,
          read_gb: nowGb,
          previous_read_gb: thenGb,
          ratio: thenGb === 0 ? null : nowGb / thenGb,
        };
      }),
      times(lately),
    ),
  ],
};
