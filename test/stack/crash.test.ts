import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { neutralEnvironment } from '../../config/index.ts';
import type { LogEvent } from '../../domain/events.ts';
import { localSpaces } from '../../local/workspace/genie/spaces.ts';
import { createModelServer } from '../support/model-server.ts';
import type { ModelServer } from '../support/model-server.ts';
import { createService } from '../support/service.ts';
import type { Service } from '../support/service.ts';
import { createStackBench } from '../support/stack.ts';
import type { StackBench } from '../support/stack.ts';
import { createWorkspaceControl } from '../support/workspace-control.ts';
import type { WorkspaceControl } from '../support/workspace-control.ts';

const question = 'Which jobs failed in the last 7 days, and how much did we spend per day?';
const domains = ['cost', 'reliability'];
const pieces = Array.from({ length: 40 }, (_, n) => `Piece ${'abcdefghij'[n % 10]} [cost:1]. `);
const soon = { timeout: 60_000, interval: 50 };

let bench: StackBench;
let service: Service;
let workspace: WorkspaceControl;
let model: ModelServer;

beforeAll(async () => {
  model = await createModelServer({ domains: ['cost', 'reliability'], pieces });
  bench = await createStackBench();
  await bench.start([], { LLM_ENDPOINT: model.url, LLM_MODEL: 'scripted' }).ready;
  service = createService(bench.file().api.url);
  workspace = createWorkspaceControl(bench.file().workspace.url);
});
afterEach(() => workspace.setFaults([]));
afterAll(async () => {
  await bench?.[Symbol.asyncDispose]();
  await model?.[Symbol.asyncDispose]();
});

async function reaches(id: string, wanted: (event: LogEvent) => boolean): Promise<void> {
  await service.follow(id, null, wanted);
}

async function isWhole(id: string): Promise<void> {
  const events = await service.events(id);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at));
  expect(events.filter(({ type }) => type === 'finished')).toHaveLength(1);
  expect(events.at(-1)?.type).toBe('finished');
  for (const domain of domains) {
    const ends = events.filter(
      (event) => event.type === 'lane.finished' && event.domain === domain,
    );
    expect(ends).toHaveLength(1);
  }
}

/** The answer that stands is the text since the last reset, to the letter. */
async function isWrittenOnce(id: string): Promise<void> {
  const events = await service.events(id);
  const from = events.findLastIndex(({ type }) => type === 'answer.started');
  const text = events
    .slice(from)
    .map((event) => (event.type === 'answer.delta' ? event.text : ''))
    .join('');
  const finished = events.find((event) => event.type === 'answer.finished');
  expect(finished?.answer.markdown).toBe(text);
  expect(text.startsWith(pieces.join(''))).toBe(true);
}

describe('a process killed while one investigation asks and another writes', () => {
  it.each([
    ['worker', 'SIGKILL'],
    ['worker', 'SIGTERM'],
    ['api', 'SIGKILL'],
    ['temporal', 'SIGKILL'],
    ['postgres', 'SIGKILL'],
  ] as const)('loses nothing: %s, %s', async (victim, signal) => {
    model.behave({ gapMs: 200 });
    const writing = await service.ask({ question, domains });
    await reaches(writing.id, ({ type }) => type === 'answer.delta');
    const before = (await workspace.requests()).length;
    await workspace.setFaults([{ match: {}, times: null, fault: { kind: 'slow', ms: 2_000 } }]);
    const asking = await service.ask({ question, domains });
    await reaches(asking.id, ({ type }) => type === 'lane.progress');
    expect((await service.get(writing.id)).status).toBe('running');

    const pid = bench.file()[victim].pid ?? 0;
    process.kill(pid, signal);
    await vi.waitFor(() => expect(bench.file()[victim].pid).not.toBe(pid), soon);
    model.behave({ gapMs: 5 });

    for (const { id } of [writing, asking]) {
      const end = await service.ended(id, 90_000);
      expect(end.lanes.map(({ outcome }) => outcome)).toEqual(['answered', 'answered']);
      expect(end.status).toBe('completed');
      await isWhole(id);
      await isWrittenOnce(id);
    }
    const asked = await workspace.questions(before);
    expect(asked).toHaveLength(domains.length);
  });
});

