import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../config/index.ts';
import { createWorkspace } from '../../local/workspace/workspace.ts';
import { localSpaces } from '../../local/workspace/genie/spaces.ts';
import { createService } from '../support/service.ts';
import type { Service } from '../support/service.ts';
import { createStackBench } from '../support/stack.ts';
import type { StackBench, StackRun } from '../support/stack.ts';
import { createWorkspaceControl } from '../support/workspace-control.ts';
import type { WorkspaceControl } from '../support/workspace-control.ts';

/** A workspace that the stack has not started itself: quality and unified have no space there. */
let remote: Awaited<ReturnType<typeof createWorkspace>>;
let bench: StackBench;
let run: StackRun;
let service: Service;
let workspace: WorkspaceControl;

const spacePath = (domain: keyof typeof localSpaces): string =>
  `/api/2.0/genie/spaces/${localSpaces[domain].spaceId}`;

beforeAll(async () => {
  // Its data is that of the stacks, which is built once a day.
  const { cacheDir } = loadConfig({}).local;
  remote = await createWorkspace({ cacheDir, genieQpm: 60 });
  await remote.ready;
  bench = await createStackBench();
  run = bench.start([], {
    DATABRICKS_HOST: remote.url,
    DATABRICKS_TOKEN: remote.token,
    COST_GENIE_SPACE_ID: localSpaces.cost.spaceId,
    SECURITY_GENIE_SPACE_ID: localSpaces.security.spaceId,
    PERFORMANCE_GENIE_SPACE_ID: localSpaces.performance.spaceId,
    GENIE_FIRST_LOOK_SECONDS: '0.3',
    GENIE_QUESTIONS_PER_MINUTE: '60',
  });
  await run.ready;
  service = createService(bench.file().api.url);
  workspace = createWorkspaceControl(remote.url);
  // Its Genie learns to read with its first question: a small budget is for those that come later.
  const { id } = await service.ask({ question: 'How much did we spend?', domains: ['cost'] });
  await service.ended(id, 90_000);
});
afterEach(() => workspace.setFaults([]));
afterAll(async () => {
  await bench?.[Symbol.asyncDispose]();
  await remote?.close();
});

describe('a workspace of which not everything answers', () => {
  it('is the one that is set, and the first line says so', () => {
    expect(run.output().split('\n')[0]).toContain(new URL(remote.url).host);
    expect(bench.file().workspace.pid).toBeNull();
  });

  it('gives an answer from what there is and says what is missing and why', async () => {
    await workspace.setFaults([
      {
        match: { path: spacePath('security') },
        times: null,
        fault: { kind: 'status', status: 403 },
      },
      { match: { domain: 'performance' }, times: null, fault: { kind: 'slow', ms: 60_000 } },
    ]);
    const before = (await workspace.requests()).length;
    const asked = await service.ask({
      question:
        'How much did we spend per day, which actions were refused, which queries were slow, and which tables are stale?',
      domains: ['cost', 'security', 'performance', 'quality'],
      budgetSeconds: 15,
    });
    const end = await service.ended(asked.id, 20_000);
    expect(end.status).toBe('partial');
    expect(Date.parse(end.finishedAt ?? '')).toBeLessThanOrEqual(Date.parse(asked.deadlineAt));
    expect(Object.fromEntries(end.lanes.map(({ domain, outcome }) => [domain, outcome]))).toEqual({
      cost: 'answered',
      security: 'denied',
      performance: 'timed_out',
      quality: 'failed',
    });
    const missing = end.answer?.caveats[0] ?? '';
    expect(missing).toMatch(/^1 of 4 domains answered\. Missing: /);
    expect(missing).toContain('QUALITY_GENIE_SPACE_ID');
    expect(missing).toMatch(/security denied: .*CAN RUN/);
    expect(missing).toContain('performance timed out');
    expect(end.answer?.markdown).toContain(missing);
    expect(end.answer?.confidenceParts.lanesAnswered).toBe(0.25);
    const asks = await workspace.questions(before);
    expect(asks.map(({ status }) => status).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([
      200, 200, 403,
    ]);
  });

  it('gives no answer at all when no domain did, but the reasons', async () => {
    await workspace.setFaults([
      {
        match: { path: spacePath('security') },
        times: null,
        fault: { kind: 'status', status: 404 },
      },
    ]);
    const { id } = await service.ask({
      question: 'Which actions were refused?',
      domains: ['security', 'quality'],
    });
    const end = await service.ended(id, 20_000);
    expect(end).toMatchObject({ status: 'failed', answer: null });
    expect(end.failure?.message).toMatch(/No domain answered\..*quality.*security: denied/);
    expect((await service.events(id)).some(({ type }) => type.startsWith('answer.'))).toBe(false);
  });

  it('fails with the reason when Genie is down and no time is left to look for the question', async () => {
    await workspace.setFaults([
      {
        match: { method: 'POST', path: '/api/2.0/genie' },
        times: null,
        fault: { kind: 'status', status: 503 },
      },
    ]);
    const { id } = await service.ask({
      question: 'How much did we spend per day?',
      domains: ['cost'],
      budgetSeconds: 15,
    });
    const end = await service.ended(id, 20_000);
    expect(end).toMatchObject({ status: 'failed', answer: null, lanes: [{ outcome: 'failed' }] });
    expect(end.failure?.message).toMatch(/Databricks failed on POST .* too short to look for it/);
  });

  it('shows where a lane stands in the queue and that it got no turn', async () => {
    await workspace.setFaults([
      {
        match: { method: 'POST', path: '/api/2.0/genie' },
        times: null,
        fault: { kind: 'status', status: 429, retryAfterSeconds: 100 },
      },
    ]);
    const { id } = await service.ask({
      question: 'How much did we spend per day?',
      domains: ['cost'],
      budgetSeconds: 15,
    });
    const end = await service.ended(id, 20_000);
    expect(end).toMatchObject({ status: 'failed', lanes: [{ outcome: 'throttled' }] });
    const events = await service.events(id);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'lane.waiting', reason: 'quota', position: 1 }),
    );
    // The pause is known now: the next question is told of it, and its time begins behind it.
    const next = await service.ask({
      question: 'How much did we spend per day?',
      domains: ['cost'],
      budgetSeconds: 15,
    });
    expect(next.estimate.waitSeconds).toBeGreaterThan(60);
    const budgetMs = Date.parse(next.deadlineAt) - Date.parse(next.createdAt);
    expect(Math.round(budgetMs / 1000)).toBe(next.estimate.waitSeconds + 15);
    expect((await service.post(`/v1/investigations/${next.id}/cancel`)).status).toBe(202);
    expect(await service.ended(next.id, 5_000)).toMatchObject({ status: 'cancelled' });
  });
});
