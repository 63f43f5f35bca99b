import { jobOf, newest } from '../jobs.ts';
import { type Attempt, type Result, type Run, runs } from '../runs.ts';
import { sum, within } from '../tell.ts';
import { workspaceName } from '../workspaces.ts';
import { lately, type Window } from './ask.ts';

export const firstOf = (run: Run): number => run.attempts[0]?.from ?? Number.NaN;
export const lastOf = (run: Run): Attempt | undefined => run.attempts.at(-1);
export const endOf = (run: Run): number => lastOf(run)?.to ?? Number.NaN;
/** The result of the last attempt: a run that was repaired to success did not fail. */
export const resultOf = (run: Run): Result | null => lastOf(run)?.result ?? null;

/** A notebook that another one calls is a part of that run. */
const counts = ({ type }: Run): boolean => type !== 'WORKFLOW_RUN';
export const runsThat = (is: (run: Run) => boolean): Run[] =>
  runs.filter((run) => counts(run) && is(run));
export const endedIn = (window: Window): Run[] =>
  runsThat((run) => resultOf(run) !== null && within(endOf(run), window));
/** Skipped and blocked runs never ran. */
export const ran = (run: Run): boolean => !['SKIPPED', 'BLOCKED'].includes(resultOf(run) ?? '');
export const finishedIn = (window: Window): Run[] => endedIn(window).filter(ran);
export const succeeded = (run: Run): boolean => resultOf(run) === 'SUCCEEDED';
/** Cancelled runs did not fail. */
export const failed = (run: Run): boolean =>
  ['FAILED', 'ERROR', 'TIMED_OUT'].includes(resultOf(run) ?? '');

/** Minutes in which a run ran, without the time before a repair. */
export const workOf = (run: Run): number => sum(run.attempts, ({ from, to }) => to - from) / 60_000;
export const spanOf = (run: Run): number => (endOf(run) - firstOf(run)) / 60_000;

/** A submitted run has no job: it goes by its name. */
export const jobIdOf = (run: Run): string =>
  run.type === 'SUBMIT_RUN' ? (run.name ?? run.job) : run.job;
export const describedAs = (run: Run) => {
  const job = jobOf(run.workspace, run.job);
  return job === undefined ? undefined : newest(job);
};
export const inPlace = ({ workspace }: Run) => ({
  workspace_id: workspace,
  workspace_name: workspaceName(workspace),
});
export const ofJob = (run: Run) => ({ ...inPlace(run), job_id: jobIdOf(run) });
export const jobKey = (run: Run): string => `${run.workspace} ${jobIdOf(run)}`;

export const ended = endedIn(lately);
export const finished = finishedIn(lately);
/** The rows that an answer has. */
export const where = <T>(rows: readonly T[], is: (row: T) => boolean): T[] => rows.filter(is);
export const tellRun = (run: Run) => ({ ...ofJob(run), run_id: run.run });
