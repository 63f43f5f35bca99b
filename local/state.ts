import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemDir } from './postgres-home.ts';
import type { ProcessMark } from './processes.ts';
import { StackError } from './stack-error.ts';

/** What runs and where; `pid` is null for a service that the stack did not start. */
export type StackFile = {
  readonly api: { readonly url: string; readonly pid: number | null };
  readonly worker: { readonly pid: number | null };
  readonly temporal: {
    readonly address: string;
    readonly uiUrl: string | null;
    readonly pid: number | null;
  };
  readonly postgres: { readonly url: string; readonly pid: number | null };
  readonly workspace: {
    readonly url: string;
    readonly pid: number | null;
    /** Personal access token of the local workspace's admin. */
    readonly token: string | null;
  };
  /** In the shape of production only; `api` and `worker` above are the first ones, at the address of clients. */
  readonly production?: {
    /** Key of the operator; null until it is made, and where keys let nobody in. */
    readonly key: string | null;
    readonly proxy: { readonly pid: number | null };
    readonly apis: readonly { readonly url: string; readonly pid: number | null }[];
    readonly workers: readonly { readonly pid: number | null }[];
  };
};

/** Processes of one stack, so that the next start can end those of a killed one. */
export type Processes = {
  readonly supervisor: ProcessMark;
  readonly children: Readonly<Record<string, ProcessMark>>;
};

export type Secrets = { readonly postgresPassword: string; readonly workspaceToken: string };

/**
 * The files of one stack, in its folder.
 */
export function statePaths(localDir: string) {
  return {
    stack: join(localDir, 'stack.json'),
    processes: join(localDir, 'processes.json'),
    secrets: join(localDir, 'secrets.json'),
    logs: join(localDir, 'logs'),
    proxy: join(localDir, 'proxy'),
    temporalDb: join(localDir, 'temporal.db'),
  };
}

/**
 * Deletes the state of a stack, by the names of its files: the folder may contain other things.
 *
 * Effect: deletes files.
 */
export function deleteState(localDir: string): void {
  const paths = statePaths(localDir);
  const temporal = ['', '-wal', '-shm'].map((suffix) => `${paths.temporalDb}${suffix}`);
  const own = [paths.stack, paths.processes, paths.secrets, paths.logs, paths.proxy, ...temporal];
  for (const path of [...own, ...postgresFolders(localDir)]) {
    rmSync(path, { recursive: true, force: true });
  }
}

/**
 * Reads the secrets of a stack, or creates them when there are none.
 *
 * Effect: may write a file that only its owner can read.
 *
 * @throws {StackError} When they are lost, but a database needs them.
 */
export function loadSecrets(localDir: string): Secrets {
  const file = statePaths(localDir).secrets;
  const known = readJson(file);
  if (isSecrets(known)) return known;
  if (postgresFolders(localDir).some((folder) => existsSync(join(folder, 'initialised')))) {
    throw new StackError(
      `${file} is missing, empty or damaged, and has the password of the database beside it. Restore it, or run \`npm start -- --fresh\`, which deletes the state of earlier runs.`,
    );
  }
  const made = {
    postgresPassword: randomBytes(18).toString('hex'),
    workspaceToken: `dapi${randomBytes(16).toString('hex')}`,
  };
  writePrivate(file, made);
  return made;
}

function isSecrets(value: unknown): value is Secrets {
  if (typeof value !== 'object' || value === null) return false;
  return ['postgresPassword', 'workspaceToken'].every((name) => {
    const secret: unknown = Reflect.get(value, name);
    return typeof secret === 'string' && secret !== '';
  });
}

/** Where PostgreSQL's data may be. */
const postgresFolders = (localDir: string): string[] => [
  join(localDir, 'postgres'),
  systemDir(localDir),
];

/**
 * Reads the processes of the last stack in this folder; null when it was stopped properly.
 *
 * Effect: reads a file.
 */
export function readProcesses(localDir: string): Processes | null {
  const value = readJson(statePaths(localDir).processes);
  const known = typeof value === 'object' && value !== null && 'supervisor' in value;
  // Only this module writes it, and never in part.
  return known ? (value as Processes) : null;
}

/**
 * Writes JSON that only its owner can read; a reader sees the complete old file or the complete new one.
 *
 * Effect: replaces a file, mode 0600.
 */
export function writePrivate(file: string, value: unknown): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

/**
 * Creates the folders of a stack and starts new logs; those of the last run are kept as `.log.1`.
 *
 * Effect: creates folders, renames files.
 */
export function openFolder(localDir: string, names: readonly string[]): void {
  const { logs } = statePaths(localDir);
  mkdirSync(logs, { recursive: true });
  for (const name of names) {
    try {
      renameSync(join(logs, `${name}.log`), join(logs, `${name}.log.1`));
    } catch {
      // The first run has none.
    }
  }
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT') return null;
    throw new StackError(
      `${file} cannot be read (${code}). Set LOCAL_DIR to a folder of your own, not ${dirname(file)}.`,
    );
  }
  try {
    // A mark that an editor of Windows puts in front.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}
