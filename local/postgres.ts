import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { postgresHome, type PostgresHome } from './postgres-home.ts';
import { StackError } from './stack-error.ts';
import type { ChildSpec } from './supervise.ts';

const run = promisify(execFile);

/** PostgreSQL with its data folder, ready to be started. */
export type Postgres = {
  readonly home: PostgresHome;
  readonly dataDir: string;
  readonly password: string;
};

// C.UTF-8 of the built-in provider sorts the same on every machine, whatever locales it has.
const initFlags = [
  '--username=postgres',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
];

/**
 * Creates PostgreSQL's data folder, once; later calls leave it as it is.
 *
 * Effect: creates folders, runs `initdb` (about 1 s), may add the user `postgres`.
 *
 * @param localDir Absolute, exists.
 * @param password Of the database's only user; must be the same in every call for one folder.
 */
export async function preparePostgres(
  localDir: string,
  password: string,
  say: (line: string) => void = () => undefined,
): Promise<Postgres> {
  const home = postgresHome(localDir);
  const dataDir = join(home.dir, 'data');
  const prepared = { home, dataDir, password };
  // Written last, so that an interrupted first start begins again.
  const done = join(home.dir, 'initialised');
  if (existsSync(done)) return prepared;
  say('PostgreSQL: creating an empty database, once (40 MB, about 1 s)');
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(home.dir, { recursive: true });
  const passwordFile = join(home.dir, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (home.user !== null) {
    for (const path of [home.dir, passwordFile]) chownSync(path, home.user.uid, home.user.gid);
  }
  try {
    const flags = [`--pgdata=${dataDir}`, `--pwfile=${passwordFile}`, ...initFlags];
    await run(join(home.programs, 'initdb'), flags, { ...home.user, cwd: '/', env: postgresEnv });
  } catch (cause) {
    throw new StackError(`PostgreSQL could not create its database: ${saidBy(cause)}`, { cause });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(done, '');
  return prepared;
}

/** What `initdb` said; the users of a container may have no name, which it needs. */
function saidBy(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  const line = said.split('\n').find((one) => one.includes('error:')) ?? String(error);
  return /could not look up effective user ID/.test(line)
    ? `the user ${process.getuid?.()} has no name on this machine. Add it to /etc/passwd, or set DATABASE_URL.`
    : line;
}

// Nothing from the shell: PGDATA, PGOPTIONS or another locale would change what is started.
const postgresEnv = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * How PostgreSQL is run: on loopback TCP only. `settings` are added to the command line.
 */
export function postgresChild(
  { home, dataDir, password }: Postgres,
  port: number,
  logFile: string,
  settings: readonly string[] = [],
): ChildSpec {
  const fixed = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
  ];
  return {
    name: 'postgres',
    command: join(home.programs, 'postgres'),
    args: ['-D', dataDir, ...[...fixed, ...settings].flatMap((setting) => ['-c', setting])],
    env: postgresEnv,
    cwd: '/',
    ...home.user,
    logFile,
    // PostgreSQL's "fast" shutdown: ends the sessions instead of waiting for them.
    stopSignal: 'SIGINT',
    stopWithinMs: 2_000,
    readyWithinMs: 60_000,
    isReady: () => hasDatabase(postgresUrl(port, password, 'postgres')),
    beforeStart: () => dropForeignLock(dataDir),
  };
}

const database = 'health_monitor';

/**
 * Address of a database of the stack. It disables TLS, which this server does not have, so that a
 * PGSSLMODE of the shell has no effect.
 */
export function postgresUrl(port: number, password: string, name = database): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${name}?sslmode=disable`;
}

/** Tells whether the server accepts statements; creates the product's database when it is missing. */
async function hasDatabase(url: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 2_000,
    query_timeout: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${database}`);
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Removes the lock of a killed server when another program has its pid now: PostgreSQL would take that
 * program for a running server and refuse to start.
 */
function dropForeignLock(dataDir: string): void {
  const lock = join(dataDir, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = readFileSync(lock, 'utf8').split('\n')[0] ?? '';
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (!command.includes(dataDir)) rmSync(lock, { force: true });
  } catch {
    // No such process, or no /proc: PostgreSQL decides by itself.
  }
}
