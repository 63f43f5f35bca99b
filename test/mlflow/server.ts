import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { neutralEnvironment } from '../../config/index.ts';
import { freePorts } from '../../local/ports.ts';
import { pythonWith } from '../support/python.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of an MLflow server; null where there is none. */
    mlflow: string | null;
  }
}

const startWithinMs = 120_000;

async function answers(url: string): Promise<boolean> {
  const reply = await fetch(`${url}/version`, { signal: AbortSignal.timeout(2_000) }).catch(
    () => null,
  );
  await reply?.body?.cancel();
  return reply?.ok === true;
}

/**
 * Starts a real MLflow server for the run, in a folder that goes with it; says aloud when there is no Python.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const requirements = join(import.meta.dirname, 'requirements.txt');
  const found = await pythonWith({ name: 'mlflow', size: '500 MB', requirements });
  if ('missing' in found) {
    process.stderr.write(`\nSKIPPED: nothing was sent to MLflow: ${found.missing}\n`);
    project.provide('mlflow', null);
    return async () => {};
  }
  const dir = mkdtempSync(join(tmpdir(), 'health-monitor-mlflow-'));
  const { mlflow: port } = await freePorts(['mlflow']);
  const log = join(dir, 'server.log');
  const out = openSync(log, 'a');
  // A folder of others must not be taken for a package.
  const args = ['-P', '-m', 'mlflow', 'server', '--host', '127.0.0.1', '--port', String(port)];
  const stores = ['--backend-store-uri', `sqlite:///${dir}/mlflow.db`];
  const files = ['--artifacts-destination', join(dir, 'artifacts'), '--workers', '1'];
  const env = { ...neutralEnvironment(), MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false' };
  // A group of its own: the server has workers, which end with it.
  const child = spawn(found.python, [...args, ...stores, ...files], {
    cwd: dir,
    env,
    stdio: ['ignore', out, out],
    detached: true,
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.pid !== undefined) {
      const ended = once(child, 'exit');
      process.kill(-child.pid, 'SIGTERM');
      await ended;
    }
    await rm(dir, { recursive: true, force: true });
  };
  const untilMs = Date.now() + startWithinMs;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > untilMs) {
      const said = readFileSync(log, 'utf8').slice(-2_000);
      await stop();
      throw new Error(`MLflow did not start: ${said}`);
    }
    await delay(250);
  }
  project.provide('mlflow', url);
  return stop;
}
