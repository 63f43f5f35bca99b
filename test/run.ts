import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { neutralEnvironment } from '../config/index.ts';
import { compiledCode, teardown } from './support/compiled-code.ts';
import { alone, together, type Lane } from './support/lanes.ts';
import { laneSummary, type LaneEnd } from './support/lane-summary.ts';
import { root } from './support/sources.ts';

const ownReports = mkdtempSync(join(tmpdir(), 'health-monitor-reports-'));
const reports = neutralEnvironment()['VITEST_REPORT'] ?? join(ownReports, 'test');
const running = new Set<ReturnType<typeof spawn>>();

/** Lines of a lane that are said again when it ends without a report. */
const tailLines = 60;

/**
 * Runs a lane and says what it says, at once or when it ends.
 *
 * Effect: starts a process.
 */
async function run({ name, projects, workers }: Lane, isHeld: boolean): Promise<LaneEnd> {
  const args = [
    'run',
    `--maxWorkers=${workers}`,
    ...projects.flatMap((project) => ['--project', project]),
    ...process.argv.slice(2),
  ];
  const report = reports.replace(/(\.json)?$/, `-${name}.json`);
  const env = { ...neutralEnvironment(), COMPILED_CODE: compiledCode, VITEST_REPORT: report };
  rmSync(report, { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said.push(chunk);
      if (!isHeld) process.stdout.write(chunk);
    });
  await once(child, 'close');
  running.delete(child);
  if (isHeld) for (const chunk of said) process.stdout.write(chunk);
  const tail = Buffer.concat(said).toString().trimEnd().split('\n').slice(-tailLines);
  return { name, code: child.exitCode, signal: child.signalCode, tail, report };
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    process.exitCode = 1;
    for (const child of running) child.kill(signal);
  });

const ends = await Promise.all(together.map((lane, at) => run(lane, at > 0)));
if (process.exitCode === undefined) ends.push(await run(alone, false));
await teardown();
for (const end of ends) process.stdout.write(`${laneSummary(end, root).join('\n')}\n`);
rmSync(ownReports, { recursive: true, force: true });
process.exitCode ??= Math.max(...ends.map(({ code }) => code ?? 1));
