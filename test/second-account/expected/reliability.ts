import { type Run } from '../runs.ts';
import { answersBy, count, dateOf, distinct, largest, percent, sum } from '../tell.ts';
import { ask, type Expectations, lately, times } from './ask.ts';
import * as work from './work.ts';
import {
  ended,
  finished,
  tellRun,
  where,
  endOf,
  failed,
  firstOf,
  inPlace,
  ofJob,
  ran,
  resultOf,
  succeeded,
  workOf,
} from './work.ts';

const window = times(lately);

const hoursOf = (group: readonly Run[]): number => sum(group, workOf) / 60;
const rates = (group: readonly Run[]) => ({
  finished_runs: group.length,
  failed_runs: count(group, failed),
});

const failing = (group: readonly Run[]) =>
  where(
    answersBy(group, ofJob, (runsOfJob) => ({
      ...rates(runsOfJob),
      failed_hours: hoursOf(runsOfJob.filter(failed)),
      last_failed_at: largest(runsOfJob.filter(failed).map(endOf)),
    })),
    (row) => row['failed_runs'] !== 0,
  );

const ownerOf = (run: Run) => {
  const description = work.describedAs(run);
  return {
    owner:
      description === undefined
        ? null
        : (description.runAsName ?? `principal id ${description.runAs}`),
  };
};

export const reliability: Expectations = {
  'reliability/cancelled_runs': [
    ask(
      answersBy(
        where(ended, (run) => resultOf(run) === 'CANCELLED'),
        ofJob,
        (group) => ({
          cancelled_runs: group.length,
          cancelled_hours: hoursOf(group),
        }),
      ),
      window,
    ),
  ],
  'reliability/failed_runs': [
    ask(
      where(finished, failed).map((run) => ({
        ...tellRun(run),
        final_state: resultOf(run),
        termination_code: work.lastOf(run)?.code ?? null,
        started_at: firstOf(run),
        ended_at: endOf(run),
      })),
      window,
    ),
  ],
  'reliability/failing_jobs': [
    ask(failing(finished), window),
    ask(failing(where(finished, (run) => work.describedAs(run)?.tags?.['team'] === 'bi')), {
      ...window,
      team: 'bi',
    }),
  ],
  'reliability/failure_trend': [
    ask(
      answersBy(
        finished,
        (run) => ({ day: dateOf(endOf(run)) }),
        (group) => ({
          ...rates(group),
          failed_percent: percent(count(group, failed), group.length),
        }),
      ),
      window,
    ),
  ],
  'reliability/failures_by_hour': [
    ask(
      answersBy(finished, (run) => ({ hour_utc: new Date(endOf(run)).getUTCHours() }), rates),
      window,
    ),
  ],
  'reliability/failures_by_owner': [
    ask(
      answersBy(finished, ownerOf, (group) => ({
        jobs: distinct(group, work.jobKey),
        ...rates(group),
      })),
      window,
    ),
  ],
  'reliability/job_success_rate': [
    ask(
      answersBy(finished, inPlace, (group) => ({
        ...rates(group),
        succeeded_runs: count(group, succeeded),
        success_percent: percent(count(group, succeeded), group.length),
      })),
      window,
    ),
  ],
  'reliability/lowest_success_rates': [
    ask(
      where(
        answersBy(finished, ofJob, (group) => ({
          finished_runs: group.length,
          succeeded_runs: count(group, succeeded),
          success_percent: percent(count(group, succeeded), group.length),
        })),
        (row) => Number(row['finished_runs']) >= 3,
      ),
      { ...window, min_runs: 3 },
    ),
  ],
  'reliability/repaired_runs': [
    ask(
      answersBy(
        where(ended, ({ attempts }) => attempts.length > 1),
        ofJob,
        (group) => ({
          repaired_runs: group.length,
          succeeded_after: count(group, succeeded),
          repairs: sum(group, ({ attempts }) => attempts.length - 1),
        }),
      ),
      window,
    ),
  ],
  'reliability/runs_not_started': [
    ask(
      answersBy(
        where(ended, (run) => !ran(run)),
        (run) => ({ ...ofJob(run), final_state: resultOf(run) }),
        (group) => ({
          runs: group.length,
        }),
      ),
      window,
    ),
  ],
  'reliability/termination_codes': [
    ask(
      answersBy(
        where(ended, (run) => !succeeded(run)),
        (run) => ({ final_state: resultOf(run), termination_code: work.lastOf(run)?.code ?? null }),
        (group) => ({ runs: group.length, jobs: distinct(group, work.jobKey) }),
      ),
      window,
    ),
  ],
};
