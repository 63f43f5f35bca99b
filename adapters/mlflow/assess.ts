import { z } from 'zod';
import type { Score } from '../../domain/evaluation.ts';
import type { ProposedCase } from '../../domain/feedback.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import { spanIdOf, traceIdOf } from '../telemetry/span.ts';
import type { Rest } from './rest.ts';

/** How MLflow has a value that is no single word or number. */
type Serialized = { readonly serialization_format: 'JSON_FORMAT'; readonly value: string };
type JudgeError = { readonly error_code: string; readonly error_message: string };

/** One judgement of a trace; `key` tells it from all others of the trace, `at` from earlier ones of its key. */
export type Assessment = {
  readonly name: string;
  readonly key: string;
  readonly at: string;
  readonly source: {
    readonly source_type: 'HUMAN' | 'CODE' | 'LLM_JUDGE';
    readonly source_id: string;
  };
  readonly says:
    | { readonly feedback: { value: boolean | string } | { error: JudgeError } }
    | { readonly expectation: { readonly serialized_value: Serialized } };
  readonly rationale: string | null;
  /** The run that judged; null for people. */
  readonly runId: string | null;
};

const ours = 'health_monitor.key';
const time = 'health_monitor.at';
const Found = z.object({
  trace: z.object({
    trace_info: z.object({
      assessments: z
        .array(
          z.object({
            assessment_id: z.string(),
            metadata: z.record(z.string(), z.string()).default({}),
          }),
        )
        .default([]),
    }),
  }),
});

/** Id of the trace of an investigation at MLflow. Pure. */
export const mlflowTraceId = (id: InvestigationId): string => `tr-${traceIdOf(id)}`;

/**
 * Adds judgements to a trace, but those that it has: MLflow would keep them twice. A later one of the same key
 * takes the place of the earlier.
 *
 * Effect: a call to read the trace, and one for each judgement.
 */
export async function assess(
  rest: Rest,
  id: InvestigationId,
  assessments: readonly Assessment[],
): Promise<void> {
  const traceId = mlflowTraceId(id);
  const path = `/api/3.0/mlflow/traces/${traceId}`;
  const { trace } = await rest.get(path, Found);
  const found = trace.trace_info.assessments;
  for (const { name, key, at, source, says, rationale, runId } of assessments) {
    const earlier = found.findLast(({ metadata }) => metadata[ours] === key);
    if (earlier?.metadata[time] === at) continue;
    await rest.tell(`${path}/assessments`, {
      assessment: {
        trace_id: traceId,
        assessment_name: name,
        // The evaluation page shows only what is said of the root.
        span_id: spanIdOf(id, 'root'),
        source,
        ...says,
        ...(earlier === undefined ? {} : { overrides: earlier.assessment_id }),
        ...(rationale === null ? {} : { rationale }),
        metadata: {
          [ours]: key,
          [time]: at,
          ...(runId === null ? {} : { 'mlflow.assessment.sourceRunId': runId }),
        },
      },
    });
  }
}

/** What a reader said; his words only as content. Pure. */
export const ofReader = (
  { id, givenAt, rating, comment, owner }: ProposedCase & { readonly owner: string },
  content: boolean,
): Assessment => ({
  name: 'user_feedback',
  key: id,
  at: givenAt,
  source: { source_type: 'HUMAN', source_id: owner },
  says: { feedback: { value: rating === 'up' } },
  rationale: content ? comment : null,
  runId: null,
});

/** A judgement of an evaluation; null where nothing was judged. Reasons quote answers, so they are content. Pure. */
export function ofScore(
  { scorer, verdict, reason, by }: Score & { readonly by: 'CODE' | 'LLM_JUDGE' },
  runId: string,
  content: boolean,
): Assessment | null {
  if (verdict === 'skipped' || verdict === 'notRun') return null;
  return {
    name: scorer,
    key: `${runId}:${scorer}`,
    at: '',
    source: { source_type: by, source_id: 'health-monitor' },
    says: {
      feedback:
        verdict === 'error'
          ? {
              error: {
                error_code: 'JUDGE_ERROR',
                error_message: content ? reason : 'the judge failed',
              },
            }
          : { value: verdict === 'pass' ? 'yes' : 'no' },
    },
    rationale: content && reason !== '' ? reason : null,
    runId,
  };
}
