import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { neutralEnvironment } from '../../config/index.ts';
import { tookTooLong } from './judged.ts';
import { givenEngines } from '../support/engines.ts';
import type { Engines } from '../support/engines.ts';

/** What test files say: all is well, or which of their tests is not. */
export type Said = { readonly failed: string | null };

/** Of the report that Vitest writes. */
type Report = {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
};

/** Longer than any row's files take on a busy machine: who runs so long hangs; milliseconds. */
const longestMs = 300_000;

const withEngines = /^(?:activities|adapters\/(?:postgres|tavily)|api|workflows)\//;

/** Those of `vitest.config.ts` that have the files. */
const projectsOf = (files: readonly string[]): readonly string[] => [
  ...new Set(files.map((file) => (withEngines.test(file) ? 'engine' : 'unit'))),
];

/**
 * Runs test files in a copy of the tree, until one of their tests fails twice: on a busy machine, once is no proof.
 *
 * Effect: starts a process, which makes its template of databases from the copy's migrations.
 *
 * @param files Paths from `test/`.
 * @throws When no test ran, as where a migration cannot be applied: then nothing is known.
 */
export async function askTests(
  root: string,
  engines: Engines,
  files: readonly string[],
  withinMs = longestMs,
): Promise<Said> {
  const report = join(root, '.mutant-report.json');
  rmSync(report, { force: true });
  const args = [
    'run',
    '--bail=1',
    '--retry=1',
    '--maxWorkers=1',
    '--reporter=json',
    `--outputFile=${report}`,
    ...projectsOf(files).map((project) => `--project=${project}`),
    ...files.map((file) => `test/${file}`),
  ];
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd: root,
    env: {
      ...neutralEnvironment(),
      COMPILED_CODE: join(root, '.compiled'),
      [givenEngines]: JSON.stringify(engines),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const timer = setTimeout(() => child.kill('SIGTERM'), withinMs);
  const [problems] = await Promise.all([text(child.stderr), once(child, 'close')]);
  clearTimeout(timer);
  process.off('exit', kill);
  if (child.signalCode !== null) return { failed: tookTooLong };
  const failed = failedIn(report);
  if (child.exitCode === 0 && failed === null) return { failed };
  if (failed === null) throw new Error(`No test ran:\n${problems.slice(-2_000)}`);
  return { failed };
}

/** The first test that failed, or the file that could not be loaded; null for none. */
function failedIn(report: string): string | null {
  const { testResults, numPassedTests } = readReport(report);
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const test = tests.find(({ status }) => status === 'failed');
  const file = testResults.find(({ status }) => status === 'failed');
  if (test === undefined && file === undefined && numPassedTests === 0)
    throw new Error('No test ran.');
  return test?.fullName ?? file?.name.replace(/^.*\/test\//, '') ?? null;
}

function readReport(report: string): Report {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as Report;
  } catch {
    return { numPassedTests: 0, testResults: [] };
  }
}
