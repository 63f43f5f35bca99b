import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../adapters/postgres/migrate.ts';
import { loadConfig, neutralEnvironment } from '../config/index.ts';
import { freePorts } from '../local/ports.ts';
import { postgresChild, postgresUrl, preparePostgres } from '../local/postgres.ts';
import { deleteState } from '../local/state.ts';
import { supervise, type Child, type ChildEvents } from '../local/supervise.ts';
import { resolveTemporal } from '../local/temporal-binary.ts';
import { temporalChild } from '../local/temporal.ts';

export type Engines = {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly stop: () => Promise<void>;
};

/**
 * Starts PostgreSQL and a Temporal server as `npm start` does, in a temporary folder. PostgreSQL commits
 * to disk and counts its statements.
 *
 * Effect: starts processes. `stop` or the exit of this process ends them and removes the folder.
 */
export async function startEngines(onProgress: (line: string) => void): Promise<Engines> {
  const dir = mkdtempSync(join(tmpdir(), 'health-monitor-bench-'));
  // The operating system user of PostgreSQL must have access to the folder.
  chmodSync(dir, 0o755);
  const children: Child[] = [];
  const events: ChildEvents = { onStarted: () => undefined, onGaveUp: () => undefined };
  const remove = () => {
    deleteState(dir);
    rmSync(dir, { recursive: true, force: true });
  };
  // An interrupted run has no data to keep, so its processes are killed.
  const killAll = () => {
    for (const child of children) {
      const pid = child.current()?.pid;
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    }
    remove();
  };
  process.once('exit', killAll);
  const stop = async () => {
    await Promise.all(children.map((child) => child.stop()));
    process.off('exit', killAll);
    remove();
  };
  try {
    const { specs, databaseUrl, temporalAddress } = await prepare(dir, onProgress);
    for (const spec of specs) children.push(supervise(spec, events));
    await Promise.all(children.map((child) => child.ready));
    await migrate(databaseUrl);
    return { databaseUrl, temporalAddress, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function prepare(dir: string, onProgress: (line: string) => void) {
  const password = randomBytes(12).toString('hex');
  const ports = await freePorts(['postgres', 'temporal', 'temporalUi']);
  const [postgres, program] = await Promise.all([
    preparePostgres(dir, password),
    resolveTemporal(loadConfig({}).local.cacheDir, onProgress),
  ]);
  const temporal = {
    program,
    port: ports.temporal,
    uiPort: ports.temporalUi,
    dbFile: join(dir, 'temporal.db'),
    logFile: join(dir, 'temporal.log'),
    env: neutralEnvironment(),
  };
  const settings = ['shared_preload_libraries=pg_stat_statements'];
  return {
    specs: [
      postgresChild(postgres, ports.postgres, join(dir, 'postgres.log'), settings),
      temporalChild(temporal),
    ],
    databaseUrl: postgresUrl(ports.postgres, password),
    temporalAddress: `127.0.0.1:${ports.temporal}`,
  };
}
