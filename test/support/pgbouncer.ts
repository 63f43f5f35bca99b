import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { neutralEnvironment } from '../../config/index.ts';
import { freePorts } from '../../local/ports.ts';

const places = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'];

/** The pooler of this machine; null when it has none. */
export const pgbouncerPath: string | null = places.find((place) => existsSync(place)) ?? null;

export type Pooler = AsyncDisposable & { readonly url: string };

const readyMs = 10_000;
const lookEveryMs = 50;

/**
 * Starts PgBouncer before a database, with its settings as they are but for the mode.
 *
 * Effect: a process and a folder until disposed.
 */
export async function startPooler(
  databaseUrl: string,
  mode: 'session' | 'transaction',
): Promise<Pooler> {
  const { hostname, port: serverPort, username, password, pathname } = new URL(databaseUrl);
  const dir = mkdtempSync(join(tmpdir(), 'health-monitor-pooler-'));
  const { pooler: port } = await freePorts(['pooler']);
  const file = join(dir, 'pgbouncer.ini');
  const server = `host=${hostname} port=${serverPort} user=${username} password=${password}`;
  const settings = [
    '[databases]',
    `* = ${server}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = any',
    `pool_mode = ${mode}`,
    // It does not run as root.
    ...(process.getuid?.() === 0 ? ['user = postgres'] : []),
  ];
  writeFileSync(file, `${settings.join('\n')}\n`);
  for (const [path, rights] of [
    [dir, 0o755],
    [file, 0o644],
  ] as const)
    chmodSync(path, rights);
  const running = spawn(pgbouncerPath ?? '', ['-q', file], {
    env: neutralEnvironment(),
    stdio: 'ignore',
  });
  const exited = once(running, 'exit');
  const url = `postgres://${username}@127.0.0.1:${port}${pathname}`;
  await untilReady(url);
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      running.kill('SIGKILL');
      await exited;
      rmSync(dir, { recursive: true });
    },
  };
}

async function untilReady(url: string): Promise<void> {
  for (const untilMs = Date.now() + readyMs; ; await pause(lookEveryMs)) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > untilMs) throw error;
    }
  }
}
