import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { neutralEnvironment } from '../config/index.ts';
import { compiledCode, teardown } from './support/compiled-code.ts';
import { alone, together, type Lane } from './support/lanes.ts';
import { root } from './support/sources.ts';

const running = new Set<ReturnType<typeof spawn>>();

/**
 * Runs a lane and says what it says, at once or when it ends.
 *
 * Effect: starts a process.
 *
 * @returns Its exit code.
 */
async function run({ name, projects, workers }: Lane, isHeld: boolean): Promise<number> {
  const args = [
    'run',
    `--maxWorkers=${workers}`,
    ...projects.flatMap((project) => ['--project', project]),
    ...process.argv.slice(2),
  ];
  const given = neutralEnvironment();
  const report = given['VITEST_REPORT'];
  const env = {
    ...given,
    COMPILED_CODE: compiledCode,
    ...(report ? { VITEST_REPORT: report.replace(/(\.json)?$/, `-${name}.json`) } : {}),
  };
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', isHeld ? 'pipe' : 'inherit', isHeld ? 'pipe' : 'inherit'],
  });
  running.add(child);
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => said.push(chunk));
  await once(child, 'close');
  running.delete(child);
  for (const chunk of said) process.stdout.write(chunk);
  return child.exitCode ?? 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    process.exitCode = 1;
    for (const child of running) child.kill(signal);
  });

const codes = await Promise.all(together.map((lane, at) => run(lane, at > 0)));
if (process.exitCode === undefined) codes.push(await run(alone, false));
await teardown();
process.exitCode ??= Math.max(...codes);
