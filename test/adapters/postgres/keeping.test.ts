import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keep } from '../../../activities/keep.ts';
import { createKeepingStore } from '../../../adapters/postgres/memory-keeping.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import type { KeepingStore } from '../../../domain/keeping.ts';
import { foldInvestigation } from '../../../domain/resource.ts';
import { aResult, anEvidence, answerEvent, concluded, hex, legOf, openBench } from './bench.ts';
import type { Bench } from './bench.ts';
import { sessionId } from '../../../domain/ids.ts';

let bench: Bench;
let store: KeepingStore;
beforeAll(async () => {
  bench = await openBench();
  store = createKeepingStore(bench.pool);
});
afterAll(() => bench[Symbol.asyncDispose]());

const keptFor = { evidenceDays: 30, investigationDays: 365, memoryTtlHours: 24 };
const run = (on: KeepingStore = store) =>
  keep(on, keptFor, Date.now(), new AbortController().signal);

/** An answered investigation with rows, asked so many days ago; an open one has not ended. */
async function asked(daysAgo: number, isOpen = false): Promise<InvestigationRef> {
  const ref = await bench.investigate({ domains: ['cost'] });
  await bench.work.takeLane(legOf(ref));
  await bench.work.finishLane(legOf(ref), aResult({ evidence: [anEvidence()] }));
  await bench.work.appendAnswer(ref, [
    answerEvent('answer.started', 1, 1),
    answerEvent('answer.delta', 1, 1, 1),
    answerEvent('answer.reset', 1, 2),
    ...[1, 2, 3].map((n) => answerEvent('answer.delta', 1, 2, n)),
    answerEvent('answer.finished', 1, 2),
  ]);
  if (!isOpen) await bench.work.conclude(ref, concluded, 24);
  await bench.rows(
    `update investigations set created_at = clock_timestamp() - make_interval(days => $2) where id = $1`,
    [ref.id, daysAgo],
  );
  return ref;
}

const evidenceOf = (ref: InvestigationRef) => bench.store.evidence(ref);
const foldOf = async (ref: InvestigationRef) => {
  const row = await bench.store.find(ref);
  return row && foldInvestigation(row, await bench.log(ref));
};

describe('what is kept', () => {
  it('for its time, and then deleted; an open investigation is left alone', async () => {
    const [today, month, year, open] = [
      await asked(0),
      await asked(31),
      await asked(366),
      await asked(400, true),
    ];
    const before = await Promise.all([today, month, open].map(foldOf));
    expect(await run()).toMatchObject({
      foldAnswers: 2,
      deleteEvidence: 2,
      deleteInvestigations: 1,
    });
    expect(await run()).toMatchObject({
      foldAnswers: 0,
      deleteEvidence: 0,
      deleteInvestigations: 0,
    });
    expect((await evidenceOf(today)).length).toBe(1);
    expect(await evidenceOf(month)).toEqual([]);
    expect((await evidenceOf(open)).length).toBe(1);
    expect(await bench.store.find(year)).toBeNull();
    const after = await Promise.all([today, month, open].map(foldOf));
    expect(after[0]).toEqual(before[0]);
    expect(after[2]).toEqual(before[2]);
    expect(after[1]).toEqual({ ...before[1], rowsDeletedAt: expect.stringMatching(/Z$/) });
  });

  it('of a finished answer is its text in one piece, which a follower gets as it was streamed', async () => {
    const ref = await asked(2);
    const before = await bench.log(ref);
    await run();
    const after = await bench.log(ref);
    const deltas = after.filter(({ type }) => type === 'answer.delta');
    expect(deltas).toMatchObject([{ text: 'Jobs cost 12.50 USD.', attempt: 2 }]);
    const rest = before.filter(({ type }) => type !== 'answer.delta');
    expect(after.filter(({ type }) => type !== 'answer.delta')).toEqual(rest);
    expect(after.map(({ seq }) => seq)).toEqual(
      before.map(({ seq }) => seq).filter((seq) => after.some((one) => one.seq === seq)),
    );
  });

  it('of a session goes with its last investigation', async () => {
    const ref = await asked(366);
    const session = (await bench.store.find(ref))?.sessionId ?? '';
    const other = await bench.investigate({ session: session as never });
    await run();
    expect(await bench.memory.session('ann', session)).toMatchObject({ investigations: 1 });
    await bench.work.conclude(other, concluded);
    await bench.rows(
      `update investigations set created_at = created_at - interval '366 days' where id = $1`,
      [other.id],
    );
    await run();
    expect(await bench.memory.session('ann', session)).toBeNull();
  });

  it('of messages, summaries, preferences and quota ends when it expires', async () => {
    const ref = await asked(0);
    const due = { before: null, messages: [], domains: [], upToUs: '0', expiresUs: String(4e15) };
    await bench.work.summaries.save(ref, due, { text: 'summed up', usage: {} });
    await bench.memory.setPreferences('ann', { role: 'manager' });
    const tables = [
      'messages',
      'summaries',
      'preferences',
      'quota_slots',
      'quota_waiters',
      'workers',
    ];
    await bench.rows(`insert into quota_slots (workspace, investigation_id, domain, free_at)
      values ('w', '', 'cost', now() - interval '2 hours'), ('w', '', 'cost', now())`);
    await bench.rows(`insert into workers (id, genie_slots, seen_at)
      values ('gone', 1, now() - interval '2 hours'), ('here', 1, now())`);
    const counts = async () =>
      Promise.all(
        tables.map(async (table) => {
          const [row] = await bench.rows(`select count(*)::int as n from ${table}`);
          return Number(row?.['n']);
        }),
      );
    const [messages = 0] = await counts();
    await run();
    expect(await counts()).toEqual([messages, 1, 1, 1, 0, 1]);
    await bench.rows(`update messages set expires_at = now() - interval '1 millisecond'`);
    await bench.rows(`update summaries set expires_at = now() - interval '1 millisecond'`);
    await bench.rows(`update preferences set expires_at = now() - interval '1 millisecond'`);
    await run();
    expect(await counts()).toEqual([0, 0, 0, 1, 0, 1]);
  });

  it('of a memory that could not be saved is saved later, and told', async () => {
    await bench.rows(`create function refuse() returns trigger language plpgsql as $$
      begin raise exception 'no room'; end $$`);
    await bench.rows('create trigger refuse before insert on messages execute function refuse()');
    const ref = await asked(0);
    expect((await foldOf(ref))?.memory).toEqual({ status: 'failed', detail: 'no room' });
    expect((await run()).repairMemory).toBe(0);
    await bench.rows('drop function refuse cascade');
    expect((await run()).repairMemory).toBe(1);
    expect((await foldOf(ref))?.memory).toEqual({ status: 'saved', detail: null });
    const session = (await bench.store.find(ref))?.sessionId ?? '';
    expect((await bench.memory.session('ann', session))?.messages).toHaveLength(2);
  });
});

