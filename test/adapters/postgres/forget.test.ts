import { createDeliveryWork } from '../../../adapters/postgres/deliveries.ts';
import { createOwnWebhookStore } from '../../../adapters/postgres/own-webhooks.ts';
import { webhookEvents } from '../../../domain/own-webhooks.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAdmissionLoad } from '../../../adapters/postgres/admit.ts';
import { sessionId } from '../../../domain/ids.ts';
import type { SessionId } from '../../../domain/ids.ts';
import { anExplanation } from '../../support/explanation.ts';
import {
  aResult,
  anEvidence,
  answerEvent,
  codeOf,
  concluded,
  hex,
  intend,
  legOf,
  openBench,
  someNeeds,
  taken,
} from './bench.ts';
import type { Bench } from './bench.ts';
import { annsRequest } from './memory-calls.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

/** A question of an owner that left a row in every table, and has ended. */
async function asked(owner: string, session: SessionId = sessionId(hex())) {
  const { work } = bench;
  const ref = await bench.investigate({ owner, session, domains: ['cost', 'quality'] });
  const leg = legOf(ref);
  await work.takeLane(leg);
  const { slot } = await intend(work, leg, {});
  await work.ledger.asked(leg, { ...taken(), slot });
  await work.ledger.left(leg, { ended: true, genieMs: null });
  await work.finishLane(leg, aResult({ evidence: [anEvidence()] }));
  await work.checks.end(ref, {
    key: 'k',
    question: 'cost/x',
    ending: { kind: 'failed', reason: 'no' },
  });
  await work.checks.explain(ref, anExplanation());
  await work.recordSteer(ref, {
    updateId: hex(),
    action: { action: 'answerNow' },
    mostSeconds: { standard: 600, deep: 600 },
  });
  const waiting = legOf(ref, { domain: 'quality' });
  await work.takeLane(waiting);
  await work.quota.pause('paused', 3_600_000);
  await bench.rows(
    `insert into quota_waiters (workspace, investigation_id, round, domain, ask, owner)
      values ('paused', $1, 2, 'quality', 1, $2)`,
    [ref.id, owner],
  );
  await work.appendAnswer(ref, [
    answerEvent('answer.started', 1, 1),
    answerEvent('answer.finished', 1, 1),
  ]);
  await bench.requests.keep(ref, { ...annsRequest, instructions: owner });
  await bench.requests.keyOf({ owner, bodyHash: hex(), fresh: hex(), isAgain: false });
  await work.conclude(ref, concluded, 24);
  const due = { before: null, messages: [], domains: [], upToUs: '0', expiresUs: String(4e15) };
  await work.summaries.save(ref, due, { text: 'summed up', usage: {} });
  await bench.memory.setPreferences(owner, { role: 'manager' });
  await bench.rows(
    `insert into proposals (id, investigation_id, owner, kind, content) values ($1, $1, $2, 'alert', '{}')`,
    [ref.id, owner],
  );
  await bench.rows(
    `insert into feedback (id, investigation_id, owner, rating, question) values ($1, $1, $2, 'up', 'Why?')`,
    [ref.id, owner],
  );
  for (const table of ['watches', 'digests'])
    await bench.rows(`insert into ${table} (id, owner, name, spec) values ($1, $2, $1, '{}')`, [
      hex(),
      owner,
    ]);
  await addWebhook(owner);
  // The end has wiped it.
  await bench.rows(
    `insert into user_tokens (investigation_id, owner, key_name, sealed) values ($1, $2, 'k1', '')`,
    [ref.id, owner],
  );
  await bench.rows('insert into answer_checks (investigation_id, owner) values ($1, $2)', [
    ref.id,
    owner,
  ]);
  await bench.rows(
    `insert into corrections (investigation_id, owner, claims) values ($1, $2, '[]')`,
    [ref.id, owner],
  );
  return { ref, session };
}

/** A webhook with a message that was tried once. */
async function addWebhook(owner: string): Promise<void> {
  const ref = { id: `whk_${owner}`, owner };
  const url = `https://example.com/${owner}`;
  const store = createOwnWebhookStore(bench.pool);
  const more = {
    body: 'standard',
    events: [...webhookEvents],
    groups: [],
    secret: 'whsec_',
  } as const;
  await store.create({ ...ref, url, ...more });
  await createDeliveryWork(bench.pool).begin(await store.test(ref));
}

