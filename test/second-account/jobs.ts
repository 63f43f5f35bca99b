import { type Row, stamp, stampOrNull, t } from './tell.ts';
import { eva, gone, lab, prod, robot } from './workspaces.ts';

/** A description of a job, which replaces the one before. `runAsName` is null in old descriptions. */
export type JobVersion = {
  readonly at: number;
  readonly name: string;
  readonly runAs: string;
  readonly runAsName: string | null;
  readonly tags: Readonly<Record<string, string>> | null;
  readonly deletedAt?: number;
};
export type Job = {
  readonly workspace: string;
  readonly id: string;
  readonly versions: readonly JobVersion[];
};

const version = (
  at: string,
  name: string,
  runAs: string,
  runAsName: string | null,
  tags: JobVersion['tags'],
): JobVersion => ({ at: t(at), name, runAs, runAsName, tags });

const exported = version('03-01', 'old "export"', '9004', robot, { team: 'data' });

/** Ids of jobs are unique within a workspace only: two jobs are called 101. */
export const jobs: readonly Job[] = [
  {
    workspace: prod,
    id: '101',
    versions: [
      version('2025-06-01', 'ingest orders', '9001', null, { team: 'data' }),
      version('11-12 10:00', 'Bestellungen laden', '9001', robot, { team: 'data' }),
    ],
  },
  {
    workspace: prod,
    id: '102',
    versions: [exported, { ...exported, at: t('11-08 13:00'), deletedAt: t('11-08 13:00') }],
  },
  { workspace: prod, id: '103', versions: [version('10-10', 'stream', '9003', eva, null)] },
  {
    workspace: prod,
    id: '104',
    versions: [version('10-01', 'weekly', '9003', eva, { Team: 'data' })],
  },
  {
    workspace: prod,
    id: '105',
    versions: [version('10-01', 'in the way', '9003', eva, { team: '' })],
  },
  {
    workspace: lab,
    id: '101',
    versions: [version('2025-05-01', "daily 'margin'", '9002', null, { team: 'bi' })],
  },
  { workspace: lab, id: '106', versions: [version('11-10 09:00', 'newcomer', '9003', eva, {})] },
  {
    workspace: gone,
    id: '201',
    versions: [version('01-01', 'afterglow', '9003', eva, { team: 'bi' })],
  },
];

export const newest = (job: Job): JobVersion | undefined => job.versions.at(-1);
export const jobOf = (workspace: string, id: string): Job | undefined =>
  jobs.find((job) => job.workspace === workspace && job.id === id);

/** https://docs.databricks.com/aws/en/admin/system-tables/jobs */
export const jobRows: readonly Row[] = jobs.flatMap(({ workspace, id, versions }) =>
  versions.map((one) => ({
    account_id: 'account',
    workspace_id: workspace,
    job_id: id,
    name: one.name,
    creator_id: one.runAs,
    tags: one.tags,
    change_time: stamp(one.at),
    delete_time: stampOrNull(one.deletedAt ?? null),
    run_as: one.runAs,
    run_as_user_name: one.runAsName,
    creator_user_name: one.runAsName,
  })),
);

export const jobTaskRows: readonly Row[] = jobs.map(({ workspace, id, versions }) => ({
  account_id: 'account',
  workspace_id: workspace,
  job_id: id,
  task_key: 'load',
  depends_on_keys: [],
  change_time: stamp(versions[0]?.at ?? 0),
}));
