import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { neutralEnvironment } from '../../config/index.ts';
import { startStack } from '../../local/stack.ts';
import type { Stack } from '../../local/stack.ts';
import { deleteState, statePaths } from '../../local/state.ts';

/** A whole local stack of its own, in a folder that goes with it. */
export type LocalService = {
  readonly file: Stack['file'];
  /** Folder of the processes' logs, a file for each. */
  readonly logs: string;
  /** As that of the stack. */
  readonly broken: Stack['broken'];
  readonly stop: () => Promise<void>;
};

/** Where the data end: the day of the labelled questions. */
export const dataNow = '2026-11-18T00:00:00Z';

/**
 * Starts Temporal, PostgreSQL, the local workspace, a worker and the API as `npm start` does.
 *
 * Effect: starts processes and restarts those that die; `stop`, or the exit of this process, ends them.
 *
 * @param production Starts two workers, and two APIs behind a proxy, as `npm run start:production` does.
 */
export async function startLocalService(
  settings: Readonly<Record<string, string>>,
  production = false,
): Promise<LocalService> {
  const dir = mkdtempSync(join(tmpdir(), 'health-monitor-deep-'));
  const stack = await startStack({
    production,
    env: {
      ...neutralEnvironment(),
      LOCAL_NOW: dataNow,
      EVALUATION_CRON: 'off',
      ...settings,
      LOCAL_DIR: dir,
      PORT: '0',
    },
  });
  const remove = (): void => {
    deleteState(dir);
    rmSync(dir, { recursive: true, force: true });
  };
  // An interrupted run has no data to keep, so its processes are killed.
  const killAll = (): void => {
    const { api, worker, temporal, postgres, workspace, production: two } = stack.file();
    const twins = two === undefined ? [] : [two.proxy, ...two.apis, ...two.workers];
    const all = [api, worker, temporal, postgres, workspace, ...twins];
    for (const pid of new Set(all.map((one) => one.pid)))
      if (pid !== null) process.kill(pid, 'SIGKILL');
    remove();
  };
  process.once('exit', killAll);
  return {
    file: stack.file,
    logs: statePaths(dir).logs,
    broken: stack.broken,
    stop: async () => {
      await stack.stop();
      process.off('exit', killAll);
      remove();
    },
  };
}
