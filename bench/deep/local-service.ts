import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { neutralEnvironment } from '../../config/index.ts';
import { startStack } from '../../local/stack.ts';
import type { Stack } from '../../local/stack.ts';
import { deleteState } from '../../local/state.ts';

/** A whole local stack of its own, in a folder that goes with it. */
export type LocalService = {
  readonly file: Stack['file'];
  readonly stop: () => Promise<void>;
};

/** Where the data end: the day of the labelled questions. */
export const dataNow = '2026-11-18T00:00:00Z';

/**
 * Starts Temporal, PostgreSQL, the local workspace, a worker and the API as `npm start` does.
 *
 * Effect: starts processes and restarts those that die; `stop`, or the exit of this process, ends them.
 */
export async function startLocalService(
  settings: Readonly<Record<string, string>>,
): Promise<LocalService> {
  const dir = mkdtempSync(join(tmpdir(), 'health-monitor-deep-'));
  const stack = await startStack({
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
    const { api, worker, temporal, postgres, workspace } = stack.file();
    for (const { pid } of [api, worker, temporal, postgres, workspace])
      if (pid !== null) process.kill(pid, 'SIGKILL');
    remove();
  };
  process.once('exit', killAll);
  return {
    file: stack.file,
    stop: async () => {
      await stack.stop();
      process.off('exit', killAll);
      remove();
    },
  };
}
