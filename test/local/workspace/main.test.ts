import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { refusedCode } from '../../../local/supervise.ts';
import { sharedCache } from '../data/cache.ts';

const main = join(import.meta.dirname, '../../../local/workspace/main.ts');

describe('the workspace process', async () => {
  const cacheDir = await mkdtemp(join(tmpdir(), 'health-monitor-main-'));
  afterAll(() => rm(cacheDir, { recursive: true, force: true }));

  function run(...args: string[]) {
    const child = spawn(process.execPath, [main, ...args], {
      env: {},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (text: Buffer) => {
      errors += text.toString();
    });
    return { child, errors: () => errors };
  }

  test('prints its address, needs no environment variables and exits on SIGTERM', async () => {
    const { child } = run(
      '--port',
      '0',
      '--cache-dir',
      await sharedCache(),
      '--token',
      'T',
      '--now',
      '2026-11-18T00:00:00Z',
    );
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const url = line.toString().match(/http:\/\/127\.0\.0\.1:\d+/)?.[0] ?? '';
    await expect
      .poll(async () => (await fetch(`${url}/__local/health`)).status, { timeout: 60_000 })
      .toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  }, 90_000);

  test('exits on SIGTERM without finishing the build of its data', async () => {
    await mkdir(join(cacheDir, 'data'));
    const { child } = run('--port', '0', '--cache-dir', cacheDir, '--now', '2026-11-19T00:00:00Z');
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    // A file with a temporary name may remain; a file with the final name must not.
    const made = await readdir(join(cacheDir, 'data'));
    expect(made.filter((file) => /2026-11-19.*-\d+d\.(duckdb|truth\.json)$/.test(file))).toEqual(
      [],
    );
  });

  test.each([
    [['--port', 'x', '--cache-dir', '/tmp'], '--port: expected a whole number'],
    [['--port', '0'], '--cache-dir'],
    [['--port', '0', '--cache-dir', '/tmp', '--host', '0.0.0.0'], "Unknown option '--host'"],
    [['--port', '0', '--cache-dir', '/tmp', '--genie-speed', 'slow'], '--genie-speed'],
  ])('refuses %j', async (args, message) => {
    const { child, errors } = run(...args);
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(errors()).toContain(message);
  });

  test.each([
    ['--incidents', 'retry-loop,no-such', 'LOCAL_INCIDENTS: there is no incident no-such'],
    ['--decoys', 'none,such', 'LOCAL_DECOYS: there is no incident such'],
  ])('%s %s is refused for good', async (flag, ids, message) => {
    const { child, errors } = run('--port', '0', '--cache-dir', cacheDir, flag, ids);
    expect(await once(child, 'close')).toEqual([refusedCode, null]);
    expect(errors()).toContain(message);
  });
});
