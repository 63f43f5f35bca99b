import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../adapters/postgres/migrate.ts';
import { forgetProductVariables, loadConfig, neutralEnvironment } from '../../config/index.ts';
import { freePorts } from '../../local/ports.ts';
import { postgresChild, postgresUrl, preparePostgres } from '../../local/postgres.ts';
import { endLeftovers } from '../../local/preflight.ts';
import { markOf, type ProcessMark } from '../../local/processes.ts';
import { deleteState, statePaths, writePrivate } from '../../local/state.ts';
import { supervise, type ChildEvents } from '../../local/supervise.ts';
import { resolveTemporal } from '../../local/temporal-binary.ts';
import { temporalChild } from '../../local/temporal.ts';
import { templateName } from './database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the server's own database; suites make theirs with `createDatabase`. */
    databaseUrl: string;
    /** `host:port` of a Temporal development server with namespace `default`. */
    temporalAddress: string;
    /** The suite that broken agents are made from. */
    evaluationSuite: string;
    /** File that gets the histories of the scenarios; empty for none. */
    historiesFile: string;
  }
}

const parent = join(tmpdir(), 'health-monitor-tests');

/** Servers that run. */
export type Engines = { readonly databaseUrl: string; readonly temporalAddress: string };

/** Names servers that many runs use one after the other, as JSON; each makes its own template there. */
export const givenEngines = 'TEST_ENGINES';

/**
 * Provides one real PostgreSQL and one real Temporal server for the whole run.
 *
 * Effect: starts them, unless they are given.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  forgetProductVariables();
  const given = neutralEnvironment()[givenEngines];
  const { stop, ...engines } = given
    ? { ...(JSON.parse(given) as Engines), stop: async () => {} }
    : await startOwnEngines();
  await makeTemplate(engines.databaseUrl).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  project.provide('databaseUrl', engines.databaseUrl);
  project.provide('temporalAddress', engines.temporalAddress);
  return stop;
}

/**
 * Starts both servers in a folder that goes with them.
 *
 * Effect: processes, until they are stopped or this process ends.
 */
export async function startOwnEngines(): Promise<Engines & { readonly stop: () => Promise<void> }> {
  await removeLeftovers();
  const dir = mkdtempSync(join(parent, 'run-'));
  // The user that PostgreSQL runs as must be able to enter.
  chmodSync(dir, 0o755);
  const marks = new Map<string, ProcessMark>();
  const supervisor = markOf(process.pid);
  const note = () => {
    const children = Object.fromEntries(marks);
    writePrivate(statePaths(dir).processes, { supervisor, children });
  };
  note();
  const events: ChildEvents = {
    onStarted: (child, mark) => {
      marks.set(child.name, mark);
      note();
    },
    onGaveUp: () => undefined,
  };
  const engines = await startEngines(dir, events);
  // An interrupted run does not come to its end below; without state to keep, the hard way will do.
  const killAll = () => {
    for (const { pid } of marks.values()) process.kill(pid, 'SIGKILL');
  };
  process.once('exit', killAll);
  return {
    ...engines,
    stop: async () => {
      process.off('exit', killAll);
      await engines.stop();
      deleteState(dir);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function startEngines(dir: string, events: ChildEvents) {
  const password = randomBytes(12).toString('hex');
  const ports = await freePorts(['postgres', 'temporal', 'temporalUi']);
  const [prepared, program] = await Promise.all([
    preparePostgres(dir, password),
    // The one line that may be said is a download, which takes a while.
    resolveTemporal(loadConfig({}).local.cacheDir, (line) => process.stderr.write(`${line}\n`)),
  ]);
  const postgres = supervise(
    // Nothing of a test run has to survive the machine.
    postgresChild(prepared, ports.postgres, join(dir, 'postgres.log'), [
      'fsync=off',
      'synchronous_commit=off',
      'full_page_writes=off',
    ]),
    events,
  );
  const temporal = supervise(
    temporalChild({
      program,
      port: ports.temporal,
      uiPort: ports.temporalUi,
      dbFile: join(dir, 'temporal.db'),
      logFile: join(dir, 'temporal.log'),
      env: neutralEnvironment(),
    }),
    events,
  );
  const stop = async () => {
    await Promise.all([temporal.stop(), postgres.stop()]);
  };
  try {
    const databaseUrl = postgresUrl(ports.postgres, password, 'postgres');
    await Promise.all([postgres.ready, temporal.ready]);
    return { databaseUrl, temporalAddress: `127.0.0.1:${ports.temporal}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A database with the newest schema, which every suite's own one is copied from. */
async function makeTemplate(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`drop database if exists ${templateName} with (force)`);
    await client.query(`create database ${templateName}`);
  } finally {
    await client.end();
  }
  const template = new URL(databaseUrl);
  template.pathname = templateName;
  await migrate(template.href);
}

/** Ends and removes what runs left that were killed; those that still run are left alone. */
async function removeLeftovers(): Promise<void> {
  mkdirSync(parent, { recursive: true });
  chmodSync(parent, 0o755);
  for (const name of readdirSync(parent)) {
    const dir = join(parent, name);
    const left = await endLeftovers(dir, () => undefined).then(
      () => true,
      () => false,
    );
    if (left) {
      deleteState(dir);
      rmSync(dir, { recursive: true, force: true });
    }
  }
}
