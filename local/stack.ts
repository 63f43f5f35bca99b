import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment, loadConfig, type Config, type Environment } from '../config/index.ts';
import { engineSpecs, layOut, type Layout } from './layout.ts';
import { StackError } from './stack-error.ts';
import { markOf, type ProcessMark } from './processes.ts';
import { createProgressReport } from './progress.ts';
import {
  answers,
  apiChild,
  migrate,
  sqlArguments,
  workerChild,
  workspaceChild,
} from './product.ts';
import { operatorKey, twinEnv, twins } from './production.ts';
import { nginxPath, proxyChild } from './proxy.ts';
import { statePaths, writePrivate, type StackFile } from './state.ts';
import { supervise, type Child, type ChildSpec } from './supervise.ts';

export type StackOptions = {
  /** Environment of the processes, with the settings; that of this process if absent. */
  readonly env?: Environment;
  /** Deletes the state of the last run first. */
  readonly fresh?: boolean;
  /** Two APIs behind a proxy and two workers, instead of one of each. */
  readonly production?: boolean;
  /** Called with a line for each step. */
  readonly say?: (line: string) => void;
  /** Aborted to interrupt a start. */
  readonly signal?: AbortSignal;
};

export type Stack = {
  /** What runs now, as `stack.json` has it. */
  readonly file: () => StackFile;
  /** Resolves with the reason when a process cannot be kept running; never otherwise. */
  readonly broken: Promise<Error>;
  /** Stops all processes within 10 s, API first and PostgreSQL last; a second call waits too. */
  readonly stop: () => Promise<void>;
};

/** How often a start says how far it is, milliseconds. */
const sayEveryMs = 2_000;

/** The order of stopping: clients before the servers that they use. */
const endOrder: readonly (readonly string[])[] = [
  ['proxy'],
  twins.apis,
  twins.workers,
  ['workspace'],
  ['temporal'],
  ['postgres'],
];

/**
 * Starts the whole service on this machine: Temporal, PostgreSQL, the local workspace, worker and
 * API, each a separate process that is restarted when it dies. A service that a setting replaces is not
 * started.
 *
 * Effect: starts processes, writes under `LOCAL_DIR` and `CACHE_DIR`.
 *
 * @returns When the API answers and the worker polls.
 * @throws {ConfigError} When a setting cannot be used.
 * @throws {StackError} With a message of one line when it cannot start; nothing is left running.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const env = childEnvironment({}, options.env);
  const config = loadConfig(env);
  const say = options.say ?? (() => undefined);
  const { fresh = false, production = false } = options;
  const layout = await layOut(config, env, say, { fresh, production });
  const stack = keepProcesses(layout);
  const stopped = new Promise<never>((_, reject) => {
    const giveUp = () => reject(new StackError('The start was interrupted.'));
    if (options.signal?.aborted === true) giveUp();
    options.signal?.addEventListener('abort', giveUp, { once: true });
    void stack.broken.then(reject);
  });
  const progress = setInterval(createProgressReport(stack.starting, say), sayEveryMs);
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
  /** Tells of the key of the operator. */
  readonly hasKey: (key: string | null) => void;
  /** Processes that are not ready for the first time yet. */
  readonly starting: () => readonly ChildSpec[];
};

/**
 * Starts each process as soon as what it cannot start without is there. The worker needs the longest
 * to load its code, so it starts at once and waits by itself for the database and for Temporal.
 */
async function bringUp(
  stack: Keeper,
  config: Config,
  layout: Layout,
  say: (line: string) => void,
): Promise<void> {
  const { env, ports, address } = layout;
  const common = (name: string) => ({ env, logFile: logOf(config, name) });
  const start = async (spec: ChildSpec | null): Promise<void> => {
    if (spec !== null) await stack.start(spec);
  };
  const engines = engineSpecs(config, layout, say);
  let isTemporalReady = false;
  const temporalSpec = engines.temporal();
  const temporal = temporalSpec.then(start).then(() => {
    isTemporalReady = true;
  });
  const hasTables = config.databricks.host === null && config.memory.store === 'databricks';
  const workspace = workspaceChild(
    config.local,
    ports.workspace,
    layout.token,
    common('workspace'),
    hasTables ? sqlArguments(config.local.dir, ports.sql) : [],
  );
  const ownWorkspace = start(config.databricks.host === null ? workspace : null);
  const database = engines
    .postgres()
    .then(start)
    // Tables on its warehouse are made too, and its authority is read.
    .then(() => (hasTables ? ownWorkspace : undefined))
    .then(() => migrate(env));
  await Promise.all([
    temporal,
    database,
    ownWorkspace,
    // A first start may download Temporal for minutes; the worker does not wait that long.
    Promise.all([temporalSpec, hasTables ? ownWorkspace : undefined]).then(() =>
      Promise.all(
        (layout.production === null ? ['worker'] : twins.workers).map((name, n) => {
          const own = n === 0 ? common(name) : { ...common(name), env: twinEnv(env) };
          return start(workerChild(name, address.temporal, own, () => isTemporalReady));
        }),
      ),
    ),
    database.then(() => startApis(stack, config, layout)),
  ]);
}

/** One API at the address of clients; in the shape of production two, and a proxy before them. */
async function startApis(stack: Keeper, config: Config, layout: Layout): Promise<void> {
  const { env, production, address } = layout;
  const start = (name: string, url: string, n: number): Promise<void> => {
    const own = {
      ...(n === 0 ? env : twinEnv(env)),
      HOST: new URL(url).hostname,
      PORT: new URL(url).port,
    };
    return stack.start(apiChild(name, url, { env: own, logFile: logOf(config, name) }));
  };
  if (production === null) {
    const common = { env, logFile: logOf(config, 'api') };
    return stack.start(apiChild('api', address.api, common));
  }
  const key = operatorKey(env);
  await Promise.all(twins.apis.map((name, n) => start(name, production.apis[n] ?? '', n)));
  stack.hasKey(await key);
  if (!production.hasProxy) return;
  const proxy = proxyChild({
    program: nginxPath ?? '',
    host: config.api.host,
    port: layout.ports.api,
    upstreams: production.apis.map((url) => new URL(url).host),
    dir: statePaths(layout.localDir).proxy,
    logFile: logOf(config, 'proxy'),
    env: {},
  });
  await stack.start({ ...proxy, isReady: () => answers(`${address.api}/healthz`) });
}

const logOf = (config: Config, name: string): string =>
  join(statePaths(config.local.dir).logs, `${name}.log`);

function keepProcesses(layout: Layout): Keeper {
  const paths = statePaths(layout.localDir);
  const children = new Map<string, Child>();
  const marks = new Map<string, ProcessMark>();
  const starting = new Set<ChildSpec>();
  const broken = Promise.withResolvers<Error>();
  const supervisor = markOf(process.pid);
  let stopping: Promise<void> | null = null;
  let key: string | null = null;

  const file = (): StackFile =>
    layout.describe((name) => children.get(name)?.current()?.pid ?? null, key);
  const write = () => {
    writePrivate(paths.processes, { supervisor, children: Object.fromEntries(marks) });
    writePrivate(paths.stack, file());
  };
  const stopAll = async () => {
    for (const names of endOrder)
      await Promise.all(names.flatMap((name) => children.get(name)?.stop() ?? []));
    for (const path of [paths.stack, paths.processes]) rmSync(path, { force: true });
  };
  write();
  return {
    file,
    broken: broken.promise,
    hasKey: (made) => {
      key = made;
      write();
    },
    starting: () => [...starting],
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
      starting.add(spec);
      await child.ready;
      starting.delete(spec);
    },
  };
}
