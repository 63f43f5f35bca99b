import { fullName } from '../catalog.ts';
import { warehouseNow, warehouses } from '../compute.ts';
import { jobs, newest as describedNow } from '../jobs.ts';
import { type Lineage, lineage } from '../lineage.ts';
import { updates } from '../pipelines.ts';
import { runs } from '../runs.ts';
import {
  answersBy,
  type Cell,
  count,
  dayMs,
  distinct,
  hourMs,
  largest,
  sum,
  within,
} from '../tell.ts';
import { type Usage, usage } from '../usage.ts';
import { workspaceName } from '../workspaces.ts';
import { ask, type Expectations, lately, times } from './ask.ts';
import { dollars, money, unpriced } from './money.ts';
import { isStale, newest } from './quality.ts';
import { asked, failed as failedQuery } from './statements.ts';
import { describedAs, failed, finished, inPlace, jobIdOf, ofJob } from './work.ts';

const window = times(lately);
/** Usage that began and ended in the window. */
const used = usage.filter(
  (one) => one.from >= lately[0] && one.from + one.hours * hourMs <= lately[1],
);

const jobKey = (workspace: Cell, id: Cell): string => `${String(workspace)} ${String(id)}`;
/** Usage names its run, and goes by the key of it: a submitted run by its name. */
function jobOfUsage({ workspace, about }: Usage): string {
  const run = runs.find((one) => one.workspace === workspace && one.run === about['job_run_id']);
  return jobKey(workspace, run === undefined ? (about['job_id'] ?? null) : jobIdOf(run));
}
const jobUsage = used.filter(({ about }) => about['job_id'] !== undefined);

const allWorkspaces = [
  ...new Set([
    ...used.map(({ workspace }) => workspace),
    ...finished.map(({ workspace }) => workspace),
    ...asked.map(({ workspace }) => workspace),
  ]),
];

const teams = [
  ...new Map(
    [
      ...finished.map((run) => ({
        key: jobKey(run.workspace, jobIdOf(run)),
        team: describedAs(run)?.tags?.['team'] ?? null,
      })),
      ...jobUsage.map((one) => {
        const job = jobs.find(
          ({ workspace, id }) => workspace === one.workspace && id === one.about['job_id'],
        );
        return { key: jobOfUsage(one), team: (job && describedNow(job)?.tags?.['team']) ?? null };
      }),
    ].map((one) => [one.key, one]),
  ).values(),
];

export const joined: Expectations = {
  'unified/expensive_and_failing': [
    ask(
      answersBy(finished, ofJob, (group) => {
        const run = group[0];
        const part = jobUsage.filter(
          (one) => run !== undefined && jobOfUsage(one) === jobKey(run.workspace, jobIdOf(run)),
        );
        return {
          list_cost_usd: part.length === 0 ? null : dollars(part),
          finished_runs: group.length,
          failed_runs: count(group, failed),
        };
      }).filter((row) => row['failed_runs'] !== 0),
      window,
    ),
  ],
  'unified/platform_overview': [
    ask(
      allWorkspaces.map((workspace) => {
        const here = <T extends { readonly workspace: string }>(all: readonly T[]) =>
          all.filter((one) => one.workspace === workspace);
        return {
          workspace_id: workspace,
          workspace_name: workspaceName(workspace),
          ...money(here(used)),
          finished_runs: here(finished).length,
          failed_runs: count(here(finished), failed),
          queries: here(asked).length,
          failed_queries: count(here(asked), failedQuery),
        };
      }),
      window,
    ),
  ],
  'unified/stale_with_writer': [
    ask(
      newest.filter(isStale).flatMap((scan) => {
        const writers = lineage.filter(
          ({ target, at }) =>
            target === scan.table && within(at, [lately[1] - 30 * dayMs, lately[1]]),
        );
        const stale = { table_name: fullName(scan.table), last_commit_at: scan.committed };
        if (writers.length === 0)
          return [
            {
              ...stale,
              entity_type: null,
              entity_id: null,
              workspace_id: null,
              last_written_at: null,
              failures: 0,
            },
          ];
        return answersBy(
          writers,
          (one) => ({
            ...stale,
            entity_type: one.kind,
            entity_id: one.entity,
            workspace_id: one.workspace,
          }),
          (group) => ({
            last_written_at: largest(group.map(({ at }) => at)),
            failures: failuresOf(group[0]),
          }),
        );
      }),
      window,
    ),
  ],
  'unified/team_scorecard': [
    ask(
      answersBy(
        teams,
        ({ team }) => ({ team }),
        (group) => {
          const keys = new Set(group.map(({ key }) => key));
          const ended = finished.filter((run) => keys.has(jobKey(run.workspace, jobIdOf(run))));
          const part = jobUsage.filter((one) => keys.has(jobOfUsage(one)));
          return {
            jobs: keys.size,
            list_cost_usd: dollars(part),
            finished_runs: ended.length,
            failed_runs: count(ended, failed),
            unpriced_quantity: unpriced(part),
            jobs_without_cost: keys.size - distinct(part, jobOfUsage),
          };
        },
      ),
      window,
    ),
  ],
  'unified/warehouse_cost_and_wait': [
    ask(
      warehouses
        .map(({ workspace, id }) => {
          const mine = asked.filter((one) => one.workspace === workspace && one.warehouse === id);
          const part = used.filter(
            (one) => one.workspace === workspace && one.about['warehouse_id'] === id,
          );
          return {
            ...inPlace({ workspace } as never),
            warehouse_id: id,
            warehouse_name: warehouseNow(workspace, id)?.name ?? null,
            ...money(part),
            queries: mine.length,
            execution_hours: sum(mine, ({ run }) => run) / 3600,
            waiting_hours: sum(mine, ({ queued }) => queued) / 3600,
            used: part.length + mine.length,
          };
        })
        .flatMap(({ used: uses, ...row }) => (uses === 0 ? [] : [row])),
      window,
    ),
  ],
};

/** Failed runs of a job, or updates of a pipeline, of the window. */
function failuresOf(writer: Lineage | undefined): number {
  if (writer === undefined) return 0;
  const { workspace, entity } = writer;
  const ofJob_ = count(
    finished,
    (run) => run.workspace === workspace && run.job === entity && failed(run),
  );
  const ofPipeline = count(
    updates,
    (one) =>
      one.pipeline.workspace === workspace &&
      one.pipeline.id === entity &&
      one.result === 'FAILED' &&
      within(one.to, lately),
  );
  return writer.kind === 'JOB' ? ofJob_ : ofPipeline;
}
