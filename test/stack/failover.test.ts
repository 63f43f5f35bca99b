import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventType } from '../../domain/events.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { startOwnPostgres } from '../support/own-postgres.ts';
import type { OwnPostgres } from '../support/own-postgres.ts';
import { createService } from '../support/service.ts';
import type { Service } from '../support/service.ts';
import { createStackBench } from '../support/stack.ts';
import type { StackBench } from '../support/stack.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import type { TcpProxy } from '../support/tcp-proxy.ts';
import { createWorkspaceControl } from '../support/workspace-control.ts';
import type { WorkspaceControl } from '../support/workspace-control.ts';

/** How long the database is away, milliseconds. */
const awayMs = 3_000;
/** What that may cost an investigation beyond it, milliseconds: a statement's time, or the search for a question. */
const costMs = 20_000;
const open = 4;

let postgres: OwnPostgres;
let proxy: TcpProxy;
let bench: StackBench;
let service: Service;
let workspace: WorkspaceControl;

beforeAll(async () => {
  postgres = await startOwnPostgres();
  proxy = await startTcpProxy(postgres.url);
  bench = await createStackBench();
  await bench.start([], { DATABASE_URL: proxy.url }).ready;
  service = createService(bench.file().api.url);
  workspace = createWorkspaceControl(bench.file().workspace.url);
  await workspace.setFaults([{ match: {}, times: null, fault: { kind: 'slow', ms: 1_000 } }]);
});
afterAll(async () => {
  await bench?.[Symbol.asyncDispose]();
  await proxy?.[Symbol.asyncDispose]();
  await postgres?.[Symbol.asyncDispose]();
});

/** Settings of the whole server, as a failover changes them; a read-only session may set them. */
async function setReadOnly(is: 'on' | 'off'): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    await client.query(`alter system set default_transaction_read_only = ${is}`);
    await client.query('select pg_reload_conf()');
  } finally {
    await client.end();
  }
}

const question = 'Which jobs failed in the last 7 days, and how much did we spend per day?';

/** Asks several, and waits until each has come to an event. */
async function inProgress(reached: EventType): Promise<readonly Investigation[]> {
  const asked = await Promise.all(
    Array.from({ length: open }, () =>
      service.ask({ question, domains: ['cost', 'reliability'], budgetSeconds: 60 }),
    ),
  );
  for (const { id } of asked) await service.follow(id, null, ({ type }) => type === reached);
  return asked;
}

async function isWhole({ id }: Investigation): Promise<void> {
  const end = await service.ended(id, 60_000);
  expect(end.status, JSON.stringify(end.lanes)).toBe('completed');
  const events = await service.events(id);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at));
  expect(events.filter(({ type }) => type === 'finished')).toHaveLength(1);
}

describe('a PostgreSQL in use', () => {
  it.each([
    ['is silently dead, and another one takes its address', 'lane.progress', diesSilently],
    ['takes no writes for a while', 'lane.started', turnsReadOnly],
  ] as const)('%s: it costs seconds, and no investigation', async (_, reached, leaves) => {
    const before = (await workspace.requests()).length;
    const asked = await inProgress(reached);
    await leaves();
    const backMs = performance.now();
    await Promise.all(asked.map(isWhole));
    expect(performance.now() - backMs).toBeLessThan(costMs);
    expect(await workspace.questions(before)).toHaveLength(2 * open);
  });
});

async function diesSilently(): Promise<void> {
  proxy.freeze();
  await sleep(awayMs);
  proxy.thaw();
}

async function turnsReadOnly(): Promise<void> {
  await setReadOnly('on');
  await sleep(awayMs);
  await setReadOnly('off');
}
