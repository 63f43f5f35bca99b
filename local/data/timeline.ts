import type { JobRow } from './estate.ts';
import { hourMs } from './world.ts';

export type RunResult = 'SUCCEEDED' | 'FAILED' | 'ERROR' | 'TIMED_OUT' | 'CANCELLED' | 'SKIPPED';
/** One execution of a run; a repair adds another one. */
export type RunAttempt = {
  readonly startMs: number;
  readonly endMs: number;
  readonly result: RunResult;
  readonly terminationCode: string;
  /** How often the retry policy ran the second task again; none when left out. */
  readonly retries?: number;
};
export type Run = {
  readonly job: JobRow;
  readonly runId: string;
  readonly trigger: string;
  /** Of a run that was submitted without a job: `job.id` is its own alone and `job.name` the run name. */
  readonly submitted?: boolean;
  readonly attempts: readonly RunAttempt[];
};

/** Splits a time range at every full hour, as the timeline tables of Databricks do. */
export function hourSlices(startMs: number, endMs: number): [number, number][] {
  const cuts: [number, number][] = [];
  for (let from = startMs; from < endMs;) {
    const to = Math.min(endMs, (Math.floor(from / hourMs) + 1) * hourMs);
    cuts.push([from, to]);
    from = to;
  }
  return cuts;
}
