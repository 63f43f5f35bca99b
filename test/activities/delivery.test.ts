import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliver } from '../../activities/delivery/deliver.ts';
import type { DeliveryDeps } from '../../activities/delivery/deps.ts';
import {
  createCorrectionStore,
  createCorrectionWork,
} from '../../adapters/postgres/corrections.ts';
import { createDeliveryWork } from '../../adapters/postgres/deliveries.ts';
import { createDigestStore, createDigestWork } from '../../adapters/postgres/digests.ts';
import { createOutbox, createOwnWebhookStore } from '../../adapters/postgres/own-webhooks.ts';
import { createWatchWork } from '../../adapters/postgres/watch-work.ts';
import { createWatchStore } from '../../adapters/postgres/watches.ts';
import { newWebhookSecret, signMessage } from '../../adapters/webhook-signature.ts';
import { keptDeliveries, webhookEvents } from '../../domain/own-webhooks.ts';
import type { DeliveryEnd } from '../../domain/own-webhooks.ts';
import { answerEvent, concluded, hex, openBench } from '../adapters/postgres/bench.ts';
import type { Bench } from '../adapters/postgres/bench.ts';
import { aWatchSpec } from '../support/watches.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const bodies: string[] = [];
const deps = (over: Partial<DeliveryDeps> = {}): DeliveryDeps => ({
  deliveries: createDeliveryWork(bench.pool),
  investigations: bench.store,
  corrections: createCorrectionStore(bench.pool),
  watches: createWatchWork(bench.pool),
  digests: createDigestWork(bench.pool),
  domainAccess: {},
  post: async (_, body) => {
    bodies.push(body);
    return { kind: 'replied', status: 200, waitMs: null };
  },
  sign: signMessage,
  linkOf: (id) => `http://here/i/${id}`,
  ...over,
});

async function addWebhook(owner: string, groups: readonly string[] = []): Promise<string> {
  const id = `whk_${hex()}`;
  const url = `https://example.com/${id}`;
  const events = [...webhookEvents];
  const given = { id, owner, url, body: 'standard', events, groups } as const;
  await createOwnWebhookStore(bench.pool).create({ ...given, secret: newWebhookSecret() });
  return id;
}

/** Sends what waits to be sent. @returns The newest body, and how each ended. */
async function sendAll(
  over: Partial<DeliveryDeps> = {},
): Promise<{ ends: DeliveryEnd[]; told: unknown }> {
  const outbox = createOutbox(bench.pool);
  const ends: DeliveryEnd[] = [];
  bodies.length = 0;
  for (const ref of await outbox.unstarted(100)) {
    ends.push(await deliver(deps(over), ref, new AbortController().signal));
    await outbox.started(ref);
  }
  return { ends, told: JSON.parse(bodies.at(-1) ?? 'null') };
}

/** An investigation of cost that has ended with an answer. */
async function answered(owner: string) {
  const ref = await bench.investigate({ owner, domains: ['cost'] });
  await bench.work.appendAnswer(ref, [
    answerEvent('answer.started', 1, 1),
    answerEvent('answer.finished', 1, 1),
  ]);
  await bench.work.conclude(ref, concluded);
  return ref;
}