/** Owner `old` has asked 100,000 questions; each has an event and a table. */
async function grow(): Promise<void> {
  // Without the time limit of the service's connections.
  const client = new pg.Client(bench.url);
  await client.connect();
  await client.query(`
    insert into sessions (id, owner)
      select 'ses_' || lpad(to_hex(n), 32, '0'), 'old' from generate_series(1, 100000) n;
    insert into investigations (id, owner, session_id, mode, question, visibility, closed_domains,
        budget_seconds, body_hash, estimate, status, created_at, deadline_at)
      select 'inv_' || right(id, 32), owner, id, 'standard', 'q', 'private', '{}', 120, 'h', '{}', 'completed',
          now() - interval '400 days', now() - interval '400 days' from sessions where owner = 'old';
    insert into events (investigation_id, owner, seq, key, type, at, payload)
      select id, owner, 0, 'queued', 'queued', created_at, '{}' from investigations where owner = 'old';
    insert into evidence (investigation_id, owner, id, domain, body)
      select id, owner, 'ev_1', 'cost', '{}' from investigations where owner = 'old';
    analyze;`);
  await client.end();
}

describe('with 100,000 investigations of 400 days', () => {
  it(
    'all are deleted in batches while questions are admitted and answered',
    { timeout: 180_000 },
    async () => {
      await grow();
      let isOver = false;
      let answered = 0;
      const asking = (async () => {
        while (!isOver) {
          const session = sessionId(hex());
          const ref = await bench.investigate({ owner: 'new', session, domains: ['cost'] });
          await bench.work.conclude(ref, concluded, 1);
          answered += 1;
        }
      })();
      let batches = 0;
      const counting = Object.fromEntries(
        Object.entries(store).map(([name, call]) => [
          name,
          (...args: never[]) => {
            batches += 1;
            return (call as (...all: never[]) => Promise<number>)(...args);
          },
        ]),
      ) as KeepingStore;
      const done = await run(counting);
      isOver = true;
      await asking;
      expect(done).toMatchObject({ deleteEvidence: 100_000, deleteInvestigations: 100_000 });
      expect(batches).toBeGreaterThan(1_500);
      expect(answered).toBeGreaterThan(10);
      for (const table of ['sessions', 'investigations', 'events', 'evidence']) {
        expect(await bench.rows(`select 1 from ${table} where owner = 'old' limit 1`)).toEqual([]);
      }
      const [row] = await bench.rows(
        `select count(*)::int as n from investigations where owner = 'new' and status = 'failed'`,
      );
      expect(row).toEqual({ n: answered });
    },
  );
});
