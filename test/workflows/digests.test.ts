import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDigestActivities } from '../../activities/digest/index.ts';
import { createActivities } from '../../activities/index.ts';
import { admissionIds } from '../../adapters/admission-ids.ts';
import { createDigestStore, createDigestWork } from '../../adapters/postgres/digests.ts';
import { createInvestigationStore } from '../../adapters/postgres/investigation-store.ts';
import { createWorkStore } from '../../adapters/postgres/work-store.ts';
import { createOwnSchedules } from '../../adapters/temporal/own-schedules.ts';
import { createWebhook } from '../../adapters/webhook.ts';
import { ownScheduleId } from '../../domain/own-schedules.ts';
import { digestRunType, investigationQueue } from '../../workflows/messages.ts';
import { until } from '../activities/bench.ts';
import { nowMs, openWorld } from '../activities/bench.ts';
import type { World } from '../activities/bench.ts';
import { startService } from '../api/service.ts';
import type { Service } from '../api/service.ts';
import { openScheduleBench } from './schedule-bench.ts';
import type { ScheduleBench } from './schedule-bench.ts';

type Run = {
  readonly status: string;
  readonly markdown: string;
  readonly postedAt: string | null;
  readonly parts: readonly { readonly status: string; readonly line: string }[];
};
type Digest = { readonly id: string; readonly runs: readonly Run[] };

const posted: string[] = [];
const hook = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    posted.push((JSON.parse(body) as { text: string }).text);
    response.end('ok');
  });
});

let world: World;
let temporal: ScheduleBench;
let service: Service;
let workers: AsyncDisposable;
beforeAll(async () => {
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/secret`;
  [world, temporal] = await Promise.all([openWorld(), openScheduleBench()]);
  const names = { workflowType: digestRunType, taskQueue: investigationQueue };
  service = await startService((pool) => ({
    digests: {
      store: createDigestStore(pool),
      schedules: createOwnSchedules(temporal.client, { kind: 'digest', ...names }),
      hasWebhook: true,
    },
  }));
  workers = await temporal.working({
    ...createActivities({
      ...world.deps,
      now: () => nowMs,
      store: createWorkStore(service.pool),
    }),
    ...createDigestActivities({
      digests: createDigestWork(service.pool),
      webhook: createWebhook(url, 'http://here', () => {}, '/v1/digests'),
      linkOf: (id) => `http://here/i/${id}`,
      investigations: createInvestigationStore(service.pool, 100_000),
      limits: { ...service.deps.limits, genieQuestionsPerMinute: 1_000 },
      domainAccess: { security: ['sec'] },
      ids: { ...admissionIds, sealToken: null },
      workspace: world.deps.genie.workspace,
    }),
  });
});
afterAll(async () => {
  hook.close();
  await workers?.[Symbol.asyncDispose]();
  await service?.close();
  await temporal?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});

const show = async (id: string): Promise<Digest> =>
  (await (await service.get(`/v1/digests/${id}`)).json()) as Digest;

async function add(body: object): Promise<string> {
  const reply = await service.post('/v1/digests', body);
  if (reply.status !== 201) throw new Error(await reply.text());
  return ((await reply.json()) as Digest).id;
}

/** Has the schedule start a run, and waits for its report. */
async function report(id: string): Promise<Run> {
  await service.post(`/v1/digests/${id}/trigger`);
  await until(async () => ((await show(id)).runs[0]?.status ?? 'running') !== 'running', 50_000);
  const [run] = (await show(id)).runs;
  if (run === undefined) throw new Error('no run');
  return run;
}

describe('a digest', () => {
  it('has one report of all its questions, each with its line and its investigation', async () => {
    const questions = ['Which jobs failed?', 'What did we spend yesterday?'];
    const id = await add({ name: 'morning', questions, post: true });
    const run = await report(id);
    expect(run).toMatchObject({ status: 'completed', parts: [{ status: 'completed' }, {}] });
    for (const [n, question] of questions.entries()) {
      expect(run.markdown).toContain(`## ${question}\n\n${run.parts[n]?.line}`);
      expect(run.parts[n]?.line).toMatch(/\d/);
    }
    expect(run.markdown.match(/http:\/\/here\/i\/inv_[0-9a-f]{32}/g)).toHaveLength(2);
    expect(run.markdown).not.toMatch(/\[(?:cost|reliability):\d| [,.;:)]/);
    // Posted once, with a link, and kept.
    await until(async () => posted.length > 0 && (await show(id)).runs[0]?.postedAt !== null);
    expect(posted).toEqual([`${run.markdown}\nhttp://here/v1/digests/${id}`]);
  }, 90_000);

  it('says which question has no answer, and why, and posts nothing unless it is to', async () => {
    const before = posted.length;
    const questions = ['Which jobs failed?', 'Who was granted admin rights?'];
    const run = await report(await add({ name: 'half', questions }));
    expect(run.status).toBe('partial');
    expect(run.markdown).toContain('1 of 2 questions have an answer.');
    expect(run.markdown).toMatch(/No answer: .*security/);
    expect(posted.length).toBe(before);
  }, 90_000);

  it('whose schedule was taken away meanwhile is not found, which is no failure of Temporal', async () => {
    const id = await add({ name: 'gone', questions: ['Which jobs failed?'] });
    await temporal.client.schedule.getHandle(ownScheduleId('digest', id)).delete();
    const reply = await service.post(`/v1/digests/${id}/trigger`);
    expect([reply.status, (await reply.json()) as object]).toMatchObject([
      404,
      { code: 'input.not_found' },
    ]);
  });

  it('that is paused asks nothing', async () => {
    const id = await add({ name: 'paused', questions: ['Which jobs failed?'] });
    await service.post(`/v1/digests/${id}/pause`);
    await temporal.client.workflow.execute(digestRunType, {
      taskQueue: investigationQueue,
      workflowId: `paused-${id}`,
      args: [{ id, owner: 'local' }],
    });
    expect((await show(id)).runs).toEqual([]);
  });

  it.each([
    [{ questions: [] }, 400, 'questions'],
    [{ schedule: { cron: '0 0 31 2 *' } }, 400, 'schedule.cron'],
    [{ name: 'morning' }, 409, 'name'],
    [{ questions: Array.from({ length: 11 }, () => 'q') }, 400, 'questions'],
  ])('with %j is refused', async (body, status, path) => {
    const given = { name: 'other', questions: ['Which jobs failed?'], ...body };
    const reply = await service.post('/v1/digests', given);
    expect(reply.status).toBe(status);
    const { errors } = (await reply.json()) as { errors: { path: string }[] };
    expect(errors.map((one) => one.path)).toEqual([path]);
  });

  it('is nobody else’s, and gone when it is deleted', async () => {
    const id = await add({ name: 'mine', questions: ['Which jobs failed?'] });
    const store = createDigestStore(service.pool);
    const bob = { id, owner: 'bob' };
    await store.setPaused(bob, true);
    await store.remove(bob);
    expect([await store.find(bob), await store.runs(bob, 9), await store.list('bob')]).toEqual([
      null,
      [],
      [],
    ]);
    expect(await show(id)).toMatchObject({ pausedAt: null });
    const gone = await fetch(`${service.url}/v1/digests/${id}`, { method: 'DELETE' });
    expect([gone.status, (await service.get(`/v1/digests/${id}`)).status]).toEqual([204, 404]);
  });
});
