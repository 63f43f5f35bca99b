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
 * Starts a PostgreSQL and a Temporal server as `npm start` runs them, in a folder that goes with
 * them. PostgreSQL writes to disk before it answers, and counts its statements.
 *
 * Effect: starts processes; `stop` ends them, and so does the end of this process.
 */
export async function startEngines(say: (line: string) => void): Promise<Engines> {
  const dir = mkdtempSync(join(tmpdir(), 'health-monitor-bench-'));
  // The user that PostgreSQL runs as must be able to enter.
  chmodSync(dir, 0o755);
  const children: Child[] = [];
  const events: ChildEvents = { onStarted: () => undefined, onGaveUp: () => undefined };
  const remove = () => {
    deleteState(dir);
    rmSync(dir, { recursive: true, force: true });
  };
  // A run that is cut off has nothing to keep: the hard way will do.
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
    const { specs, databaseUrl, temporalAddress } = await prepare(dir, say);
    for (const spec of specs) children.push(supervise(spec, events));
    await Promise.all(children.map((child) => child.ready));
    await migrate(databaseUrl);
    return { databaseUrl, temporalAddress, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function prepare(dir: string, say: (line: string) => void) {
  const password = randomBytes(12).toString('hex');
  const ports = await freePorts(['postgres', 'temporal', 'temporalUi']);
  const [postgres, program] = await Promise.all([
    preparePostgres(dir, password),
    resolveTemporal(loadConfig({}).local.cacheDir, say),
  ]);
  const temporal = {
    program,
    port: ports.temporal,
    uiPort: ports.temporalUi,
    dbFile: join(dir, 'temporal.db'),
    logFile: join(dir, 'temporal.log'),
    env: neutralEnvironment(),
  };
  const counting = ['shared_preload_libraries=pg_stat_statements'];
  return {
    specs: [
      postgresChild(postgres, ports.postgres, join(dir, 'postgres.log'), counting),
      temporalChild(temporal),
    ],
    databaseUrl: postgresUrl(ports.postgres, password),
    temporalAddress: `127.0.0.1:${ports.temporal}`,
  };
}
