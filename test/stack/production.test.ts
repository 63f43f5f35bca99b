import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { Investigation } from '../../domain/investigation.ts';
import { nginxPath } from '../../local/proxy.ts';
import type { StackFile } from '../../local/state.ts';
import { createService } from '../support/service.ts';
import type { Service } from '../support/service.ts';
import { root } from '../support/sources.ts';
import { createStackBench } from '../support/stack.ts';
import type { StackBench } from '../support/stack.ts';
import { createWorkspaceControl } from '../support/workspace-control.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** How many questions are asked of the stack in the shape of production. */
    productionQuestions: number;
  }
}

const soon = { timeout: 60_000, interval: 50 };
const questions = [
  { question: 'How much did we spend per day in the last 7 days?', domains: ['cost'] },
  { question: 'Which jobs failed in the last 7 days?', domains: ['reliability'] },
  { question: 'Which queries were slow yesterday?', domains: ['performance'] },
  { question: 'Which login attempts were refused in the last 7 days?', domains: ['security'] },
  { question: 'Which tables are stale?', domains: ['quality'] },
] as const;

/** All that were asked of this stack. */
const everyId: string[] = [];

let bench: StackBench;
let services: readonly Service[];
let shape: () => NonNullable<StackFile['production']>;

beforeAll(async () => {
  bench = await createStackBench();
  await bench.start(['--production'], {
    LOCAL_GENIE_QPM: '600',
    QUESTIONS_PER_MINUTE_PER_USER: '1000',
  }).ready;
  shape = () => {
    const { production } = bench.file();
    if (production === undefined) throw new Error('stack.json tells of no production');
    return production;
  };
  const { key, apis } = shape();
  const urls = nginxPath === null ? apis.map(({ url }) => url) : [bench.file().api.url];
  services = urls.map((url) => createService(url, key));
});
afterAll(() => bench?.[Symbol.asyncDispose]());

/** As a careful client asks: under one key until it is accepted, whoever is away meanwhile. */
async function ask(n: number, series = 'crash'): Promise<Investigation> {
  const headers = { 'idempotency-key': `${series}-${n}` };
  for (let attempt = 0; ; attempt += 1) {
    const service = services[attempt % services.length];
    const reply = await service
      ?.post('/v1/investigations', questions[n % questions.length], headers)
      .catch(() => null);
    if (reply?.status === 202) return (await reply.json()) as Investigation;
    const isAway = reply == null || [502, 503, 504].includes(reply.status);
    if (!isAway || attempt > 200) throw new Error(`${reply?.status} ${await reply?.text()}`);
    await sleep(100);
  }
}

async function end(id: string): Promise<Investigation> {
  const [done] = await Promise.all(services.map((service) => service.ended(id, 120_000)));
  if (done === undefined) throw new Error('there is no service');
  return done;
}

/** A migration of a version to come, which adds to the largest table and rewrites it under a lock. */
const nextMigration = `-- Up Migration
alter table investigations add column of_next_version uuid not null default gen_random_uuid();
create index of_next_version on investigations (of_next_version);
`;