describe('what a webhook is told', () => {
  it('ends once: a later end changes nothing', async () => {
    await addWebhook('eva');
    await answered('eva');
    const waiting = await createOutbox(bench.pool).unstarted(100);
    const ref = waiting.find(({ owner }) => owner === 'eva');
    if (ref === undefined) throw new Error('nothing waits to be sent');
    const work = createDeliveryWork(bench.pool);
    await work.end(ref, 'taken');
    await work.end(ref, 'gone');
    expect(await work.find(ref)).toBe('taken');
    await createOutbox(bench.pool).started(ref);
  });

  it('is nothing where nobody has one, or it is of somebody else', async () => {
    await addWebhook('somebody-else');
    await answered('ann');
    expect(await sendAll()).toEqual({ ends: [], told: null });
  });

  it('is the correction of an answer, with what the numbers were and are', async () => {
    await addWebhook('corrected');
    const { id, owner } = await answered('corrected');
    await sendAll();
    const work = createCorrectionWork(bench.pool);
    await work.plan({ id, owner }, Date.now());
    const cells = [{ marker: 'cost:1', column: 'usd', before: 12, after: 13.5 }];
    const claims = [{ text: '12 USD', sentence: 'It was 12 USD.', cells }];
    await work.end({ id, owner }, claims);
    const { ends, told } = await sendAll();
    expect(ends).toEqual(['taken']);
    expect(told).toMatchObject({ type: 'investigation.corrected', data: { id, claims } });
  });

  it('is a watch that fires, but not while nobody is to be told', async () => {
    const owner = 'watching';
    await addWebhook(owner);
    const ref = { id: `wat_${hex()}`, owner };
    await createWatchStore(bench.pool).create({ ...ref, groups: [], spec: aWatchSpec() });
    const fire = (held: 'snoozed' | null, key: string) =>
      createWatchWork(bench.pool).end(ref, key, () => ({
        state: 'firing',
        detail: null,
        objects: [],
        beyond: 1,
        kind: 'rows',
        events: [{ kind: 'fired', objects: [{ label: 'etl', value: 21 }], held }],
        investigate: null,
      }));
    await fire('snoozed', 'a');
    expect((await sendAll()).ends).toEqual([]);
    await fire(null, 'b');
    const { ends, told } = await sendAll();
    expect(ends).toEqual(['taken']);
    expect(told).toMatchObject({
      type: 'watch.fired',
      data: { id: ref.id, name: 'failing jobs', objects: [{ label: 'etl', value: 21 }] },
    });
    await fire(null, 'c');
    const closed = { domainAccess: { reliability: ['others'] } };
    expect(await sendAll(closed)).toEqual({ ends: ['withheld'], told: null });
  });

  it('is the report of a digest', async () => {
    const owner = 'reading';
    await addWebhook(owner);
    const { id } = await answered(owner);
    await sendAll();
    const ref = { id: `dig_${hex()}`, owner };
    const schedule = { cron: null, everyMinutes: 60, timeZone: 'UTC' };
    const spec = { name: 'morning', questions: ['a?'], schedule, post: false };
    await createDigestStore(bench.pool).create({ ...ref, groups: [], spec });
    const parts = [
      { question: 'a?', investigationId: id, status: 'completed', line: 'It is 3.' },
    ] as const;
    const digests = createDigestWork(bench.pool);
    await digests.begin(ref, 'k', parts);
    await digests.end(ref, 'k', { status: 'completed', markdown: '# m', parts });
    const { told } = await sendAll();
    expect(told).toMatchObject({
      type: 'digest.finished',
      data: { id: ref.id, parts: [{ line: 'It is 3.', url: `http://here/i/${id}` }] },
    });
  });

  it('is nothing of a domain that was closed to its owner after they had asked', async () => {
    await addWebhook('closed-out', ['finance']);
    await answered('closed-out');
    const closed = { domainAccess: { cost: ['others'] } };
    expect(await sendAll(closed)).toEqual({ ends: ['withheld'], told: null });
    await answered('closed-out');
    const open = { domainAccess: { cost: ['finance'] } };
    expect((await sendAll(open)).ends).toEqual(['taken']);
  });

  it('is nothing of what is deleted before it is sent, and goes with its owner', async () => {
    const id = await addWebhook('leaving');
    await answered('leaving');
    await bench.rows('delete from investigations where owner = $1', ['leaving']);
    expect((await sendAll()).ends).toEqual([]);
    await bench.rows('select forget_owner($1)', ['leaving']);
    for (const table of ['webhooks', 'webhook_secrets', 'webhook_deliveries'])
      expect(await bench.rows(`select 1 from ${table} where owner = 'leaving'`)).toEqual([]);
    expect(id).toMatch(/^whk_/);
  });

  it('keeps the newest messages only', async () => {
    const owner = 'chatty';
    const id = await addWebhook(owner);
    await bench.rows(
      `insert into webhook_deliveries (id, webhook_id, owner, event, subject, at, state, started_at)
        select 'old' || n, $1, $2, 'webhook.test', 'x', now() - make_interval(mins => n), 'taken', now()
          from generate_series(1, $3::int) n`,
      [id, owner, keptDeliveries + 20],
    );
    await createOwnWebhookStore(bench.pool).test({ id, owner });
    await sendAll();
    const [{ n } = { n: 0 }] = await bench.rows(
      'select count(*)::int as n from webhook_deliveries where owner = $1',
      [owner],
    );
    expect(n).toBe(keptDeliveries);
  });
});
