import { clustersNow, warehouseNow } from '../compute.ts';
import { jobOf, newest } from '../jobs.ts';
import { pipelines } from '../pipelines.ts';
import { requests } from '../serving.ts';
import { answersBy, dateOf, distinct, sum, t, within } from '../tell.ts';
import type { Usage } from '../usage.ts';
import { prod, workspaceName } from '../workspaces.ts';
import { ask, days, type Expectations } from './ask.ts';
import { all, compared, dollars, inWorkspace, money, objectOf, unpriced, whole } from './money.ts';

const ofJob = (one: Usage) => ({
  workspace_id: one.workspace,
  job_id: one.about['job_id'] ?? null,
  job_name:
    newest(
      jobOf(one.workspace, one.about['job_id'] ?? '') ?? { workspace: '', id: '', versions: [] },
    )?.name ?? null,
});
const isJob = (one: Usage) => one.about['job_id'] !== undefined;
const runsOf = (group: readonly Usage[]) => distinct(group, (one) => one.about['job_run_id']);

export const costOfObjects: Expectations = {
  'cost/cluster_costs': [
    ask(
      answersBy(
        all.filter(({ product }) => product === 'ALL_PURPOSE'),
        (one) => {
          const now = clustersNow.find(
            ({ workspace, id }) => workspace === one.workspace && id === one.about['cluster_id'],
          );
          return {
            ...inWorkspace(one),
            cluster_id: one.about['cluster_id'] ?? null,
            cluster_name: now?.name ?? null,
            owner: now?.owner ?? null,
          };
        },
        (group) => {
          const hours = distinct(group, ({ from }) => from);
          return { ...money(group), usage_hours: hours, cost_per_hour_usd: dollars(group) / hours };
        },
      ),
      days(whole),
    ),
  ],
  'cost/endpoint_costs': [
    ask(
      answersBy(
        all.filter(({ product }) => product === 'MODEL_SERVING'),
        (one) => ({ ...inWorkspace(one), endpoint_name: one.about['endpoint_name'] ?? null }),
        (group) => {
          const served = requests.filter(
            ({ workspace, at }) => workspace === group[0]?.workspace && within(at, whole),
          );
          return {
            ...money(group),
            requests: served.length,
            input_tokens: sum(served, ({ input }) => input ?? 0),
            output_tokens: sum(served, ({ output }) => output ?? 0),
          };
        },
      ),
      days(whole),
    ),
  ],
  'cost/expensive_runs': [
    ask(
      answersBy(
        all.filter(isJob),
        (one) => ({ ...ofJob(one), run_id: one.about['job_run_id'] ?? null }),
        (group) => ({
          ...money(group),
          first_usage_at: Math.min(...group.map(({ from }) => from)),
        }),
      ),
      days(whole),
    ),
  ],
  'cost/job_cost_by_day': [
    ask(
      answersBy(
        all.filter((one) => ofJob(one).job_name === "daily 'margin'"),
        (one) => ({ ...ofJob(one), usage_date: dateOf(one.from) }),
        (group) => ({ ...money(group), runs: runsOf(group) }),
      ),
      { ...days(whole), job: "daily 'margin'" },
    ),
    ask(
      answersBy(
        all.filter((one) => one.about['job_id'] === '101'),
        (one) => ({ ...ofJob(one), usage_date: dateOf(one.from) }),
        (group) => ({ ...money(group), runs: runsOf(group) }),
      ),
      { ...days(whole), job: '101' },
    ),
  ],
  'cost/most_expensive_jobs': [
    ask(
      answersBy(all.filter(isJob), ofJob, (group) => ({ ...money(group), runs: runsOf(group) })),
      days(whole),
    ),
    ask(
      answersBy(
        all.filter((one) => isJob(one) && one.workspace === prod && one.tags?.['team'] === 'data'),
        ofJob,
        (group) => ({ ...money(group), runs: runsOf(group) }),
      ),
      { ...days(whole), workspace: workspaceName(prod) ?? '', team: 'data' },
    ),
  ],
  'cost/pipeline_costs': [
    ask(
      answersBy(
        all.filter(({ product }) => product === 'DLT'),
        (one) => ({
          ...inWorkspace(one),
          pipeline_id: one.about['dlt_pipeline_id'] ?? null,
          pipeline_name:
            pipelines.find(({ id }) => id === one.about['dlt_pipeline_id'])?.versions.at(-1)
              ?.name ?? null,
        }),
        (group) => ({
          ...money(group),
          updates: distinct(
            group.filter((one) => one.about['dlt_update_id']),
            (one) => one.about['dlt_update_id'],
          ),
        }),
      ),
      days(whole),
    ),
  ],
  'cost/spend_drivers': [
    ask(
      compared(
        [t('11-11'), t('11-18')],
        (one) =>
          ({ workspace_id: one.workspace, ...objectOf(one) }) as Record<string, string | null>,
      ),
      days([t('11-11'), t('11-18')]),
    ),
  ],
  'cost/untagged_spend': [
    ask(
      answersBy(
        all.filter((one) => one.tags?.['team'] === undefined),
        (one) => ({ ...inWorkspace(one), ...objectOf(one) }),
        (group) => ({ untagged_cost_usd: dollars(group), unpriced_quantity: unpriced(group) }),
      ),
      { ...days(whole), tag_name: 'team' },
    ),
  ],
  'cost/warehouse_costs': ['ALL', 'Büro "B"', 'wh-b'].map((warehouse) =>
    ask(
      answersBy(
        all.filter(({ about }) => {
          const name = about['warehouse_id'] === 'wh-a' ? 'Büro "B"' : about['warehouse_id'];
          return name !== undefined && ['ALL', name].includes(warehouse);
        }),
        (one) => {
          const now = warehouseNow(one.workspace, one.about['warehouse_id'] ?? null);
          return {
            ...inWorkspace(one),
            warehouse_id: one.about['warehouse_id'] ?? null,
            warehouse_name: now?.name ?? null,
            warehouse_size: now?.size ?? null,
          };
        },
        money,
      ),
      { ...days(whole), warehouse },
    ),
  ),
};
