import type { Client } from '@temporalio/client';
import type { Logger, NativeConnection } from '@temporalio/worker';
import { createActivities } from '../../activities/index.ts';
import { createApp } from '../../api/app.ts';
import { listen } from '../../api/listen.ts';
import { wire as wireApi } from '../../api/wiring.ts';
import { createServiceClient } from '../../cli/service-client.ts';
import type { Config } from '../../config/index.ts';
import { workflowIdOf, type InvestigationId } from '../../domain/ids.ts';
import { noMeter } from '../../domain/metrics.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { createWorkers } from '../../worker/create-worker.ts';
import { wire as wireWorker } from '../../worker/wiring.ts';
import { questionDomains, question } from '../steps.ts';
import type { Arm } from './arm.ts';
import { countEvents } from './engine.ts';

export type ProductArm = Arm & {
  /** Asks without following the events, so that only the product's own work is counted. */
  readonly askUnwatched: () => Promise<void>;
  /** Number of history events of the last question. */
  readonly historyEvents: () => Promise<number>;
  /** Workflow of the last question. */
  readonly workflowId: () => string;
  readonly close: () => Promise<void>;
};

const errorLog = { info: () => {}, warn: console.error, error: console.error };

/**
 * The arm with the product: its API on a socket and its worker. The question is asked over HTTP and
 * followed with server-sent events until `finished`. The first poll of Genie has no delay, as in the
 * other arms.
 *
 * Effect: runs the API and a worker in this process.
 */
export async function createProductArm(
  config: Config,
  client: Client,
  connection: NativeConnection,
  logger: Logger,
): Promise<ProductArm> {
  const worker = wireWorker(config);
  const settings = { ...worker.deps.settings, genieFirstLookMs: 0 };
  const workers = await createWorkers({
    connection,
    namespace: 'default',
    bundle: await bundleWorkflows(logger),
    activities: createActivities({ ...worker.deps, settings }),
  });
  const running = Promise.all(workers.map((one) => one.run()));
  const stopping = new AbortController();
  const api = wireApi(config);
  const app = createApp({ ...api.deps, log: errorLog, meter: noMeter, stopping: stopping.signal });
  const server = await listen(app, '127.0.0.1', 0);
  const service = createServiceClient(server.url);
  let id = '';
  const post = async () => {
    ({ id } = await service.ask({ question, domains: questionDomains }));
  };
  const settle = async () => {
    await client.workflow.getHandle(workflowIdOf(id as InvestigationId)).result();
  };
  return {
    ask: async () => {
      await post();
      for await (const event of service.follow(id, stopping.signal, () => {})) {
        if (event.type !== 'finished' || event.status === 'completed') continue;
        const { failure, lanes } = await service.get(id);
        const laneLines = lanes.map(
          ({ domain, outcome, detail }) => `${domain} ${outcome} ${detail}`,
        );
        throw new Error(`${event.status}: ${[failure?.message ?? '', ...laneLines].join('; ')}`);
      }
    },
    settle,
    workflowId: () => workflowIdOf(id as InvestigationId),
    askUnwatched: async () => {
      await post();
      await settle();
    },
    historyEvents: () => countEvents(client, workflowIdOf(id as InvestigationId)),
    close: async () => {
      stopping.abort();
      for (const one of workers) one.shutdown();
      await running;
      await server.close();
      await Promise.all([api.close(), worker.close()]);
    },
  };
}
