import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs';
import { sep } from 'node:path';
import type { Config } from '../config/index.ts';
import { portProblem } from './ports.ts';
import { endProcess, isRunning } from './processes.ts';
import { StackError } from './stack-error.ts';
import { readProcesses } from './state.ts';

const neededBytes = 300 * 1024 * 1024;

/**
 * Refuses to delete anything while a setting replaces a local service: the user may mean the state of
 * that service, but only local state would be deleted.
 *
 * @throws {StackError} Naming the settings.
 */
export function checkFresh(config: Config): void {
  const set = [
    config.databricks.host === null ? [] : ['DATABRICKS_HOST'],
    config.database.url === null ? [] : ['DATABASE_URL'],
    config.temporal.address === null ? [] : ['TEMPORAL_ADDRESS'],
  ].flat();
  if (set.length === 0) return;
  const verb = set.length === 1 ? 'is' : 'are';
  throw new StackError(
    `--fresh deletes local state only, but ${set.join(', ')} ${verb} set. Unset ${set.length === 1 ? 'it' : 'them'} first.`,
  );
}

/**
 * Refuses a second stack in one folder, and ends processes that a killed one left there.
 *
 * Effect: ends processes, each only when it is the recorded one.
 *
 * @throws {StackError} When a stack runs in this folder.
 */
export async function endLeftovers(localDir: string, say: (line: string) => void): Promise<void> {
  const known = readProcesses(localDir);
  if (known === null) return;
  if (isRunning(known.supervisor)) {
    throw new StackError(
      `A stack runs in ${localDir} already (pid ${known.supervisor.pid}). Stop it, or set another LOCAL_DIR.`,
    );
  }
  const left = Object.entries(known.children).filter(([, mark]) => isRunning(mark));
  if (left.length > 0)
    say(`Ending processes of the last run: ${left.map(([name]) => name).join(', ')}.`);
  await Promise.all(
    left.map(([name, mark]) => endProcess(mark, name === 'postgres' ? 'SIGINT' : 'SIGTERM', 4_000)),
  );
}

/**
 * Refuses a port that cannot be listened at, before any process starts.
 *
 * @throws {StackError} Naming the port and the variable.
 */
export async function checkPort(host: string, port: number): Promise<void> {
  const problem = await portProblem(port, host);
  if (problem === null) return;
  if (problem === 'EADDRINUSE') {
    throw new StackError(
      `Port ${port} of ${host} is in use. Set PORT to another one, such as PORT=${port + 1}.`,
    );
  }
  const what =
    problem === 'EACCES' ? 'PORT to one above 1023' : 'HOST to an address of this machine';
  throw new StackError(`Port ${port} of ${host} cannot be listened at (${problem}). Set ${what}.`);
}

/** A character with which a program of the stack cannot use a path; null when there is none. */
const refusedIn = (path: string): string | null =>
  // DuckDB takes `?` for the start of parameters; initdb passes paths to a shell, a line each.
  path.includes('?') ? '"?"' : /[\r\n]/.test(path) ? 'a line break' : tilde(path);

/** Only a shell takes it for the home folder; in a settings file it stays. */
const tilde = (path: string): string | null => (path.split(sep).includes('~') ? '"~"' : null);

/**
 * Creates the folders that the stack writes to.
 *
 * Effect: creates folders.
 *
 * @param folders Path by variable.
 * @throws {StackError} With a line for each that cannot be used.
 */
export function openFolders(folders: Readonly<Record<string, string>>): void {
  const problems = Object.entries(folders).flatMap(([variable, path]) => {
    const refused = refusedIn(path);
    if (refused !== null) return `${variable} has ${refused} in its path ${JSON.stringify(path)}`;
    try {
      mkdirSync(path, { recursive: true });
      accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
      return [];
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : error;
      return `${variable} cannot be written: ${path} (${String(code)})`;
    }
  });
  if (problems.length === 0) return;
  const lines = problems.map((problem) => `${problem}. Set it to a folder that you can write to.`);
  throw new StackError(lines.join('\n'));
}

/**
 * Refuses a disk that is nearly full.
 *
 * @param dir Exists.
 * @throws {StackError} Naming the folder and the free space.
 */
export function checkDisk(dir: string): void {
  const { bavail, bsize } = statfsSync(dir);
  const free = bavail * bsize;
  if (free >= neededBytes) return;
  const [left, needed] = [free, neededBytes].map((bytes) => Math.floor(bytes / 1024 / 1024));
  throw new StackError(`The disk of ${dir} is full: ${left} MB left, ${needed} MB needed.`);
}
