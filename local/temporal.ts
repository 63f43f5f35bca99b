import { basename, dirname } from 'node:path';
import { Connection } from '@temporalio/client';
import type { ChildSpec } from './supervise.ts';

export type TemporalOptions = {
  readonly program: string;
  readonly port: number;
  readonly uiPort: number;
  /** SQLite file with all workflows. */
  readonly dbFile: string;
  readonly logFile: string;
  readonly env: Readonly<Record<string, string>>;
};

/**
 * How Temporal's development server is run: on loopback, with its workflows in a file.
 */
export function temporalChild(options: TemporalOptions): ChildSpec {
  const { program, port, uiPort, dbFile, logFile, env } = options;
  return {
    name: 'temporal',
    command: program,
    args: [
      'server',
      'start-dev',
      '--ip=127.0.0.1',
      `--port=${port}`,
      `--ui-port=${uiPort}`,
      '--ui-disable-news-fetch',
      // It becomes part of a URI, in which `#`, `?` and `%` of a whole path have a meaning.
      `--db-filename=${basename(dbFile)}`,
      '--sqlite-pragma=journal_mode=WAL',
      '--sqlite-pragma=synchronous=NORMAL',
      '--log-level=error',
      '--dynamic-config-value=frontend.enableServerVersionCheck=false',
      // By default the development server starts at most 20 steps a second.
      '--dynamic-config-value=history.transferProcessorMaxPollRPS=1000',
    ],
    cwd: dirname(dbFile),
    env,
    logFile,
    stopSignal: 'SIGTERM',
    stopWithinMs: 2_000,
    readyWithinMs: 30_000,
    isReady: () => hasNamespace(`127.0.0.1:${port}`),
  };
}

/**
 * Tells whether a Temporal server answers and has its default namespace.
 *
 * Effect: connects to the server.
 */
export async function hasNamespace(address: string): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: '1 second' });
  try {
    await connection.workflowService.describeNamespace({ namespace: 'default' });
    return true;
  } finally {
    await connection.close();
  }
}
