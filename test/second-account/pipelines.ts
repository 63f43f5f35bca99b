import { type Attempt, slicesOf } from './runs.ts';
import { type Row, stamp, stampOrNull, t } from './tell.ts';
import { eva, lab, prod, robot } from './workspaces.ts';

export type Pipeline = {
  readonly workspace: string;
  readonly id: string;
  readonly versions: readonly {
    readonly at: number;
    readonly name: string;
    readonly deletedAt?: number;
  }[];
  readonly serverless: boolean;
  readonly runAs: string;
};
export type Update = {
  readonly pipeline: Pipeline;
  readonly update: string;
  readonly from: number;
  readonly to: number;
  readonly result: 'COMPLETED' | 'FAILED' | 'CANCELED' | null;
};

const margins: Pipeline = {
  workspace: prod,
  id: 'pl-1',
  versions: [
    { at: t('06-01'), name: 'margins' },
    { at: t('11-01'), name: 'Umsätze & Margen' },
  ],
  serverless: false,
  runAs: robot,
};
const features: Pipeline = {
  workspace: lab,
  id: 'pl-2',
  versions: [
    { at: t('10-01'), name: 'features' },
    { at: t('11-15'), name: 'features', deletedAt: t('11-15') },
  ],
  serverless: true,
  runAs: eva,
};
const feed: Pipeline = {
  workspace: lab,
  id: 'pl-3',
  versions: [{ at: t('10-01'), name: 'feed' }],
  serverless: true,
  runAs: eva,
};
export const pipelines: readonly Pipeline[] = [margins, features, feed];

const update = (
  pipeline: Pipeline,
  id: string,
  from: string,
  to: string,
  result: Update['result'],
): Update => ({ pipeline, update: id, from: t(from), to: t(to), result });

export const updates: readonly Update[] = [
  // Ended at the first instant of the window, and at its end.
  update(margins, 'u-0', '11-03 23:00', '11-04 00:00', 'FAILED'),
  update(margins, 'u-9', '11-18 08:30', '11-18 09:00', 'FAILED'),
  update(margins, 'u-1', '11-05 03:00', '11-05 03:40', 'COMPLETED'),
  update(margins, 'u-2', '11-06 03:15', '11-06 05:35', 'COMPLETED'),
  update(margins, 'u-3', '11-07 03:00', '11-07 03:10', 'FAILED'),
  update(margins, 'u-4', '11-16 03:00', '11-16 03:30', 'FAILED'),
  update(features, 'v-1', '11-10 12:00', '11-10 12:20', 'CANCELED'),
  update(features, 'v-2', '11-11 12:00', '11-11 12:30', 'COMPLETED'),
  // Continuous: it has not ended.
  update(feed, 'w-1', '11-17 04:00', '11-17 07:00', null),
];

/** https://docs.databricks.com/aws/en/admin/system-tables/jobs */
export const pipelineRows: readonly Row[] = pipelines.flatMap((pipeline) =>
  pipeline.versions.map(({ at, name, deletedAt }) => ({
    account_id: 'account',
    workspace_id: pipeline.workspace,
    pipeline_id: pipeline.id,
    pipeline_type: 'ETL_PIPELINE',
    name,
    created_by: eva,
    run_as: pipeline.runAs,
    settings: { serverless: pipeline.serverless, continuous: pipeline.id === 'pl-3' },
    change_time: stamp(at),
    delete_time: stampOrNull(deletedAt ?? null),
  })),
);

export const updateRows: readonly Row[] = updates.flatMap(({ pipeline, update: id, ...one }) =>
  slicesOf({ ...one, result: null } as Attempt).map((slice) => ({
    account_id: 'account',
    workspace_id: pipeline.workspace,
    pipeline_id: pipeline.id,
    update_id: id,
    update_type: 'REFRESH',
    trigger_type: 'JOB_TASK',
    run_as_user_name: pipeline.runAs,
    period_start_time: slice['period_start_time'],
    period_end_time: slice['period_end_time'],
    result_state: slice['period_end_time'] === stamp(one.to) ? one.result : null,
    compute: {
      type: pipeline.serverless ? 'SERVERLESS' : 'CLASSIC',
      cluster_id: pipeline.serverless ? null : 'c-pl',
    },
  })),
);