/** Migrates as the version to come does, while this one runs. */
async function toNextSchema(): Promise<readonly { readonly name: string }[]> {
  const dir = await mkdtemp(join(tmpdir(), 'health-monitor-migrations-'));
  try {
    await cp(join(root, 'sql/migrations'), dir, { recursive: true });
    await writeFile(join(dir, '9000_next_version.sql'), nextMigration);
    return await runner({
      databaseUrl: bench.file().postgres.url,
      dir,
      direction: 'up',
      migrationsTable: 'migrations',
      log: () => {},
    });
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** Ends a process as who puts a new version in its place does, and waits until it is there. */
async function replace(pidOf: () => number | null | undefined): Promise<void> {
  const before = pidOf() ?? 0;
  process.kill(before, 'SIGTERM');
  await vi.waitFor(() => expect([null, undefined, before]).not.toContain(pidOf()), soon);
}

/** Kills a worker and an API at once, and waits until both are back. */
async function killPair(n: 0 | 1): Promise<void> {
  const pids = () => [shape().workers[n]?.pid, shape().apis[n]?.pid];
  const before = pids();
  for (const pid of before) process.kill(pid ?? 0, 'SIGKILL');
  await vi.waitFor(() => {
    const now = pids();
    expect(now.filter((pid) => typeof pid === 'number' && !before.includes(pid))).toHaveLength(2);
  }, soon);
}

describe('two workers and two APIs behind a proxy', () => {
  it('lose no question when one of each is killed, and ask none twice', async ({ annotate }) => {
    const count = inject('productionQuestions');
    const startedMs = performance.now();
    const asked: Promise<Investigation>[] = [];
    const killed: Promise<void>[] = [];
    for (let n = 0; n < count; n += 1) {
      asked.push(ask(n));
      if (n === Math.floor(count / 3)) killed.push(killPair(0));
      // The short run has no time for both.
      if (count >= 20 && n === Math.floor((2 * count) / 3)) killed.push(killPair(1));
      await sleep(100);
    }
    const ids = (await Promise.all(asked)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(count);
    const done = await Promise.all(ids.map(end));
    const tookMs = performance.now() - startedMs;
    await Promise.all(killed);

    await allAreWhole(ids, done);
    const longest = Math.max(...done.map(lastedMs));
    await annotate(
      `${count} questions, none lost: all ended after ${(tookMs / 1000).toFixed(1)} s, the longest took ${(longest / 1000).toFixed(1)} s`,
    );
  });

  it('lose no question when the schema is migrated and each is replaced while they run', async ({
    annotate,
  }) => {
    const count = inject('productionQuestions');
    const asked = Array.from({ length: count }, (_, n) => ask(n, 'upgrade'));
    const ids = (await Promise.all(asked)).map(({ id }) => id);
    const open = async (): Promise<number> => {
      const [service] = services;
      const now = await Promise.all(service === undefined ? [] : ids.map((id) => service.get(id)));
      return now.filter(({ finishedAt }) => finishedAt === null).length;
    };
    const before = await open();
    expect(await toNextSchema()).toHaveLength(1);
    for (const n of [0, 1]) await replace(() => shape().workers[n]?.pid);
    for (const n of [0, 1]) await replace(() => shape().apis[n]?.pid);
    const done = await Promise.all(ids.map(end));
    await allAreWhole(ids, done);
    await annotate(`${count} questions, ${before} of them open when the upgrade began, none lost`);
  });
});

const lastedMs = ({ createdAt, finishedAt }: Investigation): number =>
  Date.parse(finishedAt ?? '') - Date.parse(createdAt);

/** None is lost: all have a log without gaps and one end, and nothing was asked twice. */
async function allAreWhole(ids: readonly string[], done: readonly Investigation[]): Promise<void> {
  expect(done.map(({ status }) => status)).toEqual(ids.map(() => 'completed'));
  for (const id of ids) {
    const events = (await services[0]?.events(id)) ?? [];
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at));
    expect(events.filter(({ type }) => type === 'finished')).toHaveLength(1);
    expect(events.at(-1)?.type).toBe('finished');
  }
  everyId.push(...ids);
  await everyLegIsAskedOnce(everyId);
}

/** What the workspace was asked is what the ledger has, a row for each ask of each lane. */
async function everyLegIsAskedOnce(ids: readonly string[]): Promise<void> {
  const posts = await createWorkspaceControl(bench.file().workspace.url).questions();
  const client = new pg.Client({ connectionString: bench.file().postgres.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ investigation_id: string; asks: number }>(
      'select investigation_id, count(*)::int as asks from genie_ledger group by 1',
    );
    expect(rows.map((row) => row.investigation_id).toSorted()).toEqual(ids.toSorted());
    expect(rows.reduce((sum, { asks }) => sum + asks, 0)).toBe(posts.length);
  } finally {
    await client.end();
  }
}
