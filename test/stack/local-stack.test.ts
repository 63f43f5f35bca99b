import { once } from 'node:events';
import { statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isRunning, markOf } from '../../local/processes.ts';
import { hasNamespace } from '../../local/temporal.ts';
import { allGone, createStackBench, type StackBench, type StackRun } from '../support/stack.ts';

const anyPid = expect.any(Number);
const soon = { timeout: 30_000, interval: 50 };

describe('the stack of one machine', () => {
  let bench: StackBench;
  let run: StackRun;

  beforeAll(async () => {
    bench = await createStackBench();
    run = bench.start();
    await run.ready;
  });
  afterAll(() => bench?.[Symbol.asyncDispose]());

  async function answers(): Promise<void> {
    const { api, temporal, postgres, workspace } = bench.file();
    expect((await fetch(`${api.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${workspace.url}/__local/health`)).status).toBe(200);
    expect(await hasNamespace(temporal.address)).toBe(true);
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await client.query('select 1');
    await client.end();
  }

  it('is ready and tells only its owner what runs', async () => {
    const path = join(bench.localDir, 'stack.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(bench.file()).toEqual({
      api: { url: `http://127.0.0.1:${bench.port}`, pid: anyPid },
      worker: { pid: anyPid },
      temporal: {
        address: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
        uiUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
        pid: anyPid,
      },
      postgres: { url: expect.stringMatching(/^postgres:\/\/.*@127\.0\.0\.1:\d+\//), pid: anyPid },
      workspace: {
        url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
        pid: anyPid,
        token: expect.stringMatching(/^dapi/),
      },
    });
    await answers();
  });

  it.each(['worker', 'api', 'workspace', 'temporal', 'postgres'] as const)(
    'has a killed %s back at its address',
    async (name) => {
      const before = bench.file();
      const pid = before[name].pid ?? 0;
      process.kill(pid, 'SIGKILL');
      await vi.waitFor(() => expect(bench.file()[name].pid).not.toBe(pid), soon);
      const after = bench.file();
      expect({ ...after, [name]: { ...after[name], pid } }).toEqual(before);
      await vi.waitFor(answers, soon);
      expect(run.supervisor.exitCode).toBeNull();
    },
  );

  it('is refused a second time in its folder', async () => {
    const second = bench.start();
    expect(await second.exited).toBe(1);
    expect(second.output()).toMatch(/^A stack runs in .* already \(pid \d+\)[^\n]*\n$/);
  });

  it('refuses its port to another folder, before anything is started', async () => {
    await using other = await createStackBench();
    const second = other.start([], { PORT: String(bench.port) });
    expect(await second.exited).toBe(1);
    expect(second.output()).toMatch(/^Port \d+ of 127\.0\.0\.1 is in use\.[^\n]*\n$/);
    expect(other.processes()).toEqual([]);
  });

  it('runs beside another one', async () => {
    await using other = await createStackBench();
    await other.start().ready;
    expect(other.processes().filter(isRunning)).toHaveLength(6);
    expect(other.file().temporal.address).not.toBe(bench.file().temporal.address);
    await answers();
  });

  it('comes back over what a killed supervisor left, with its state', async () => {
    const client = new pg.Client({ connectionString: bench.file().postgres.url });
    await client.connect();
    await client.query('create table kept ()');
    await client.end();
    const left = bench.processes();
    run.supervisor.kill('SIGKILL');
    await run.exited;
    expect(left.filter(isRunning)).toHaveLength(5);
    run = bench.start();
    await run.ready;
    expect(left.filter(isRunning)).toEqual([]);
    const again = new pg.Client({ connectionString: bench.file().postgres.url });
    await again.connect();
    const { rows } = await again.query(`select to_regclass('kept') is not null as kept`);
    await again.end();
    expect(rows).toEqual([{ kept: true }]);
  });

  it('ends within 10 s of SIGTERM and leaves nothing running', async () => {
    const marks = bench.processes();
    expect(marks).toHaveLength(6);
    run.supervisor.kill('SIGTERM');
    await allGone(marks, 10_000);
    expect(await run.exited).toBe(0);
    expect(run.output()).toContain('nothing is left running');
  });

  it('gives up a start that is interrupted and leaves nothing running', async () => {
    const third = bench.start();
    await vi.waitFor(() => expect(bench.processes().length).toBeGreaterThan(2), soon);
    const marks = bench.processes();
    third.supervisor.kill('SIGINT');
    expect(await third.exited).toBe(130);
    await allGone(marks, 1_000);
  });
});

describe('what is set', () => {
  it.each(['DATABRICKS_HOST', 'DATABASE_URL', 'TEMPORAL_ADDRESS'])(
    'is said first, and keeps a fresh start from deleting: %s',
    async (name) => {
      await using bench = await createStackBench();
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      const host = typeof address === 'object' ? `127.0.0.1:${address?.port}` : '';
      const values: Record<string, string> = {
        DATABRICKS_HOST: `http://${host}`,
        DATABASE_URL: `postgres://me@${host}/x`,
        TEMPORAL_ADDRESS: host,
      };
      const contacts: unknown[] = [];
      server.on('connection', (socket) => contacts.push(socket.destroy()));
      const run = bench.start(['--fresh'], { [name]: values[name] ?? '' });
      expect(await run.exited).toBe(1);
      const [first, second] = run.output().split('\n');
      expect(first).toMatch(new RegExp(`^${name} is set: .*${host}`));
      expect(second).toContain('--fresh deletes local state only');
      expect(contacts).toEqual([]);
      server.close();
    },
  );

  it('is told with all its faults, and nothing starts', async () => {
    await using bench = await createStackBench();
    const run = bench.start([], { TIME_ZONE: 'Mars', LLM_TEMPERATURE: 'hot' });
    expect(await run.exited).toBe(1);
    expect(run.output()).toMatch(/LLM_TEMPERATURE: found "hot"[^]*TIME_ZONE: found "Mars"/);
    expect(markOf(run.supervisor.pid ?? 0)).toBeNull();
  });
});
