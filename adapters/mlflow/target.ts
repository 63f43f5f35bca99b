import { AppError, asAppError } from '../../domain/errors.ts';
import type { EvaluationStore } from '../../domain/evaluation-ports.ts';
import type { FeedbackStore } from '../../domain/feedback.ts';
import type { Target } from '../telemetry/exporter.ts';
import { toOtlp } from '../telemetry/otlp.ts';
import type { ReadFinished } from '../telemetry/read-finished.ts';
import type { Send } from '../telemetry/send.ts';
import { traceOf } from '../telemetry/trace-of.ts';
import { assess, ofReader } from './assess.ts';
import { recordEvaluation } from './evaluation-run.ts';
import { register } from './registry.ts';
import type { Registered, Release } from './registry.ts';
import { createRest } from './rest.ts';

export type MlflowOptions = {
  readonly experiment: string;
  readonly release: Release;
  readonly content: boolean;
  /** Scorers that are a model's. */
  readonly judges: readonly string[];
};

export type MlflowPorts = {
  readonly read: ReadFinished;
  readonly evaluations: Pick<EvaluationStore, 'find' | 'cases'>;
  readonly feedback: Pick<FeedbackStore, 'find' | 'giver'>;
};

/** The id of feedback that waits has the time behind it at which it was given. */
const caseIdOf = (waiting: string): string => waiting.split(':')[0] ?? '';

/**
 * An MLflow server: traces by OTLP, what readers and evaluations say of them by REST.
 *
 * Effect: HTTP; at its first use it finds or makes experiment, prompts and release.
 *
 * @see https://mlflow.org/docs/latest/genai/tracing/opentelemetry/ingest/
 */
export function mlflowTarget(send: Send, ports: MlflowPorts, options: MlflowOptions): Target {
  const { content, judges, release } = options;
  const rest = createRest(send);
  let registering: Promise<Registered> | null = null;
  const registered = (): Promise<Registered> => {
    registering ??= register(rest, options.experiment, release).catch((cause: unknown) => {
      registering = null;
      // Nothing that waits is at fault: it waits on.
      throw new AppError('upstream.down', asAppError(cause).message, { cause });
    });
    return registering;
  };
  return {
    name: 'mlflow',
    kinds: {
      trace: async (ids) => {
        const { experimentId, modelId, promptOf } = await registered();
        const links = { tags: { 'mlflow.modelId': modelId }, promptOf };
        const given = { content, model: release.model, links };
        const traces = (await ports.read(ids)).map((one) => traceOf(one, given));
        const headers = { 'x-mlflow-experiment-id': experimentId };
        if (traces.length > 0) await send('POST', '/v1/traces', toOtlp(traces), headers);
      },
      feedback: async (ids) => {
        for (const id of ids.map(caseIdOf)) {
          const [given, owner] = await Promise.all([
            ports.feedback.find(id),
            ports.feedback.giver(id),
          ]);
          if (given === null || owner === null) continue;
          await assess(rest, given.investigationId, [ofReader({ ...given, owner }, content)]);
        }
      },
      evaluation: async (ids) => {
        for (const id of ids) {
          const evaluation = await ports.evaluations.find(id);
          if (evaluation === null) continue;
          const results = await ports.evaluations.cases(id);
          const to = await registered();
          await recordEvaluation(rest, { evaluation, results }, to, { content, judges });
        }
      },
    },
  };
}
