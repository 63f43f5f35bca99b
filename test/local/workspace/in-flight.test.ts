import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localSpaces } from '../../../local/workspace/genie/spaces.ts';
import { loadCatalogue } from '../../../sql/catalogue.ts';
import { sharedCache } from '../data/cache.ts';
import { createClient } from './client.ts';

const main = join(import.meta.dirname, '../../../local/workspace/main.ts');
const token = 'T';
const inFlight = 200;

/** Peak memory of a process in bytes; null on systems other than Linux. */
function mostMemory(pid: number): number | null {
  const file = `/proc/${pid}/status`;
  const line = existsSync(file) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(file, 'utf8')) : null;
  return line === null ? null : Number(line[1]) * 1024;
}

describe('a workspace of 90 days', () => {
  let child: ChildProcess;
  let client: ReturnType<typeof createClient>;

  beforeAll(async () => {
    const flags = {
      port: '0',
      'cache-dir': await sharedCache(),
      token,
      now: '2026-11-18T00:00:00Z',
      'genie-qpm': '10000',
    };
    const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
    child = spawn(process.execPath, [main, ...args], {
      env: {},
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
    const url = line.toString().match(/http:\/\/127\.0\.0\.1:\d+/)?.[0] ?? '';
    const ready = Promise.resolve();
    client = createClient({ url, sql: null, token, ready, close: () => ready });
  }, 90_000);

  afterAll(async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  });

  test('is ready', async () => {
    await expect
      .poll(async () => (await client.control('GET', '/health')).status, { timeout: 60_000 })
      .toBe(200);
  }, 90_000);

  test(`answers ${inFlight} concurrent questions with at most 1.5 GiB of memory`, async ({
    annotate,
  }) => {
    const { questions } = loadCatalogue();
    const asked = Array.from({ length: inFlight }, (_, index) => {
      const question = questions[index % questions.length];
      if (question === undefined) throw new Error('no questions');
      return { space: localSpaces[question.domain].spaceId, content: question.question };
    });
    // No question may finish before the last one is asked, even on a slow machine.
    const slow = { match: {}, times: null, fault: { kind: 'slow', ms: 12_000 } };
    expect((await client.control('PUT', '/faults', { faults: [slow] })).status).toBe(200);
    const paths = await Promise.all(
      asked.map(({ space, content }) => client.start(space, content)),
    );
    const look = async (path: string) => (await client.get(path)).body;
    const open = await Promise.all(paths.map(look));
    expect(open.filter((message) => message['status'] === 'COMPLETED')).toEqual([]);
    const done: Awaited<ReturnType<typeof look>>[] = [];
    for (const path of paths) {
      await expect
        .poll(async () => (await look(path))['status'], { timeout: 150_000, interval: 200 })
        .toMatch(/^(?:COMPLETED|FAILED)$/);
      done.push(await look(path));
    }
    expect(done.filter((message) => message['status'] !== 'COMPLETED')).toEqual([]);
    expect(
      done.filter((message) => JSON.stringify(message).includes('"query"')).length,
    ).toBeGreaterThan(0.9 * inFlight);
    const most = mostMemory(child.pid ?? 0);
    await annotate(
      most === null
        ? 'memory: only Linux tells it'
        : `memory: ${(most / 2 ** 30).toFixed(2)} GiB at most`,
    );
    expect(most ?? 0).toBeLessThan(1.5 * 2 ** 30);
  }, 180_000);
});
