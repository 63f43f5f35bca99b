import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { nameOf } from '../../bench/crash/cells.ts';
import type { Blow, Struck } from '../../bench/crash/cells.ts';
import { crash } from '../../bench/crash/crash.ts';
import { createRig, rigModel, rigSettings, warmUp } from '../../bench/crash/rig.ts';
import type { Rig } from '../../bench/crash/rig.ts';
import { brokenOf } from '../../bench/crash/verdict.ts';
import { neutralEnvironment } from '../../config/index.ts';
import type { LogEvent } from '../../domain/events.ts';
import type { Failpoint } from '../../domain/failpoints.ts';
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
const soon = { timeout: 60_000, interval: 50 };

let failpoints = '';
let bench: StackBench;
let rig: Rig;
let service: Service;
let workspace: WorkspaceControl;
let model: ModelServer;

beforeAll(async () => {
  model = await createModelServer(rigModel);
  failpoints = mkdtempSync(join(tmpdir(), 'health-monitor-failpoints-'));
  bench = await createStackBench();
  await bench.start([], rigSettings(failpoints, model.url)).ready;
  service = createService(bench.file().api.url);
  workspace = createWorkspaceControl(bench.file().workspace.url);
  rig = createRig(bench.file, failpoints);
  await warmUp(rig);
});
afterEach(() => workspace.setFaults([]));
afterAll(async () => {
  await bench?.[Symbol.asyncDispose]();
  await model?.[Symbol.asyncDispose]();
  rmSync(failpoints, { recursive: true, force: true });
});

async function reaches(id: string, wanted: (event: LogEvent) => boolean): Promise<void> {
  await service.follow(id, null, wanted);
}

/** Where investigations stand when a process is struck, those of one line at the same time. */
const crashes = [
  ['worker', 'KILL', ['ask.after', 'poll.running', 'compose.middle', 'conclude.after']],
  ['worker', 'TERM', ['poll.running', 'compose.middle']],
  ['api', 'KILL', ['start.before', 'start.after', 'poll.running', 'compose.middle']],
  ['temporal', 'KILL', ['route.after', 'poll.running', 'compose.middle', 'conclude.before']],
  ['postgres', 'KILL', ['ask.recorded', 'poll.running', 'result.read', 'compose.middle']],
] as const satisfies readonly (readonly [Struck, Blow, readonly Failpoint[]])[];

describe('a process that ends while investigations stand at failpoints', () => {
  it.each(crashes)('breaks no promise: %s, %s, at %j', async (victim, blow, at) => {
    const cells = at.map((point) => ({ point, victim, blow }));
    const left = await crash(rig, cells, { seed: 1, run: 'test' });
    const broken = left.map((one) => [nameOf(one.cell), ...brokenOf(one)]);
    expect(broken).toEqual(cells.map((cell) => [nameOf(cell)]));
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
