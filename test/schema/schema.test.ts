import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { pythonWith } from '../support/python.ts';
import { createStackBench } from '../support/stack.ts';
import { search } from './schemathesis.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** How many requests are made for each route, and whether bounds and sequences are tried too. */
    schemaSearch: { readonly examples: number; readonly thorough: boolean };
  }
}

const requirements = join(import.meta.dirname, 'requirements.txt');
const found = await pythonWith({ name: 'schemathesis', size: '40 MB', requirements });
const python = 'python' in found ? found.python : null;
if ('missing' in found)
  process.stderr.write(`\nSKIPPED: no request was made from the document: ${found.missing}\n`);

const wanted = inject('schemaSearch');
const isLong = wanted.thorough;
/** Nothing is refused because there is too much of it: that is not what is looked at here. */
const settings = { LOCAL_GENIE_QPM: '600', QUESTIONS_PER_MINUTE_PER_USER: '10000' };

const shapes = [
  { shape: 'to its own machine', args: [] },
  { shape: 'with a key, in the shape of production', args: ['--production'] },
] as const;

/** The lines of the APIs' logs with an error: a reply says no more than its request id. */
function errorsOf(localDir: string): readonly string[] {
  const logs = join(localDir, 'logs');
  return readdirSync(logs)
    .filter((name) => name.startsWith('api'))
    .flatMap((name) => readFileSync(join(logs, name), 'utf8').split('\n'))
    .filter((line) => line.includes('"level":50'));
}

describe.skipIf(python === null)('every route replies as the document says', () => {
  it.for(shapes)('$shape', async ({ args }, { annotate }) => {
    await using bench = await createStackBench();
    await bench.start(args, settings).ready;
    const { api, production } = bench.file();
    const url = production?.apis[0]?.url ?? api.url;
    const key = production?.key ?? null;
    const startedMs = performance.now();
    const { requests, operations, faults, output } = await search({
      ...wanted,
      python: python ?? '',
      url,
      key,
      // The long run looks elsewhere each time.
      seed: isLong ? Math.trunc(Math.random() * 1e9) : 1,
    });
    const seconds = Math.round((performance.now() - startedMs) / 1000);
    await annotate(`${requests} requests of ${operations.tested} routes in ${seconds} s`);
    expect(faults, [output, ...errorsOf(bench.localDir)].join('\n')).toEqual([]);
    expect(operations.tested).toBe(operations.selected);
    expect(operations.tested).toBeGreaterThan(90);
    expect(requests).toBeGreaterThan(isLong ? 10_000 : 150);
  });
});
