import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createEvaluationStore } from '../../adapters/postgres/evaluations.ts';
import { createEvaluationEngine } from '../../adapters/temporal/evaluations.ts';
import { createPool } from '../../adapters/postgres/pool.ts';
import type { Evaluation, Score } from '../../domain/evaluation.ts';
import type { EvaluationEngine, EvaluationStore } from '../../domain/evaluation-ports.ts';
import { evaluationType, investigationQueue } from '../../workflows/messages.ts';
import { createDatabase } from '../support/database.ts';
import type { SuiteDatabase } from '../support/database.ts';
import { openNamespace } from '../workflows/evaluation-bench.ts';
import { startService } from './service.ts';
import type { Service } from './service.ts';

let service: Service;
let database: SuiteDatabase;
let connection: Connection;
let client: Client;
let engine: EvaluationEngine;
let store: EvaluationStore;
let close: () => Promise<void>;

beforeAll(async () => {
  database = await createDatabase();
  const pool = createPool(database.url, 4);
  store = createEvaluationStore(pool);
  connection = await Connection.connect({ address: inject('temporalAddress') });
  // No worker polls here: what is started runs until it is ended.
  client = new Client({ connection, namespace: await openNamespace(connection) });
  const names = { workflowType: evaluationType, taskQueue: investigationQueue };
  engine = createEvaluationEngine(client, names);
  const now = () => Date.parse('2026-11-18T00:00:00Z');
  service = await startService({ evaluations: { store, engine, now } });
  close = async () => {
    await service[Symbol.asyncDispose]();
    await pool.end();
    await connection.close();
    await database[Symbol.asyncDispose]();
  };
});
afterAll(() => close());

const read = async <Body>(reply: Response | Promise<Response>): Promise<Body> =>
  (await (await reply).json()) as Body;
