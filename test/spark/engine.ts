import { execFile } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { neutralEnvironment } from '../../config/index.ts';
import { pythonWith } from '../support/python.ts';

const run = promisify(execFile);
const requirements = join(import.meta.dirname, 'requirements.txt');
const oldestJava = 17;

/** A Python in which `pyspark` can be imported, and the environment to start it with; or why there is none. */
export type SparkEngine =
  | { readonly python: string; readonly env: Readonly<Record<string, string>> }
  | { readonly missing: string };

declare module 'vitest' {
  export interface ProvidedContext {
    spark: SparkEngine;
  }
}

/** What another Spark of this machine, or of a shell, would change. */
const foreign =
  /^(SPARK_|PYSPARK_|PYTHONPATH$|PYTHONHOME$|HADOOP_|JAVA_TOOL_OPTIONS$|_JAVA_OPTIONS$)/;

function environment(): Record<string, string> {
  const all = Object.entries(neutralEnvironment());
  return Object.fromEntries(all.filter(([name]) => !foreign.test(name)));
}

/** The major version that `java -version` tells: 17 of `17.0.15`, 8 of `1.8.0_412`. */
export function javaMajor(told: string): number {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(told) ?? [];
  return Number(first === '1' ? second : (first ?? 0));
}

/** `JAVA_HOME` first, as Spark has it, then PATH; null when none is new enough. */
async function javaEnvironment(): Promise<Record<string, string> | null> {
  const env = environment();
  const home = env['JAVA_HOME'] ?? '';
  const rest = Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'JAVA_HOME'));
  const ways = [
    ...(home === '' ? [] : [{ java: join(home, 'bin', 'java'), env }]),
    { java: 'java', env: rest },
  ];
  for (const way of ways) {
    const told = await run(way.java, ['-version'], { timeout: 20_000 }).catch(() => null);
    if (told !== null && javaMajor(told.stderr + told.stdout) >= oldestJava) return way.env;
  }
  return null;
}

async function findEngine(): Promise<SparkEngine> {
  const env = await javaEnvironment();
  if (env === null)
    return { missing: `no Java of version ${oldestJava} or newer (JAVA_HOME, PATH)` };
  const found = await pythonWith({ name: 'spark', size: '450 MB', requirements });
  if ('missing' in found) return found;
  const { python } = found;
  // The JVM must find no other program of that name first.
  const path = [dirname(python), env['PATH'] ?? ''].join(delimiter);
  return { python, env: { ...env, PATH: path } };
}

/** Finds or fetches Apache Spark once for the whole run; says aloud when there is no Java for it. */
export async function setup(project: TestProject): Promise<void> {
  const engine = await findEngine();
  if ('missing' in engine)
    process.stderr.write(
      `\nSKIPPED: certified SQL did not run on Apache Spark: ${engine.missing}\n`,
    );
  project.provide('spark', engine);
}
