import type { Measure } from '../measure.ts';
import { column, inWorkspace, percent } from './values.ts';

const jobs = {
  check: 'reliability/job_runs_by_day',
  window: 'time',
  objects: inWorkspace('job', 'job_id', 'job_name'),
  day: 'run_date',
} as const;

export const failedRuns: Measure = {
  ...jobs,
  id: 'failed runs',
  noun: 'failed runs',
  says: /\b(?:fail\w*|broke\w*|break\w*|red|error\w*|crash\w*|crazy|unsuccessful|retr(?:y|ies|ied)|looks? (?:bad|weird))\b/i,
  value: percent('runs', 'failed_runs'),
  unit: 'percent',
  floor: 40,
  missing: 'unmeasured',
  days: 'mean',
  bad: 1,
  firstAt: 'first_failed_at',
  isCase: true,
  phrase: (cell, row) =>
    row === null
      ? ''
      : `${cell(row, 'failed_runs')} of ${cell(row, 'runs')} runs of ${cell(row, 'job_name')} failed on ${cell(row, 'run_date')}`,
  unseen: 'The error of the latest failed run shows why.',
  related: ['failed updates', 'missing runs'],
};

export const missingRuns: Measure = {
  ...jobs,
  id: 'missing runs',
  noun: 'runs',
  says: /\b(?:(?:missing|no|skipped|without) (?:[\w-]+ ){0,2}runs?|(?:did|does|do)(?: not|n.t) run|not run\w*|went quiet|(?:gone|is) (?:quiet|silent)|silent|stopped running|never (?:ran|started)|paused)\b/i,
  value: column('runs'),
  unit: 'runs',
  floor: 1,
  missing: 'zero',
  days: 'add',
  bad: -1,
  phrase: (cell, _, level) =>
    `${cell(level, 'object_name')} ran ${cell(level, 'observed')} times from ${cell(level, 'from_day')} to ${cell(level, 'to_day')}, usually ${cell(level, 'usual')} times`,
  unseen: 'The run history of the job shows whether its trigger still fires.',
  related: ['failed runs'],
};

export const duration: Measure = {
  ...jobs,
  id: 'duration',
  noun: 'minutes a run',
  says: /\b(?:dur+ation|run ?times?|(?:takes?|took|taking) (?:so |much |far |that )*(?:long|longer|forever|more time)|slow\w*|sla|overrun\w*|crawl\w*)\b/i,
  value: column('mean_minutes'),
  unit: 'min',
  floor: 10,
  missing: 'unmeasured',
  days: 'mean',
  bad: 1,
  causeByAt: 'last_started_at',
  phrase: (cell, row) =>
    row === null
      ? ''
      : `runs of ${cell(row, 'job_name')} took ${cell(row, 'mean_minutes')} on ${cell(row, 'run_date')}`,
  unseen:
    'A run before and one after, compared task by task, show which step grew; how much input a run read is not in the system tables.',
  related: ['latency'],
};

export const failedUpdates: Measure = {
  check: 'reliability/pipeline_updates_by_day',
  window: 'time',
  objects: inWorkspace('pipeline', 'pipeline_id', 'pipeline_name'),
  day: 'update_date',
  id: 'failed updates',
  noun: 'failed updates',
  says: /\b(?:dlt|pipelines?|updates?|refresh\w*|delta live)\b/i,
  value: percent('updates', 'failed_updates'),
  unit: 'percent',
  floor: 30,
  missing: 'unmeasured',
  days: 'mean',
  bad: 1,
  firstAt: 'first_failed_at',
  isCase: true,
  phrase: (cell, row) =>
    row === null
      ? ''
      : `${cell(row, 'failed_updates')} of ${cell(row, 'updates')} updates of ${cell(row, 'pipeline_name')} failed on ${cell(row, 'update_date')}`,
  unseen: 'The event log of the pipeline shows the error.',
  related: ['failed runs'],
};