const path = '/v1/evaluations';
const request = (method: string, at: string, body: unknown) =>
  fetch(service.url + at, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('POST /v1/evaluations', () => {
  it('starts a suite, and refuses a second one while it runs', async () => {
    const reply = await service.post(path, { suite: 'probe', repeats: 2 });
    expect(reply.status).toBe(202);
    const evaluation = await read<Evaluation>(reply);
    expect(reply.headers.get('location')).toBe(`${path}/${evaluation.id}`);
    expect(evaluation).toMatchObject({
      suite: 'probe',
      repeats: 2,
      trigger: 'person',
      status: 'running',
      asOf: '2026-11-18T00:00:00.000Z',
      gate: null,
    });
    expect(await engine.isRunning(evaluation.workflowId)).toBe(true);
    const second = await service.post(path, { suite: 'plain' });
    expect(second.status).toBe(409);
    expect(await read<{ detail: string }>(second)).toMatchObject({
      detail: expect.stringContaining(evaluation.id),
    });
  });

  it('ends one whose run is gone, and starts the next', async () => {
    const [gone] = await store.open();
    await client.workflow.getHandle(gone?.workflowId ?? '').terminate();
    const reply = await service.post(path, { questionIds: ['cost/job_costs'] });
    expect(reply.status).toBe(202);
    expect(await read<Evaluation>(reply)).toMatchObject({ suite: 'plain', repeats: 1 });
    expect(await store.find(gone?.id ?? '')).toMatchObject({ status: 'failed' });
  });

  it.each([
    [{ suite: 'proof' }, 'suite'],
    [{ repeats: 0 }, 'repeats'],
    [{ repeats: 11 }, 'repeats'],
    [{ questionIds: [] }, 'questionIds'],
    [{ suites: 'probe' }, 'suites'],
  ])('refuses %j at %s', async (body, at) => {
    const reply = await service.post(path, body);
    expect(reply.status).toBe(400);
    const { errors } = await read<{ errors: { path: string }[] }>(reply);
    expect(errors.map((one) => one.path)).toEqual([at]);
  });
});

describe('an evaluation', () => {
  const score: Score = {
    scorer: 'routing',
    verdict: 'fail',
    reason: 'asked cost, wanted quality',
    evidence: [],
    stoppedBy: null,
  };

  it('is read with every question and its judgements', async () => {
    const [running] = await store.open();
    const id = running?.id ?? '';
    const one = {
      position: 0,
      caseId: 'a',
      repeat: 1,
      question: 'Why?',
      domains: ['cost'] as const,
    };
    await store.plan(id, [one, { ...one, position: 1, caseId: 'b' }]);
    await store.judged(id, 0, { scores: [score], figures: null });
    // The first judgement stands.
    await store.judged(id, 0, { scores: [], figures: null });
    const shown = await read<
      Evaluation & { results: { scores: Score[]; judgedAt: string | null }[] }
    >(service.get(`${path}/${id}`));
    expect(shown).toMatchObject({ id, cases: 2, judged: 1, status: 'running' });
    expect(shown.results.map(({ scores }) => scores)).toEqual([[score], []]);
    expect(shown.results[1]?.judgedAt).toBeNull();
  });

  it('is listed, newest first, page by page', async () => {
    const first = await read<{ evaluations: Evaluation[]; nextCursor: string }>(
      service.get(`${path}?limit=1`),
    );
    expect(first.evaluations[0]?.suite).toBe('plain');
    const second = await read<{ evaluations: Evaluation[]; nextCursor: null }>(
      service.get(`${path}?limit=1&cursor=${first.nextCursor}`),
    );
    expect(second.evaluations[0]?.suite).toBe('probe');
    expect(second.nextCursor).toBeNull();
    const unknown = await service.get(`${path}?cursor=eva_${'0'.repeat(32)}`);
    expect(unknown.status).toBe(400);
  });

  it('can be cancelled while it runs', async () => {
    const [running] = await store.open();
    const reply = await service.post(`${path}/${running?.id}/cancel`);
    expect(reply.status).toBe(202);
    const { status } = await client.workflow.getHandle(running?.workflowId ?? '').describe();
    expect(status.name).toBe('RUNNING');
    await store.end(running?.id ?? '', { status: 'completed', gate: null, detail: null });
    expect((await service.post(`${path}/${running?.id}/cancel`)).status).toBe(409);
  });

  it('that nobody knows is 404', async () => {
    const id = `eva_${'0'.repeat(32)}`;
    expect((await service.get(`${path}/${id}`)).status).toBe(404);
    expect((await service.post(`${path}/${id}/cancel`)).status).toBe(404);
    expect((await service.get(`${path}/nothing`)).status).toBe(400);
  });
});

describe('the schedule', () => {
  const schedule = `${path}/schedule`;

  it('is not there when it is off', async () => {
    expect((await service.get(schedule)).status).toBe(404);
    expect((await service.post(`${schedule}/trigger`)).status).toBe(404);
    expect((await request('PUT', schedule, { cron: '0 2 * * *' })).status).toBe(404);
  });

  it('is shown, changed in part, paused and resumed', async () => {
    await engine.schedule.apply({ cron: '0 2 * * *', timeZone: 'UTC', suite: 'probe' });
    expect(await read(service.get(schedule))).toMatchObject({ cron: '0 2 * * *', paused: false });
    const changed = await read(request('PUT', schedule, { cron: '15 3 * * *' }));
    expect(changed).toMatchObject({ cron: '15 3 * * *', timeZone: 'UTC', suite: 'probe' });
    const paused = await read(service.post(`${schedule}/pause`, { note: 'holidays' }));
    expect(paused).toMatchObject({ paused: true, note: 'holidays' });
    expect(await read(service.post(`${schedule}/resume`, {}))).toMatchObject({ paused: false });
  });

  it('starts what is told to, and what was missed', async () => {
    expect((await service.post(`${schedule}/trigger`)).status).toBe(200);
    const to = new Date().toISOString();
    const from = new Date(Date.now() - 2 * 86_400_000).toISOString();
    expect((await service.post(`${schedule}/backfill`, { from, to })).status).toBe(200);
  });

  it.each([
    ['PUT', '', { cron: '99 2 * * *' }],
    ['PUT', '', { cron: 'nonsense' }],
    ['PUT', '', { timeZone: 'Mars' }],
    ['PUT', '', { suite: 'proof' }],
    ['POST', '/backfill', { from: '2026-11-20T00:00:00Z', to: '2026-11-19T00:00:00Z' }],
    ['POST', '/backfill', { from: '2025-11-20T00:00:00Z', to: '2026-11-19T00:00:00Z' }],
    ['POST', '/backfill', { from: 'monday', to: '2026-11-19T00:00:00Z' }],
  ])('refuses %s %s %j', async (method, at, body) => {
    expect((await request(method, schedule + at, body)).status).toBe(400);
  });
});