describe('processes killed between the rounds of a deep investigation', () => {
  it('lose no round, and ask nothing twice', async () => {
    model.behave({ gapMs: 5 });
    const before = (await workspace.requests()).length;
    const { id } = await service.ask({
      question: 'What did we spend by product in the last 7 days?',
      domains: ['cost'],
      mode: 'deep',
      budgetSeconds: 600,
    });
    for (const [n, victim] of (['worker', 'temporal', 'worker'] as const).entries()) {
      await reaches(id, (event) => event.type === 'round.finished' && event.round > n);
      const pid = bench.file()[victim].pid ?? 0;
      process.kill(pid, 'SIGKILL');
      await vi.waitFor(() => expect(bench.file()[victim].pid).not.toBe(pid), soon);
    }
    expect(await service.ended(id, 120_000)).toMatchObject({ status: 'completed' });
    const events = await service.events(id);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at));
    const rounds = events.flatMap((event) =>
      event.type === 'round.finished' ? [event.round] : [],
    );
    expect(rounds).toEqual(rounds.map((_, at) => at + 1));
    expect(rounds.length).toBeGreaterThanOrEqual(3);
    expect(await workspace.questions(before)).toHaveLength(1);
  });
});

/** A second worker beside the stack's own, with the same settings. */
function startWorker(): ChildProcess {
  const { postgres, temporal, workspace: local } = bench.file();
  const spaces = Object.entries(localSpaces).map(([domain, { spaceId }]) => [
    `${domain.toUpperCase()}_GENIE_SPACE_ID`,
    spaceId,
  ]);
  return spawn(process.execPath, ['worker/main.ts'], {
    env: {
      ...neutralEnvironment(),
      ...Object.fromEntries(spaces),
      DATABASE_URL: postgres.url,
      TEMPORAL_ADDRESS: temporal.address,
      DATABRICKS_HOST: local.url,
      DATABRICKS_TOKEN: local.token,
      GENIE_FIRST_LOOK_SECONDS: '0.3',
      GENIE_QUESTIONS_PER_MINUTE: '60',
    },
    stdio: 'ignore',
  });
}

describe('a worker that stands still between the intent and the POST', () => {
  it('does not ask when it goes on after another has asked', async () => {
    const client = new pg.Client({ connectionString: bench.file().postgres.url });
    await client.connect();
    // The intent is written, but the worker hears of it only after it has been stopped.
    await client.query(`
      create function hold() returns trigger language plpgsql as
        $$ begin perform pg_notify('held', ''); perform pg_sleep(1.5); return null; end $$;
      create trigger hold after insert on genie_ledger for each row execute function hold();`);
    const before = (await workspace.requests()).length;
    const { id } = await service.ask({
      question: 'Which jobs failed yesterday?',
      domains: ['reliability'],
    });
    await vi.waitFor(async () => {
      const { rowCount } = await client.query(
        `select 1 from pg_stat_activity where state = 'active' and wait_event = 'PgSleep'`,
      );
      expect(rowCount).toBe(1);
    }, soon);
    const stopped = bench.file().worker.pid ?? 0;
    process.kill(stopped, 'SIGSTOP');
    await client.query('drop trigger hold on genie_ledger; drop function hold');
    const second = startWorker();
    try {
      await vi.waitFor(async () => expect(await workspace.questions(before)).toHaveLength(1), soon);
      process.kill(stopped, 'SIGCONT');
      expect(await service.ended(id, 90_000)).toMatchObject({ status: 'completed' });
      // Time enough for the one that was stopped to do what it was about to.
      await sleep(3_000);
      expect(await workspace.questions(before)).toHaveLength(1);
      const { rows } = await client.query(
        'select ask, state from genie_ledger where investigation_id = $1',
        [id],
      );
      expect(rows).toEqual([{ ask: 1, state: 'settled' }]);
    } finally {
      process.kill(stopped, 'SIGCONT');
      second.kill('SIGTERM');
      await once(second, 'exit');
      await client.end();
    }
  });
});

describe('a cancel while Genie is asked', () => {
  it('ends the investigation within two seconds and sends nothing two seconds later', async () => {
    await workspace.setFaults([{ match: {}, times: null, fault: { kind: 'slow', ms: 30_000 } }]);
    const { id } = await service.ask({ question, domains });
    await reaches(id, ({ type }) => type === 'lane.progress');
    const cancelledAt = Date.now();
    expect((await service.post(`/v1/investigations/${id}/cancel`)).status).toBe(202);
    const end = await service.ended(id, 2_000);
    expect(Date.now() - cancelledAt).toBeLessThan(2_000);
    expect(end.status).toBe('cancelled');
    expect((await service.events(id)).at(-1)).toMatchObject({
      type: 'finished',
      status: 'cancelled',
    });
    expect((await service.post(`/v1/investigations/${id}/cancel`)).status).toBe(202);
    await sleep(Math.max(0, cancelledAt + 2_000 - Date.now()));
    const sent = (await workspace.requests()).length;
    await sleep(3_000);
    expect(await workspace.requests(sent)).toEqual([]);
  });
});
