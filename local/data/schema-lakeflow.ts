import { strings, struct, tagMap, typed } from './schema-types.ts';

const period = typed('TIMESTAMP', 'period_start_time period_end_time');

/** Tables of jobs, tasks, runs and pipelines. */
export const lakeflowTables = {
  'lakeflow.jobs': {
    ...strings('account_id workspace_id job_id name description creator_id'),
    tags: tagMap,
    ...typed('TIMESTAMP', 'change_time delete_time'),
    ...strings('run_as run_as_user_name creator_user_name'),
  },
  'lakeflow.job_tasks': {
    ...strings('account_id workspace_id job_id task_key'),
    depends_on_keys: 'VARCHAR[]',
    ...typed('TIMESTAMP', 'change_time delete_time'),
  },
  'lakeflow.job_run_timeline': {
    ...strings('account_id workspace_id job_id run_id'),
    ...period,
    ...strings('trigger_type run_type run_name'),
    compute_ids: 'VARCHAR[]',
    ...strings('result_state termination_code'),
    job_parameters: tagMap,
  },
  'lakeflow.job_task_run_timeline': {
    ...strings('account_id workspace_id job_id run_id job_run_id parent_run_id'),
    ...period,
    task_key: 'VARCHAR',
    compute_ids: 'VARCHAR[]',
    ...strings('result_state termination_code'),
  },
  'lakeflow.pipelines': {
    ...strings('account_id workspace_id pipeline_id pipeline_type name created_by run_as'),
    tags: tagMap,
    settings:
      'STRUCT(photon BOOLEAN, development BOOLEAN, continuous BOOLEAN, serverless BOOLEAN, edition VARCHAR, channel VARCHAR)',
    configuration: tagMap,
    ...typed('TIMESTAMP', 'change_time delete_time'),
  },
  'lakeflow.pipeline_update_timeline': {
    ...strings(
      `account_id workspace_id pipeline_id update_id update_type request_id run_as_user_name trigger_type`,
    ),
    trigger_details:
      'STRUCT(job_task STRUCT(job_id VARCHAR, job_task_run_id VARCHAR, performance_target VARCHAR))',
    result_state: 'VARCHAR',
    compute: struct('type cluster_id'),
    ...period,
    ...typed('VARCHAR[]', 'refresh_selection full_refresh_selection reset_checkpoint_selection'),
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>;
