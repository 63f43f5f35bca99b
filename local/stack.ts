import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment, loadConfig, type Config, type Environment } from '../config/index.ts';
import { engineSpecs, layOut, type Layout } from './layout.ts';
import { StackError } from './preflight.ts';
import { markOf, type ProcessMark } from './processes.ts';
import { apiChild, migrate, workerChild, workspaceChild } from './product.ts';
import { statePaths, writePrivate, type StackFile } from './state.ts';
import { supervise, type Child, type ChildSpec } from './supervise.ts';

export type StackOptions = {
  /** Settings and everything else that the processes inherit; the environment of this one if absent. */
  readonly env?: Environment;
  /** Deletes the state of the last run first. */
  readonly fresh?: boolean;
  /** Told what is going on, a line at a time. */
  readonly say?: (line: string) => void;
  /** Aborted to give up a start that is under way. */
  readonly signal?: AbortSignal;
};

export type Stack = {
  /** What runs now, as `stack.json` has it. */
  readonly file: () => StackFile;
  /** Resolves when a process could not be kept alive, with the reason; never otherwise. */
  readonly broken: Promise<Error>;
  /** Ends all, API first and PostgreSQL last, within 10 s; called again it waits for the same end. */
  readonly stop: () => Promise<void>;
};

/** The first start builds the workspace's data, which takes a while. */
const sayEveryMs = 2_000;

/** In this order they end: whoever asks before whoever is asked. */
const endOrder = ['api', 'worker', 'workspace', 'temporal', 'postgres'];

/**
 * Starts the whole service on this machine: Temporal, PostgreSQL, the local workspace, worker and
 * API, each a process of its own that is started again when it dies. What a setting points
 * elsewhere is not started.
 *
 * Effect: starts processes, writes under `LOCAL_DIR` and `CACHE_DIR`.
 *
 * @returns When the API answers and the worker polls.
 * @throws {ConfigError} When a setting cannot be used.
 * @throws {StackError} In one line, when it cannot start; nothing is left running.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const env = childEnvironment({}, options.env);
  const config = loadConfig(env);
  const say = options.say ?? (() => undefined);
  const layout = await layOut(config, env, say, options.fresh ?? false);
  const stack = keepProcesses(layout);
  const stopped = new Promise<never>((_, reject) => {
    const giveUp = () => reject(new StackError('The start was interrupted.'));
    if (options.signal?.aborted === true) giveUp();
    options.signal?.addEventListener('abort', giveUp, { once: true });
    void stack.broken.then(reject);
  });
  const progress = setInterval(() => {
    const waiting = stack.waitingFor();
    if (waiting.length > 0) say(`  … waiting for ${waiting.join(', ')}`);
  }, sayEveryMs);
  try {
    await Promise.race([bringUp(stack, config, layout, say), stopped]);
    return stack;
  } catch (error) {
    await stack.stop();
    throw error;
  } finally {
    clearInterval(progress);
  }
}

type Keeper = Stack & {
  readonly start: (spec: ChildSpec) => Promise<void>;
  readonly waitingFor: () => readonly string[];
};

async function bringUp(
  stack: Keeper,
  config: Config,
  layout: Layout,
  say: (line: string) => void,
): Promise<void> {
  const { env, ports, address } = layout;
  const common = (name: string) => ({ env, logFile: logOf(config, name) });
  const { postgres, temporal } = await engineSpecs(config, layout, say);
  const database = (postgres === null ? Promise.resolve() : stack.start(postgres)).then(() =>
    migrate(env),
  );
  const engine = temporal === null ? Promise.resolve() : stack.start(temporal);
  const workspace =
    config.databricks.host === null
      ? stack.start(
          workspaceChild(config.local, ports.workspace, layout.token, common('workspace')),
        )
      : Promise.resolve();
  await Promise.all([database, engine, workspace]);
  await Promise.all([
    stack.start(workerChild(address.temporal, common('worker'))),
    stack.start(apiChild(address.api, common('api'))),
  ]);
}

const logOf = (config: Config, name: string): string =>
  join(statePaths(config.local.dir).logs, `${name}.log`);

function keepProcesses(layout: Layout): Keeper {
  const paths = statePaths(layout.localDir);
  const children = new Map<string, Child>();
  const marks = new Map<string, ProcessMark>();
  const waiting = new Set<string>();
  const broken = Promise.withResolvers<Error>();
  const supervisor = markOf(process.pid);
  let stopping: Promise<void> | null = null;

  const file = (): StackFile =>
    layout.describe((name) => children.get(name)?.current()?.pid ?? null);
  const write = () => {
    writePrivate(paths.processes, { supervisor, children: Object.fromEntries(marks) });
    writePrivate(paths.stack, file());
  };
  const stopAll = async () => {
    for (const name of endOrder) await children.get(name)?.stop();
    for (const path of [paths.stack, paths.processes]) rmSync(path, { force: true });
  };
  write();
  return {
    file,
    broken: broken.promise,
    waitingFor: () => [...waiting],
    stop: () => (stopping ??= stopAll()),
    start: async (spec) => {
      if (stopping !== null) return;
      const child = supervise(spec, {
        onStarted: (started, mark) => {
          children.set(started.name, started);
          marks.set(started.name, mark);
          write();
        },
        onGaveUp: (error) => broken.resolve(error),
      });
      children.set(spec.name, child);
      waiting.add(spec.name);
      await child.ready;
      waiting.delete(spec.name);
    },
  };
}
