import type { Measure } from '../measure.ts';
import { anyOf } from './any-of.ts';
import { failingWords } from './failing-words.ts';
import { column, inWorkspace, percent } from './values.ts';

const jobs = {
  check: 'reliability/job_runs_by_day',
  window: 'time',
  objects: inWorkspace('job', 'job_id', 'job_name'),
  day: 'run_date',
} as const;

/** What does not work any more may fail, or not even run. */
const stopped =
  /\b(?:(?:stop(?:s|ped)?|quit|ceased?) (?:working|functioning)|no longer (?:works?|functions?)|works? no (?:more|longer)|(?:do|does|did|is|are|was|were|has|have)(?: not|n['’]?t) (?:been )?(?:work(?:s|ed|ing)?|function\w*)|unusable|unavailable|(?:produc|deliver|yield)\w+ (?:nothing|no (?:output|results?))|\w+n['’]t (?:been )?(?:produc|deliver)\w* (?:anything|a (?:row|thing))|(?:\b(?:is|are|was|were|been|went|goes|gone)|(?<=\w)['’]s) (?:\w+ly )?(?:down|dead|offline)(?! (?:to|by|from|\d)))\b/i;

export const failedRuns: Measure = {
  ...jobs,
  id: 'failed runs',
  meant: [
    'reliability/failing_jobs',
    'reliability/failed_runs',
    'reliability/failure_trend',
    'reliability/retried_jobs',
    'reliability/failing_tasks',
    'reliability/termination_codes',
    'reliability/job_success_rate',
    'reliability/lowest_success_rates',
  ],
  noun: 'failed runs',
  says: failingWords,
  alsoSays: stopped,
  value: percent('runs', 'failed_runs'),
  unit: 'percent',
  floor: 40,
  missing: 'unmeasured',
  days: 'mean',
  bad: 1,
  firstAt: 'first_failed_at',
  isCase: true,
  groupedBy: ['run_as'],
  phrase: (cell, row) =>
    row === null
      ? ''
      : `${cell(row, 'failed_runs')} of ${cell(row, 'runs')} runs of ${cell(row, 'job_name')} failed on ${cell(row, 'run_date')}`,
  unseen: 'The error of the latest failed run shows why.',
  related: ['failed updates', 'missing runs', 'endpoint errors'],
};

export const missingRuns: Measure = {
  ...jobs,
  id: 'missing runs',
  meant: ['reliability/silent_jobs', 'reliability/runs_not_started'],
  noun: 'runs',
  says: /\b(?:(?:missing|no|skipped|without) (?:[\w-]+ ){0,2}runs?|zero (?:runs|starts|executions|successes)|neither (?:runs?|ran|succeed\w*|success\w*|fail\w*) (?:n?or) |skip(?:s|ped|ping) (?:the |its |their |all |every )?(?:last |past |previous )?(?:\w+ )?(?:nights?|days?|mornings?|evenings?|slots?|schedules?)|(?:did|does|do)(?: not|n.t) run|not run\w*|went quiet|go(?:es|ing)? (?:quiet|silent)|(?:gone|is) (?:quiet|silent)|silent|stopped running|(?:never|not) (?:ran|starte?d?|kicked off|kick off|execute[d]?|fired?|begun|began|triggered)|(?:do|does|did|is|are|has|have|had|was|were)(?: not|n['’]?t) (?:been )?(?:\w+ ){0,2}?(?:start|begin|begun|kick off|launch|trigger|fire|execute|scheduled)(?:s|ed|d)?|schedul\w+ (?:\w+ ){0,2}?(?:switched off|turned off|disabled|stopped|suspended|deactivated|removed|off)|(?:switched|turned) off|(?:stopped|stops|no longer|not) (?:being |been |be )?(?:scheduled|triggered|launched)|gap in (?:the )?(?:\w+ )?runs|nothing (?:ran|runs|executed)|paused)\b/i,
  alsoSays: stopped,
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
  kin: ['failed runs'],
};

const number =
  '(?:\\d[\\d.,:]*|an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\\w+teen|twenty|thirty|forty|fifty|sixty|ninety|several|many|some|hours and)';
const time = `${number}(?: and an? (?:half|quarter))?(?: |-)(?:minutes?|mins?|hours?|hrs?|h)`;
const nearly =
  '(?:(?:only|just|about|around|roughly|over|almost|nearly|well|more than|less than|under|the|another|some|for|a good|at least|at most) )*';
/** How long something lasts, or by when it is over. */
const lasts = anyOf(
  `(?:through|done|finish(?:es|ed)?|complet(?:es?|ed)|ready|over|gone|back|wrap(?:s|ped)? up) (?:again )?(?:in|within|after) ${nearly}${time}`,
  `(?:through|done|finish(?:es|ed)?|complet(?:es?|ed)|ready|over) (?:by|before|at|around) ${nearly}(?:half past |quarter (?:past|to) )?(?:\\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight|dawn|sunrise|breakfast)`,
  `(?:takes?|took|taken|taking|needs?|needed|lasts?|lasted|runs?|ran|going on|goes on|busy) ${nearly}${time}`,
  'still (?:busy|running|going|at it|in progress|working) (?:at|in|when|by|after)',
  `${time} (?:job|run|runs|longer|more|extra)`,
);

export const duration: Measure = {
  ...jobs,
  id: 'duration',
  meant: [
    'reliability/duration_change',
    'reliability/job_durations',
    'reliability/job_sla',
    'reliability/duration_outliers',
  ],
  noun: 'minutes a run',
  says: /\b(?:dur+ations?|run ?times?|(?:takes?|took|taking|runs?|needs?) (?:so |much |far |that |\w+ times (?:as )?|(?:\w+ )?(?:hours?|minutes?) )*(?:long|longer|forever|more time)|slow\w*|sla|time ?outs?|timed out|time limits?|overrun\w*|crawl\w*|(?:hours?|minutes?|mins?|seconds?|secs?) instead of)\b/i,
  hints: lasts,
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
  related: ['update hours', 'latency'],
  kin: ['update hours'],
};

const pipelines = {
  check: 'reliability/pipeline_updates_by_day',
  window: 'time',
  objects: inWorkspace('pipeline', 'pipeline_id', 'pipeline_name'),
  day: 'update_date',
} as const;

export const updateHours: Measure = {
  ...pipelines,
  id: 'update hours',
  meant: ['reliability/pipeline_durations'],
  noun: 'hours of updates',
  says: /\bhours? (?:of|for|in|on|with) (?:\w+ )?(?:updates?|refresh\w*)\b|\bupdate hours\b|\b(?:updates?|refresh\w*|pipelines?|dlt)\b.*\b(?:took|takes?|taking|hours|long(?:er)?|(?:whole|all) (?:day|morning|afternoon|night|evening))\b|\b(?:[\w]+[ -]hours?(?:[ -]long)?|hours?[ -]long|endless|very long|(?:whole|all)[ -]day) (?:\w+ )?(?:updates?|refresh\w*)\b/i,
  value: column('update_hours'),
  unit: 'h',
  floor: 2,
  missing: 'zero',
  days: 'add',
  bad: 1,
  phrase: (cell, row) =>
    row === null
      ? ''
      : `updates of ${cell(row, 'pipeline_name')} took ${cell(row, 'update_hours')} on ${cell(row, 'update_date')}`,
  unseen: 'The event log of the pipeline shows what each update did.',
};

export const failedUpdates: Measure = {
  ...pipelines,
  id: 'failed updates',
  meant: ['reliability/failed_pipelines'],
  noun: 'failed updates',
  says: /\b(?:dlt|pipelines?|streaming|updates?|refresh\w*|delta live)\b/i,
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
