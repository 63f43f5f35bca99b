import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../local/ports.ts';
import { postgresChild, postgresUrl, preparePostgres } from '../../local/postgres.ts';
import { deleteState } from '../../local/state.ts';
import { supervise } from '../../local/supervise.ts';

/** A PostgreSQL server of one suite, whose settings the suite may change. */
export type OwnPostgres = AsyncDisposable & { readonly url: string };

/**
 * Starts a server.
 *
 * Effect: a process and a folder until disposed.
 */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const dir = mkdtempSync(join(tmpdir(), 'health-monitor-postgres-'));
  // The user that it runs as must be able to enter.
  chmodSync(dir, 0o755);
  const password = randomBytes(12).toString('hex');
  const { postgres: port } = await freePorts(['postgres']);
  const prepared = await preparePostgres(dir, password);
  const server = supervise(
    postgresChild(prepared, port, join(dir, 'postgres.log'), ['fsync=off']),
    {
      onStarted: () => undefined,
      onGaveUp: () => undefined,
    },
  );
  await server.ready;
  return {
    url: postgresUrl(port, password, 'postgres'),
    [Symbol.asyncDispose]: async () => {
      await server.stop();
      deleteState(dir);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
