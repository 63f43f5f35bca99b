import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { BarResult, CaseResult, Evaluation } from '../../domain/evaluation.ts';
import { assess, mlflowTraceId, ofScore } from './assess.ts';
import type { Assessment } from './assess.ts';
import type { Registered } from './registry.ts';
import { orNone } from './rest.ts';
import type { Rest } from './rest.ts';

/** An evaluation that has ended, and every question of it. */
export type EndedEvaluation = {
  readonly evaluation: Evaluation;
  readonly results: readonly CaseResult[];
};

/** How much of it MLflow is told, and which scorers are a model's. */
export type EvaluationOptions = {
  readonly content: boolean;
  readonly judges: readonly string[];
};

const Runs = z.object({
  runs: z.array(z.object({ info: z.object({ run_id: z.string() }) })).default([]),
});
const NewRun = z.object({ run: z.object({ info: z.object({ run_id: z.string() }) }) });
const DatasetRef = z.object({ dataset_id: z.string() });
const Datasets = z.object({ datasets: z.array(DatasetRef).default([]) });
const NewDataset = z.object({ dataset: DatasetRef });

/** MLflow links at most so many traces to a run in one call. */
const linkedAtOnce = 100;
const own = 'health_monitor.evaluation';
const statuses = {
  completed: 'FINISHED',
  failed: 'FAILED',
  cancelled: 'KILLED',
  running: 'RUNNING',
} as const;
const msOf = (at: string | null): number => Date.parse(at ?? '');

/** The run of an evaluation: the one that an earlier attempt made, or a new one. */
async function runOf(rest: Rest, { evaluation }: EndedEvaluation, to: Registered): Promise<string> {
  const { id, suite, startedAt, trigger, gate, asOf } = evaluation;
  const search = { experiment_ids: [to.experimentId], filter: `tags.\`${own}\` = '${id}'` };
  const [found] = (await rest.post('/api/2.0/mlflow/runs/search', search, Runs)).runs;
  if (found !== undefined) return found.info.run_id;
  const tags = {
    [own]: id,
    // By this tag the page of evaluations shows a run.
    'mlflow.runType': 'genai_evaluate',
    'health_monitor.verdict': gate?.verdict ?? 'none',
    'health_monitor.trigger': trigger,
    'health_monitor.as_of': asOf,
  };
  const body = {
    experiment_id: to.experimentId,
    run_name: `${suite} ${startedAt.slice(0, 16)}`,
    start_time: msOf(startedAt),
    tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
  };
  return (await rest.post('/api/2.0/mlflow/runs/create', body, NewRun)).run.info.run_id;
}

/** What a bar reached, as MLflow names the mean of a scorer. */
const metricOf = ({ scorer, domain, share }: BarResult, timestamp: number) =>
  share === null
    ? []
    : [
        {
          key: `${domain === null ? scorer : `${scorer}.${domain}`}/mean`,
          value: share,
          timestamp,
          step: 0,
        },
      ];

/** Each question once, in the order in which it is asked first. */
const questionsOf = (results: readonly CaseResult[]): readonly CaseResult[] =>
  results.filter(({ repeat }) => repeat === 1);

/** The suite as a data set, whose records MLflow tells apart by their inputs. Questions of users are content. */
async function dataset(
  rest: Rest,
  { evaluation: { suite }, results }: EndedEvaluation,
  { to, runId, content }: { to: Registered; runId: string; content: boolean },
): Promise<void> {
  const name = `health-monitor-${suite}`;
  const search = { experiment_ids: [to.experimentId], filter_string: `name = '${name}'` };
  const [found] = (await rest.post('/api/3.0/mlflow/datasets/search', search, Datasets)).datasets;
  const made = { name, experiment_ids: [to.experimentId] };
  const { dataset_id: id } =
    found ?? (await rest.post('/api/3.0/mlflow/datasets/create', made, NewDataset)).dataset;
  const records = questionsOf(results).map(({ caseId, question, domains }) => ({
    inputs: { case: caseId, ...(content || !caseId.startsWith('case_') ? { question } : {}) },
    expectations: domains.length === 0 ? {} : { domains },
  }));
  const path = `/api/3.0/mlflow/datasets/${id}/records`;
  if (records.length > 0) await rest.tell(path, { records: JSON.stringify(records) });
  const digest = createHash('sha256').update(JSON.stringify(records)).digest('hex').slice(0, 8);
  const source = { name, digest, source_type: 'code', source: JSON.stringify({ suite }) };
  await rest.tell('/api/2.0/mlflow/runs/log-inputs', {
    run_id: runId,
    datasets: [{ tags: [{ key: 'mlflow.data.context', value: 'evaluation' }], dataset: source }],
    // As an output, MLflow's page would take the run for one that trained the model.
    models: [{ model_id: to.modelId }],
  });
}

/** What every scorer said of a question, and where it should have gone. */
const assessmentsOf = (
  { scores, domains, caseId }: CaseResult,
  runId: string,
  { content, judges }: EvaluationOptions,
): readonly Assessment[] => [
  ...scores.flatMap((score) => {
    const by = judges.includes(score.scorer) ? 'LLM_JUDGE' : 'CODE';
    return ofScore({ ...score, by }, runId, content) ?? [];
  }),
  ...(domains.length === 0
    ? []
    : [
        {
          name: 'expected_domains',
          key: `${runId}:expected:${caseId}`,
          at: '',
          source: { source_type: 'CODE', source_id: 'health-monitor' } as const,
          says: {
            expectation: {
              serialized_value: {
                serialization_format: 'JSON_FORMAT',
                value: JSON.stringify(domains),
              },
            },
          } as const,
          rationale: null,
          runId,
        },
      ]),
];

/**
 * Records an evaluation as a run that MLflow's page of evaluations shows: its questions are the traces, its
 * columns what the scorers said of each.
 *
 * Effect: some calls for each question; a second attempt adds what is missing.
 */
export async function recordEvaluation(
  rest: Rest,
  ended: EndedEvaluation,
  to: Registered,
  options: EvaluationOptions,
): Promise<void> {
  const { evaluation, results } = ended;
  const runId = await runOf(rest, ended, to);
  const asked = results.flatMap((one) =>
    one.investigationId === null ? [] : [{ ...one, investigationId: one.investigationId }],
  );
  const traces = asked.map(({ investigationId }) => mlflowTraceId(investigationId));
  for (let at = 0; at < traces.length; at += linkedAtOnce)
    await rest.tell('/api/2.0/mlflow/traces/link-to-run', {
      run_id: runId,
      trace_ids: traces.slice(at, at + linkedAtOnce),
    });
  for (const one of asked)
    // A trace that was lost is one question less on the page, and does not take the others with it.
    await orNone(assess(rest, one.investigationId, assessmentsOf(one, runId, options)));
  await dataset(rest, ended, { to, runId, content: options.content });
  const endedMs = msOf(evaluation.finishedAt);
  await rest.tell('/api/2.0/mlflow/runs/log-batch', {
    run_id: runId,
    metrics: (evaluation.gate?.bars ?? []).flatMap((bar) => metricOf(bar, endedMs)),
    params: [
      { key: 'suite', value: evaluation.suite },
      { key: 'repeats', value: String(evaluation.repeats) },
      { key: 'questions', value: String(evaluation.cases) },
    ],
    tags: [],
  });
  await rest.tell('/api/2.0/mlflow/runs/update', {
    run_id: runId,
    status: statuses[evaluation.status],
    end_time: endedMs,
  });
}
