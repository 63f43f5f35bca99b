import { appendFileSync } from 'node:fs';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDeliveryActivities } from '../../activities/delivery/index.ts';
import type { DeliveryDeps } from '../../activities/delivery/deps.ts';
import { createCorrectionStore } from '../../adapters/postgres/corrections.ts';
import { createDeliveryWork } from '../../adapters/postgres/deliveries.ts';
import { createDigestWork } from '../../adapters/postgres/digests.ts';
import { createInvestigationStore } from '../../adapters/postgres/investigation-store.ts';
import { createOutbox, createOwnWebhookStore } from '../../adapters/postgres/own-webhooks.ts';
import type { Pool } from '../../adapters/postgres/pool.ts';
import { createWatchWork } from '../../adapters/postgres/watch-work.ts';
import { createDeliveryEngine } from '../../adapters/temporal/deliveries.ts';
import { createPost } from '../../adapters/webhook-post.ts';
import { signMessage } from '../../adapters/webhook-signature.ts';
import { sendOnce } from '../../api/send-deliveries.ts';
import { AppError } from '../../domain/errors.ts';
import { deliveryWorkflowId } from '../../domain/own-webhooks.ts';
import type { Delivery } from '../../domain/own-webhooks.ts';
import { deliveryType, investigationQueue } from '../../workflows/messages.ts';
import { until } from '../activities/bench.ts';
import { answerEvent } from '../adapters/postgres/bench.ts';
import { createWorkStore } from '../../adapters/postgres/work-store.ts';
import { finished, startService } from '../api/service.ts';
import type { Service } from '../api/service.ts';
import { recordedLine } from '../replay/recorded.ts';
import { openWebhookTarget } from '../support/webhook-target.ts';
import type { WebhookTarget } from '../support/webhook-target.ts';
import { openScheduleBench } from './schedule-bench.ts';
import type { ScheduleBench } from './schedule-bench.ts';

const historiesFile = inject('historiesFile');

type Made = { readonly id: string; readonly secret: string; readonly disabledAt: string | null };

let target: WebhookTarget;
let temporal: ScheduleBench;
let service: Service;
let workers: AsyncDisposable;
/** Set to lose the note of the next request. */
let losesNote = false;
/** Set to make each attempt fail for good, as it does when the day is over. */
let breaks = false;
const post = createPost('loopback', 500);

const deps = (pool: Pool): DeliveryDeps => {
  const deliveries = createDeliveryWork(pool);
  return {
    deliveries: {
      ...deliveries,
      note: async (...args) => {
        if (losesNote) {
          losesNote = false;
          throw new AppError('dependency.down', 'lost', { retryAfterMs: 100 });
        }
        await deliveries.note(...args);
      },
    },
    investigations: createInvestigationStore(pool, 100_000),
    corrections: createCorrectionStore(pool),
    watches: createWatchWork(pool),
    digests: createDigestWork(pool),
    domainAccess: {},
    post: (...args) =>
      breaks ? Promise.reject(new AppError('upstream.rejected', 'broken')) : post(...args),
    sign: signMessage,
    linkOf: (id) => `http://here/i/${id}`,
  };
};

beforeAll(async () => {
  const again = { 'retry-after': '0.3' };
  [target, temporal] = await Promise.all([
    openWebhookTarget({
      '/busy': (to, n) => to.writeHead(n < 3 ? (n === 1 ? 503 : 429) : 200, again).end(),
      '/moved': (to, n) =>
        to.writeHead(n === 1 ? 301 : 200, { ...again, location: '/elsewhere' }).end(),
      '/gone': (to) => to.writeHead(410).end(),
      '/never': () => {},
    }),
    openScheduleBench(),
  ]);
  service = await startService((pool) => ({
    webhooks: {
      store: createOwnWebhookStore(pool),
      outbox: createOutbox(pool),
      start: createDeliveryEngine(temporal.client, {
        workflowType: deliveryType,
        taskQueue: investigationQueue,
      }),
      reach: 'loopback',
    },
  }));
  workers = await temporal.working(createDeliveryActivities(deps(service.pool)));
});
afterAll(async () => {
  if (historiesFile !== '') await record();
  await workers?.[Symbol.asyncDispose]();
  await service?.close();
  await temporal?.[Symbol.asyncDispose]();
  await target?.[Symbol.asyncDispose]();
});

