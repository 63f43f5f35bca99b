import { statfsSync } from 'node:fs';
import type { Config } from '../config/index.ts';
import { isFree } from './ports.ts';
import { endProcess, isRunning } from './processes.ts';
import { readProcesses } from './state.ts';

/** The stack cannot start or go on; the message is one line for the user. */
export class StackError extends Error {
  override readonly name = 'StackError';
}

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
 * Refuses a port that another program uses, before any process starts.
 *
 * @throws {StackError} Naming the port and the variable.
 */
export async function checkPort(host: string, port: number): Promise<void> {
  if (await isFree(port, host)) return;
  throw new StackError(
    `Port ${port} of ${host} is in use. Set PORT to another one, such as PORT=${port + 1}.`,
  );
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
