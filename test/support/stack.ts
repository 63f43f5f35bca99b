import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { neutralEnvironment } from '../../config/index.ts';
import { freePorts } from '../../local/ports.ts';
import { isRunning, type ProcessMark } from '../../local/processes.ts';
import { deleteState, readProcesses, type StackFile } from '../../local/state.ts';
import { root } from './sources.ts';

export type StackRun = {
  readonly supervisor: ChildProcess;
  /** Everything it printed so far. */
  readonly output: () => string;
  /** Resolves when it has printed that it is ready; rejects with its output when it ends before. */
  readonly ready: Promise<void>;
  /** Resolves with its exit code. */
  readonly exited: Promise<number | null>;
};

/** Folder and port of a stack under test, and ways to start it and to look at it. */
export type StackBench = AsyncDisposable & {
  readonly localDir: string;
  readonly port: number;
  readonly start: (args?: readonly string[], env?: Readonly<Record<string, string>>) => StackRun;
  /** What runs now, from `stack.json`. */
  readonly file: () => StackFile;
  /** Processes of the stack, supervisor first. */
  readonly processes: () => readonly ProcessMark[];
};

/**
 * Lays a place for a whole stack of its own: `await using bench = await createStackBench()`, then
 * `const run = bench.start(); await run.ready`.
 *
 * Effect: makes a folder; the disposal ends what was started there and removes it.
 */
export async function createStackBench(): Promise<StackBench> {
  const localDir = mkdtempSync(join(tmpdir(), 'health-monitor-stack-'));
  const { api: port } = await freePorts(['api']);
  const runs: StackRun[] = [];
  return {
    localDir,
    port,
    start: (args = [], env = {}) => {
      const run = startRun(args, { LOCAL_DIR: localDir, PORT: String(port), ...env });
      runs.push(run);
      return run;
    },
    file: () => JSON.parse(readFileSync(join(localDir, 'stack.json'), 'utf8')) as StackFile,
    processes: () => {
      const known = readProcesses(localDir);
      return known === null ? [] : [known.supervisor, ...Object.values(known.children)];
    },
    [Symbol.asyncDispose]: async () => {
      for (const run of runs) run.supervisor.kill('SIGTERM');
      await Promise.all(runs.map((run) => run.exited));
      deleteState(localDir);
      rmSync(localDir, { recursive: true, force: true });
    },
  };
}

function startRun(args: readonly string[], env: Readonly<Record<string, string>>): StackRun {
  const supervisor = spawn(process.execPath, [join(root, 'local/main.ts'), ...args], {
    cwd: root,
    // No evaluation begins in the middle of a test that happens to run at night.
    env: { ...neutralEnvironment(), EVALUATION_CRON: 'off', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const told = Promise.withResolvers<void>();
  told.promise.catch(() => undefined);
  for (const stream of [supervisor.stdout, supervisor.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (/^Ready in /m.test(printed)) told.resolve();
    });
  }
  const exited = once(supervisor, 'close').then(() => {
    told.reject(new Error(`The stack ended before it was ready:\n${printed}`));
    return supervisor.exitCode;
  });
  return { supervisor, output: () => printed, ready: told.promise, exited };
}

/**
 * Waits until all of these processes are gone.
 *
 * @throws {Error} Naming those that still run after `withinMs`.
 */
export async function allGone(marks: readonly ProcessMark[], withinMs: number): Promise<void> {
  const until = Date.now() + withinMs;
  while (marks.some(isRunning)) {
    if (Date.now() > until) {
      const left = marks.filter(isRunning).map(({ pid }) => pid);
      throw new Error(`still running after ${withinMs} ms: ${left.join(', ')}`);
    }
    await pause(20);
  }
}