/** Keeps the histories of a message that was taken at the third attempt, and of one that was given up. */
async function record(): Promise<void> {
  const { rows } = await service.pool.query<{ id: string; state: string }>(
    `select d.id, d.state from webhook_deliveries d join webhooks w on w.id = d.webhook_id
      where d.event = 'webhook.test' and (w.url like '%/busy' or w.url like '%/given-up')`,
  );
  for (const { id, state } of rows) {
    const history = await temporal.client.workflow.getHandle(deliveryWorkflowId(id)).fetchHistory();
    const name = `a message is ${state.replace('_', ' ')}`;
    appendFileSync(historiesFile, recordedLine(name, history, 'with webhooks'));
  }
}

async function add(path: string, more: object = {}): Promise<Made> {
  const reply = await service.post('/v1/webhooks', { url: target.url + path, ...more });
  if (reply.status !== 201) throw new Error(await reply.text());
  return (await reply.json()) as Made;
}

async function deliveriesOf(id: string): Promise<readonly Delivery[]> {
  const reply = await service.get(`/v1/webhooks/${id}/deliveries`);
  return ((await reply.json()) as { deliveries: Delivery[] }).deliveries;
}

/** Sends a test, and waits until it has ended. */
async function tested({ id }: Made): Promise<Delivery> {
  const reply = await service.post(`/v1/webhooks/${id}/test`);
  expect(reply.status).toBe(202);
  await until(async () => (await deliveriesOf(id))[0]?.state !== 'pending', 15_000);
  const [newest] = await deliveriesOf(id);
  if (newest === undefined) throw new Error('no message');
  return newest;
}

const openai = new OpenAI({ apiKey: 'none', baseURL: 'http://127.0.0.1:9' });
/** The message as a client of somebody else reads it. @throws For another signature. */
const unwrapped = (path: string, n: number, { secret }: Made): Promise<unknown> => {
  const { body, headers } = target.at(path)[n] ?? { body: '', headers: {} };
  return openai.webhooks.unwrap(body, headers as Record<string, string>, secret);
};

