import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { neutralEnvironment } from '../../config/index.ts';

const Report = z.object({
  operations: z.object({ selected: z.int(), tested: z.int() }),
  test_cases: z.object({ generated: z.int() }),
  failures: z.array(z.object({ title: z.string(), operations: z.array(z.string()) })),
  errors: z.array(z.unknown()),
});

export type Search = {
  /** A Python that has Schemathesis. */
  readonly python: string;
  /** Address of the service. */
  readonly url: string;
  readonly key: string | null;
  /** Requests by chance of each route, at most. */
  readonly examples: number;
  /** Also every bound of every schema, and routes after each other: some 4,000 requests more. */
  readonly thorough: boolean;
  readonly seed: number;
};

export type Found = {
  readonly requests: number;
  readonly operations: z.infer<typeof Report>['operations'];
  /** One line for each kind of fault and route, and what the tool itself stumbled at. */
  readonly faults: readonly string[];
  /** What it printed, with a command for each fault that repeats it. */
  readonly output: string;
};

function argumentsOf(
  { url, key, examples, thorough, seed }: Search,
  dir: string,
): readonly string[] {
  const settings = join(import.meta.dirname, 'schemathesis.toml');
  return [
    ['-m', 'schemathesis.cli', '--config-file', settings],
    ['run', `${url}/openapi.json`, '--no-color', '--seed', String(seed)],
    ['--phases', thorough ? 'coverage,fuzzing,stateful' : 'fuzzing'],
    ['--max-examples', String(examples)],
    ['--report', 'json', '--report-dir', dir],
    key === null ? [] : ['--header', `Authorization: Bearer ${key}`],
  ].flat();
}

/**
 * Sends requests made from the document of a running service, and holds each reply against it.
 *
 * Effect: asks the service; some requests make investigations, watches and the like.
 */
export async function search(wanted: Search): Promise<Found> {
  const dir = mkdtempSync(join(tmpdir(), 'health-monitor-schema-'));
  try {
    const child = spawn(wanted.python, argumentsOf(wanted, dir), {
      cwd: dir,
      env: { ...neutralEnvironment(), SCHEMATHESIS_HOOKS: join(import.meta.dirname, 'hooks.py') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    await once(child, 'close');
    const [file] = readdirSync(dir).filter((name) => name.endsWith('.json'));
    if (file === undefined) throw new Error(`Schemathesis wrote no report: ${output}`);
    const report = Report.parse(JSON.parse(readFileSync(join(dir, file), 'utf8')));
    const faults = report.failures.map(
      ({ title, operations }) => `${title}: ${operations.join(', ')}`,
    );
    return {
      requests: report.test_cases.generated,
      operations: report.operations,
      faults: [...faults, ...report.errors.map((error) => JSON.stringify(error))],
      output,
    };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
