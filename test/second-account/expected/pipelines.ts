import { type Update, updates } from '../pipelines.ts';
import { answersBy, count, largest, quantile, within } from '../tell.ts';
import { workspaceName } from '../workspaces.ts';
import { ask, type Expectations, lately, times } from './ask.ts';

const ended = updates.filter(({ result, to }) => result !== null && within(to, lately));
const completed = ({ result }: Update): boolean => result === 'COMPLETED';
const failed = ({ result }: Update): boolean => result === 'FAILED';
const ofPipeline = ({ pipeline }: Update) => ({
  workspace_id: pipeline.workspace,
  workspace_name: workspaceName(pipeline.workspace),
  pipeline_id: pipeline.id,
  pipeline_name: pipeline.versions.at(-1)?.name ?? null,
});
const lastEnd = (group: readonly Update[]): number | null =>
  group.length === 0 ? null : largest(group.map(({ to }) => to));
const minutes = ({ from, to }: Update): number => (to - from) / 60_000;

export const pipelineAnswers: Expectations = {
  'reliability/failed_pipelines': [
    ask(
      answersBy(ended, ofPipeline, (group) => ({
        updates: group.length,
        failed_updates: count(group, failed),
        last_failed_at: lastEnd(group.filter(failed)),
        last_succeeded_at: lastEnd(group.filter(completed)),
      })).filter((row) => row['failed_updates'] !== 0),
      times(lately),
    ),
  ],
  'reliability/pipeline_durations': [
    ask(
      answersBy(ended.filter(completed), ofPipeline, (group) => ({
        completed_updates: group.length,
        p50_minutes: quantile(group.map(minutes), 0.5),
        longest_minutes: largest(group.map(minutes)),
      })),
      times(lately),
    ),
  ],
};
