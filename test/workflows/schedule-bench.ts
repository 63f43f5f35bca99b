import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import { inject } from 'vitest';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { createWorkers } from '../../worker/create-worker.ts';
import { openBench } from '../adapters/postgres/bench.ts';
import type { Bench } from '../adapters/postgres/bench.ts';
import { quiet } from '../support/quiet-logger.ts';
import { openNamespace } from './evaluation-bench.ts';

type Activities = Parameters<typeof createWorkers>[0]['activities'];

/** PostgreSQL and a Temporal namespace of its own, in which the work of a schedule runs. */
export type ScheduleBench = AsyncDisposable & {
  readonly postgres: Bench;
  readonly client: Client;
  /** Runs workers with these activities until they are disposed of; `changed` makes another version of the workflows. */
  readonly working: (
    activities: Activities,
    changed?: (code: string) => string,
    version?: string,
  ) => Promise<AsyncDisposable>;
};

export async function openScheduleBench(): Promise<ScheduleBench> {
  Runtime.install({ logger: quiet });
  const address = inject('temporalAddress');
  const [postgres, native, connection] = await Promise.all([
    openBench(),
    NativeConnection.connect({ address }),
    Connection.connect({ address }),
  ]);
  const namespace = await openNamespace(connection);
  return {
    postgres,
    client: new Client({ connection, namespace }),
    working: async (activities, changed = (code) => code, version) => {
      const bundle = { code: changed((await bundleWorkflows(quiet)).code) };
      const workers = await createWorkers({
        connection: native,
        namespace,
        bundle,
        activities,
        version: version ?? null,
      });
      const runs = workers.map((worker) => worker.run());
      return {
        [Symbol.asyncDispose]: async () => {
          for (const worker of workers) worker.shutdown();
          await Promise.all(runs);
        },
      };
    },
    [Symbol.asyncDispose]: async () => {
      await connection.close();
      await native.close();
      await postgres[Symbol.asyncDispose]();
    },
  };
}
