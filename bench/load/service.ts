import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { neutralEnvironment } from '../../config/index.ts';
import { startStack } from '../../local/stack.ts';
import { productEnvironment } from '../product-environment.ts';
import type { Engines } from '../engines.ts';
import type { GenieStub } from '../genie-stub.ts';
import { usageOf, type Usage } from './usage.ts';

/** One API and one worker, each a process of its own as in an installation. */
export type Service = {
  readonly url: string;
  readonly worker: () => Usage;
  readonly api: () => Usage;
  readonly stop: () => Promise<void>;
};

/**
 * Starts the product over the engines and the stub of this run.
 *
 * Effect: starts processes; `stop` ends them and removes their folder.
 */
export async function startService(engines: Engines, stub: GenieStub): Promise<Service> {
  const dir = mkdtempSync(join(tmpdir(), 'health-monitor-load-'));
  const stack = await startStack({
    env: {
      ...neutralEnvironment(),
      ...productEnvironment(engines, stub),
      LOCAL_DIR: dir,
      PORT: '0',
      // Longer than any load: a busy machine may need minutes until all lanes have asked.
      GENIE_TIMEOUT_SECONDS: '900',
      AGENT_TIMEOUT_SECONDS: '900',
    },
  });
  // An interrupted run has no data to keep, so its processes are killed.
  const killAll = (): void => {
    const { api, worker } = stack.file();
    for (const { pid } of [api, worker]) if (pid !== null) process.kill(pid, 'SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  };
  process.once('exit', killAll);
  const use = (name: 'api' | 'worker'): Usage => {
    const { pid } = stack.file()[name];
    if (pid === null) throw new Error(`the ${name} does not run`);
    return usageOf(pid);
  };
  return {
    url: stack.file().api.url,
    worker: () => use('worker'),
    api: () => use('api'),
    stop: async () => {
      await stack.stop();
      process.off('exit', killAll);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
