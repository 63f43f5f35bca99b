import { createLogger } from '../adapters/logger.ts';
import { mlflowTarget } from '../adapters/mlflow/target.ts';
import type { MlflowPorts } from '../adapters/mlflow/target.ts';
import { readPrompt } from '../adapters/model/prompt.ts';
import { createExportQueue } from '../adapters/postgres/exports.ts';
import type { Pool } from '../adapters/postgres/pool.ts';
import { collectorTarget } from '../adapters/telemetry/collector.ts';
import { runExporter } from '../adapters/telemetry/exporter.ts';
import type { Target } from '../adapters/telemetry/exporter.ts';
import { createReadFinished } from '../adapters/telemetry/read-finished.ts';
import { createSend } from '../adapters/telemetry/send.ts';
import type { Config } from '../config/index.ts';
import { judges } from '../eval/judges.ts';
import type { InvestigationStore } from '../domain/api-ports.ts';

type Given = Omit<MlflowPorts, 'read'> & {
  readonly pool: Pool;
  readonly investigations: Pick<InvestigationStore, 'find' | 'events' | 'evidence'>;
  /** Of the certified statements of this version. */
  readonly catalogueSha256: string;
};

/** The prompts of a release. */
const promptNames = ['route', 'answer', 'judge'];

/**
 * Sends what ends to the systems that the settings name, as long as the process runs; nothing where they
 * name none.
 *
 * Effect: reads the database, HTTP to these systems.
 */
export async function watchWith(
  { telemetry, model }: Pick<Config, 'telemetry' | 'model'>,
  { pool, investigations, catalogueSha256, ...stores }: Given,
  stopping: AbortSignal,
): Promise<void> {
  const { collector, collectorHeaders, mlflow, mlflowToken, experiment, content } = telemetry;
  const queue = createExportQueue(pool);
  const read = createReadFinished(queue, investigations);
  const modelName = model.endpoint === null ? null : (model.name ?? model.endpoint);
  const targets: Target[] = [];
  if (collector !== null) {
    const send = createSend(collector, collectorHeaders, stopping);
    targets.push(collectorTarget(send, read, { content, model: modelName }));
  }
  if (mlflow !== null) {
    const headers = mlflowToken === null ? {} : { authorization: `Bearer ${mlflowToken}` };
    const prompts = promptNames.map((name) => {
      const { used, text } = readPrompt(name);
      return { ...used, text };
    });
    const release = { model: modelName, catalogueSha256, prompts };
    const options = { experiment, release, content, judges: judges.map(({ name }) => name) };
    const send = createSend(mlflow, headers, stopping);
    targets.push(mlflowTarget(send, { read, ...stores }, options));
  }
  const log = createLogger('telemetry');
  await runExporter({ targets, queue, log: (facts, said) => log.warn(facts, said) }, stopping);
}
