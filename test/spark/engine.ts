import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { loadConfig, neutralEnvironment } from '../../config/index.ts';

const run = promisify(execFile);
const requirements = join(import.meta.dirname, 'requirements.txt');
const oldestJava = 17;
const oldestPython = [3, 11] as const;

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

async function pythonVersion(): Promise<readonly [number, number] | null> {
  const told = await run('python3', ['--version'], { timeout: 20_000 }).catch(() => null);
  const [, major, minor] = /Python (\d+)\.(\d+)/.exec(told?.stdout ?? '') ?? [];
  return major === undefined ? null : [Number(major), Number(minor)];
}

/**
 * The pinned `pyspark` in a virtual environment of the cache; made there once, whole or not at all.
 *
 * Effect: may fetch 450 MB from the package index that `pip` is set up for.
 *
 * @throws {Error} When `pip` cannot bring it.
 */
async function pythonWithSpark(cacheDir: string, minor: string): Promise<string> {
  const pins = readFileSync(requirements);
  const hash = createHash('sha256').update(pins).digest('hex').slice(0, 12);
  const home = join(cacheDir, 'spark', `python${minor}-${hash}`);
  const python = join(home, 'bin', 'python');
  if (existsSync(python)) return python;
  mkdirSync(dirname(home), { recursive: true });
  const draft = mkdtempSync(join(dirname(home), 'fetch-'));
  process.stderr.write('Apache Spark: fetching it once (450 MB) …\n');
  try {
    await run('python3', ['-m', 'venv', draft], { timeout: 120_000 });
    const pip = ['-m', 'pip', 'install', '--no-input', '--quiet', '--requirement', requirements];
    await run(join(draft, 'bin', 'python'), pip, { timeout: 900_000 });
    // Another run may have put the same there meanwhile.
    await rename(draft, home).catch((error: unknown) => {
      if (!existsSync(python)) throw error;
    });
    return python;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function findEngine(): Promise<SparkEngine> {
  const env = await javaEnvironment();
  if (env === null)
    return { missing: `no Java of version ${oldestJava} or newer (JAVA_HOME, PATH)` };
  const version = await pythonVersion();
  const [major, minor] = oldestPython;
  if (version === null || version[0] !== major || version[1] < minor)
    return { missing: `no python3 of version ${oldestPython.join('.')} or newer on PATH` };
  const python = await pythonWithSpark(loadConfig().local.cacheDir, version.join('.'));
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