describe('a webhook', () => {
  it('is told of an end once, with a signature that others verify', async () => {
    const made = await add('/ends', { events: ['investigation.finished'] });
    const { id } = await service.ask({ question: 'What did jobs cost?' });
    const ref = { id, owner: 'local' };
    const work = createWorkStore(service.pool);
    await work.appendAnswer(ref, [
      answerEvent('answer.started', 1, 1),
      answerEvent('answer.finished', 1, 1),
    ]);
    await service.write(id, finished());
    await sendOnce(service.deps);
    await sendOnce(service.deps);
    await until(async () => (await deliveriesOf(made.id))[0]?.state === 'taken');
    expect(await unwrapped('/ends', 0, made)).toMatchObject({
      type: 'investigation.finished',
      data: {
        id,
        question: 'What did jobs cost?',
        status: 'completed',
        url: `http://here/i/${id}`,
      },
    });
    const [delivery] = await deliveriesOf(made.id);
    expect(target.at('/ends')).toHaveLength(1);
    expect(target.at('/ends')[0]?.headers['webhook-id']).toBe(delivery?.id);
    expect(delivery).toMatchObject({ subject: id, attempts: [{ status: 204, problem: null }] });
    await expect(
      unwrapped('/ends', 0, { ...made, secret: `whsec_${'A'.repeat(43)}=` }),
    ).rejects.toThrow(/signature/i);
  });

  it('that is busy is sent the same message again, when it asked for it', async () => {
    const made = await add('/busy');
    const { id, state, attempts } = await tested(made);
    expect([state, attempts.map(({ status }) => status)]).toEqual(['taken', [503, 429, 200]]);
    const came = target.at('/busy');
    expect(new Set(came.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([id]));
    expect((came[1]?.atMs ?? 0) - (came[0]?.atMs ?? 0)).toBeGreaterThanOrEqual(290);
  }, 20_000);

  it('that leads elsewhere is not followed', async () => {
    const { attempts } = await tested(await add('/moved'));
    expect(attempts.map(({ status }) => status)).toEqual([301, 200]);
    expect(target.at('/elsewhere')).toEqual([]);
  }, 20_000);

  it('that is gone is told nothing any more', async () => {
    const made = await add('/gone');
    expect(await tested(made)).toMatchObject({ state: 'gone', attempts: [{ status: 410 }] });
    const shown = (await (await service.get(`/v1/webhooks/${made.id}`)).json()) as Made;
    expect(shown.disabledAt).not.toBeNull();
    const { id } = await service.ask();
    await service.write(id, finished());
    expect(await deliveriesOf(made.id)).toHaveLength(1);
  });

  it('that never replies ends an attempt, which is noted', async () => {
    const made = await add('/never');
    await service.post(`/v1/webhooks/${made.id}/test`);
    await until(async () => (await deliveriesOf(made.id))[0]?.attempts[0]?.problem != null);
    const [delivery] = await deliveriesOf(made.id);
    expect(delivery).toMatchObject({
      state: 'pending',
      attempts: [{ status: null, problem: 'no reply in time' }],
    });
  });

  it('is sent a message twice rather than never, with the same id, when the note of it is lost', async () => {
    const made = await add('/lost');
    losesNote = true;
    const { id, state, attempts } = await tested(made);
    expect(state).toBe('taken');
    expect(attempts.map(({ status }) => status)).toEqual([null, 204]);
    expect(target.at('/lost').map(({ headers }) => headers['webhook-id'])).toEqual([id, id]);
  });

  it('whose secret changes is signed for both, and later by the new one alone', async () => {
    const made = await add('/rotated');
    const reply = await service.post(`/v1/webhooks/${made.id}/rotate`);
    const after = (await reply.json()) as Made;
    expect(after.secret).not.toBe(made.secret);
    await tested(made);
    await unwrapped('/rotated', 0, made);
    await unwrapped('/rotated', 0, after);
    await service.pool.query(
      `update webhook_secrets set expires_at = now() where expires_at is not null`,
    );
    await tested(made);
    await unwrapped('/rotated', 1, after);
    await expect(unwrapped('/rotated', 1, made)).rejects.toThrow(/signature/i);
  });

  it('keeps its secret and its path out of histories, logs and lists', async () => {
    const made = await add('/very-private');
    const { id } = await tested(made);
    const history = await temporal.client.workflow.getHandle(deliveryWorkflowId(id)).fetchHistory();
    const listed = await (await service.get('/v1/webhooks')).text();
    const told = [
      JSON.stringify(history),
      JSON.stringify(service.lines),
      listed,
      JSON.stringify(await deliveriesOf(made.id)),
    ].join();
    expect(told).toContain(id);
    expect(told).not.toContain('very-private');
    expect(told).not.toContain('whsec_');
    expect(told).not.toContain(made.secret.slice(6, 30));
  });

  it('that is removed takes its messages with it', async () => {
    const made = await add('/removed');
    await tested(made);
    const gone = await fetch(`${service.url}/v1/webhooks/${made.id}`, { method: 'DELETE' });
    expect([gone.status, (await service.get(`/v1/webhooks/${made.id}`)).status]).toEqual([
      204, 404,
    ]);
    const { rows } = await service.pool.query(
      'select 1 from webhook_deliveries where webhook_id = $1',
      [made.id],
    );
    expect(rows).toEqual([]);
  });
});

describe('a message that no attempt could send', () => {
  it('is given up, and says so', async () => {
    breaks = true;
    const delivery = await tested(await add('/given-up')).finally(() => {
      breaks = false;
    });
    expect(delivery).toMatchObject({ state: 'given_up', attempts: [{ status: null }] });
    expect(target.at('/given-up')).toEqual([]);
  });
});
