import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { SparkEngine } from './engine.ts';
import type { ExportedTables } from './export.ts';

const Answer = z.union([
  z.strictObject({
    columns: z.array(z.string()),
    rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  }),
  z.strictObject({ error: z.string() }),
]);
const Answers = z.record(z.string(), z.array(Answer));

/** Columns as `name TYPE` and cells as text, doubles as numbers; or what Spark said instead. */
export type SparkAnswer = z.infer<typeof Answer>;

export type SparkStatement = {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string>>;
};

/** Statements, and the data set that they are asked of. */
export type SparkSet = {
  readonly tables: ExportedTables;
  readonly statements: readonly SparkStatement[];
};

export type SparkJob = {
  /** Session time zones; each statement runs in each. */
  readonly zones: readonly string[];
  /** One after the other, in one process. */
  readonly sets: readonly SparkSet[];
};

const minuteMs = 60_000;

/**
 * Runs statements on Apache Spark, all zones side by side.
 *
 * Effect: starts a Python and a JVM on this machine that end with the job; writes into `folder`.
 *
 * @param folder A folder of this job only.
 * @returns Zone → answers in order of the statements of all sets.
 * @throws {Error} With what the program said, when it came to no answers.
 */
export async function askSpark(
  engine: Exclude<SparkEngine, { missing: string }>,
  job: SparkJob,
  folder: string,
): Promise<Readonly<Record<string, readonly SparkAnswer[]>>> {
  const [jobFile, answersFile] = [join(folder, 'job.json'), join(folder, 'answers.json')];
  await writeFile(jobFile, JSON.stringify(job));
  // The process' own zone is neither of the sessions': Python reads instants in it.
  const env = { ...engine.env, TZ: 'UTC', TMPDIR: folder, SPARK_LOCAL_IP: '127.0.0.1' };
  await promisify(execFile)(
    engine.python,
    [join(import.meta.dirname, 'spark.py'), jobFile, answersFile],
    { cwd: folder, env, timeout: 15 * minuteMs, maxBuffer: 2 ** 26 },
  );
  return Answers.parse(JSON.parse(await readFile(answersFile, 'utf8')));
}
