import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, neutralEnvironment } from '../../config/index.ts';
import { markOf, type ProcessMark } from '../../local/processes.ts';
import { deleteState } from '../../local/state.ts';
import { root } from './sources.ts';

/** A copy of this checkout with its packages, state and cache inside it. */
export type Checkout = AsyncDisposable & {
  readonly folder: string;
  readonly localDir: string;
  readonly cacheDir: string;
  /** Starts a script of package.json by npm. */
  readonly npm: (args: readonly string[], how?: How) => NpmRun;
};

export type How = {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly umask?: string;
  readonly user?: { readonly uid: number; readonly gid: number };
};

export type NpmRun = {
  readonly npm: ChildProcess;
  readonly output: () => string;
  /** Resolves when the output matches; rejects with the output when npm ends before. */
  readonly prints: (wanted: RegExp) => Promise<void>;
  readonly exited: Promise<void>;
};

/** Links what is large, and copies when the folders are on different disks. */
function link(from: string, to: string): void {
  if (spawnSync('cp', ['-al', from, to], { stdio: 'ignore' }).status === 0) return;
  rmSync(to, { recursive: true, force: true });
  symlinkSync(from, to);
}

/**
 * Copies this checkout to a folder with the given name. The cache has what costs a download or half a
 * minute, and nothing that depends on the folder.
 */
export function copyCheckout(name: string): Checkout {
  const parent = mkdtempSync(join(tmpdir(), 'health-monitor-checkout-'));
  chmodSync(parent, 0o755);
  const folder = join(parent, name);
  const left = ['node_modules', '.git', '.local', '.vitest', '.env'].map((one) => join(root, one));
  cpSync(root, folder, { recursive: true, filter: (path) => !left.includes(path) });
  link(join(root, 'node_modules'), join(folder, 'node_modules'));
  const cacheDir = join(folder, 'the cache');
  mkdirSync(cacheDir);
  const shared = loadConfig({}).local.cacheDir;
  for (const part of ['temporal', 'data']) {
    if (existsSync(join(shared, part))) link(join(shared, part), join(cacheDir, part));
  }
  const localDir = join(folder, '.local');
  const runs: NpmRun[] = [];
  return {
    folder,
    localDir,
    cacheDir,
    npm: (args, how = {}) => {
      const run = startNpm(folder, args, { ...how, env: { CACHE_DIR: cacheDir, ...how.env } });
      runs.push(run);
      return run;
    },
    [Symbol.asyncDispose]: async () => {
      for (const { npm } of runs) {
        for (const { pid } of npm.pid === undefined ? [] : descendants(npm.pid).toReversed()) {
          try {
            process.kill(pid, 'SIGKILL');
          } catch {
            // It ended since.
          }
        }
      }
      await Promise.all(runs.map((run) => run.exited));
      deleteState(localDir);
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

function startNpm(cwd: string, args: readonly string[], { env, umask, user }: How): NpmRun {
  const own = Object.entries(neutralEnvironment()).filter(([name]) => !/^(npm_|VITEST)/.test(name));
  const npm = spawn('sh', ['-c', `umask ${umask ?? '022'}; exec npm "$@"`, 'sh', ...args], {
    cwd,
    env: { ...Object.fromEntries(own), npm_config_update_notifier: 'false', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  });
  let printed = '';
  const news = new EventTarget();
  for (const stream of [npm.stdout, npm.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      news.dispatchEvent(new Event('more'));
    });
  }
  const exited = once(npm, 'exit').then(() => undefined);
  const prints = async (wanted: RegExp): Promise<void> => {
    const matched = Promise.withResolvers<void>();
    const look = () => wanted.test(printed) && matched.resolve();
    news.addEventListener('more', look);
    look();
    const ended = exited.then(() => {
      throw new Error(`It ended before it printed ${String(wanted)}:\n${printed}`);
    });
    await Promise.race([matched.promise, ended]);
  };
  return { npm, output: () => printed, prints, exited };
}

/**
 * A process and every process that it started, directly or not, as the system lists them now.
 */
export function descendants(pid: number): readonly ProcessMark[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
        return [[Number(name), Number(fields?.[1])] as const];
      } catch {
        return []; // It ended since.
      }
    });
  const found = [pid];
  for (const one of found) {
    found.push(...parents.filter(([, parent]) => parent === one).map(([child]) => child));
  }
  return found.flatMap((one) => markOf(one) ?? []);
}
