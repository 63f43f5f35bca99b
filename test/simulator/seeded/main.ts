import { parseArgs } from 'node:util';
import { bugs } from './bugs.ts';
import type { Bug } from './bugs.ts';
import { runSeed } from './run-seed.ts';
import { searchSeeds } from './search-seeds.ts';

const usage = `usage: npm run simulate -- [--seed N] [--seeds COUNT [--from N]] [--bug ${Object.keys(bugs).join('|')}]`;

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new Error(usage);
  return number;
}

function bugOf(name: string | undefined): Bug | null {
  if (name === undefined) return null;
  if (!Object.hasOwn(bugs, name)) throw new Error(usage);
  return name as Bug;
}

/** Shows all that happens in one run. */
async function show(seed: number, bug: Bug | null): Promise<boolean> {
  const { trace, violations, statuses } = await runSeed(seed, { bug, isTraced: true });
  for (const line of trace) console.log(line);
  for (const violation of violations) console.log(`BROKEN ${violation}`);
  console.log(`seed ${seed}: ${violations.length === 0 ? 'ok' : 'broken'}, ${statuses.join(', ')}`);
  return violations.length === 0;
}

async function search(from: number, count: number, bug: Bug | null): Promise<boolean> {
  const startedMs = performance.now();
  const every = Math.ceil(count / 10);
  const { steps, investigations, broken } = await searchSeeds({
    from,
    count,
    bug,
    onSeed: (done) => {
      if (done % every === 0) console.log(`${done} seeds`);
    },
  });
  for (const { seed, violations } of broken)
    console.log(`seed ${seed}: ${violations[0]} (npm run simulate -- --seed ${seed})`);
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  console.log(
    `${count} seeds, ${investigations} investigations, ${steps} steps in ${seconds} s: ${broken.length} broken`,
  );
  return broken.length === 0;
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      seeds: { type: 'string', default: '1000' },
      from: { type: 'string', default: '1' },
      bug: { type: 'string' },
    },
  });
  const bug = bugOf(values.bug);
  if (values.seed !== undefined) return show(wholeNumber(values.seed), bug);
  return search(wholeNumber(values.from), wholeNumber(values.seeds), bug);
}

try {
  if (!(await main())) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