/** Every row of every table that has a text, by table; empty tables are left out. */
async function rowsWith(texts: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const tables = await bench.rows("select tablename from pg_tables where schemaname = 'public'");
  const counts = await Promise.all(
    tables.map(async ({ tablename }) => {
      const [row] = await bench.rows(
        `select count(*)::int as n from ${String(tablename)} t
          where exists (select from unnest($1::text[]) x where position(x in t::text) > 0)`,
        [texts],
      );
      return [String(tablename), Number(row?.['n'])] as const;
    }),
  );
  return Object.fromEntries(counts.filter(([, n]) => n > 0));
}

describe('“forget me”', () => {
  it('leaves no row in any table but a line of audit, and nothing of others changes', async () => {
    const { ref, session } = await asked('frieda-q');
    const others = await asked('gustav-q');
    const before = await rowsWith(['gustav-q', others.ref.id, others.session]);
    const owned = await bench.rows(
      `select table_name from information_schema.columns where column_name = 'owner'
        and table_schema = 'public' and table_name <> 'quota_shares'`,
    );
    const has = await rowsWith(['frieda-q']);
    expect(Object.keys(has).toSorted()).toEqual(
      owned.map(({ table_name: name }) => String(name)).toSorted(),
    );
    expect(await bench.memory.forget('frieda-q')).toBe(1);
    expect(await rowsWith(['frieda-q', ref.id, session])).toEqual({ audit: 1 });
    expect(await rowsWith(['gustav-q', others.ref.id, others.session])).toEqual(before);
  });

  it('is refused while a question is open, and then deletes nothing', async () => {
    await asked('hanna-q');
    const open = await bench.investigate({ owner: 'hanna-q' });
    const before = await rowsWith(['hanna-q']);
    expect(await codeOf(bench.memory.forget('hanna-q'))).toBe('input.conflict');
    expect(await rowsWith(['hanna-q'])).toEqual(before);
    await bench.store.requestCancel(open);
    await bench.work.conclude(open, concluded);
    await bench.memory.forget('hanna-q');
    expect(await rowsWith(['hanna-q'])).toEqual({ audit: 1 });
  });

  it('frees no quota: the slot stays taken, and the questions of the day count', async () => {
    const load = () => readAdmissionLoad(bench.pool, 'ida-q', someNeeds);
    await asked('ida-q');
    const before = await load();
    const slots = await bench.rows('select count(*)::int as n from quota_slots');
    await bench.memory.forget('ida-q');
    expect(await load()).toEqual(before);
    expect(await bench.rows('select count(*)::int as n from quota_slots')).toEqual(slots);
    expect(before.today.ofOwner).toBe(1);
  });
});

describe('a session that is deleted', () => {
  it('takes its investigations, evidence and messages along, and no other session', async () => {
    const gone = await asked('jana-q');
    const kept = await asked('jana-q');
    const before = await rowsWith([kept.ref.id, kept.session]);
    expect(await bench.memory.deleteSession('jana-q', gone.session)).toBe(1);
    expect(await rowsWith([gone.ref.id, gone.session])).toEqual({});
    expect(await rowsWith([kept.ref.id, kept.session])).toEqual(before);
    expect(await codeOf(bench.memory.deleteSession('jana-q', gone.session))).toBe(
      'input.not_found',
    );
  });

  it('is kept while one of its investigations is open', async () => {
    const { session } = await asked('karl-q');
    await bench.investigate({ owner: 'karl-q', session });
    expect(await codeOf(bench.memory.deleteSession('karl-q', session))).toBe('input.conflict');
    expect((await bench.memory.session('karl-q', session))?.investigations).toBe(2);
  });
});

describe('questions that were deleted', () => {
  it('count for the limit of the day on which they were asked, and for no other', async () => {
    const owner = 'lena-q';
    const needs = { ...someNeeds, workspace: 'of lena' };
    const today = async () => (await readAdmissionLoad(bench.pool, owner, needs)).today.ofOwner;
    const session = sessionId(hex());
    const [{ ref: old }, { ref: young }] = [
      await asked(owner, session),
      await asked(owner, session),
    ];
    expect(await today()).toBe(2);
    await bench.rows(
      `update genie_ledger set intent_at = date_trunc('day', now(), 'UTC') - interval '1 second'
        where investigation_id = $1`,
      [old.id],
    );
    expect(await today()).toBe(1);
    await bench.memory.deleteSession(owner, session);
    expect(await bench.store.find(young)).toBeNull();
    expect(await today()).toBe(1);
  });
});
