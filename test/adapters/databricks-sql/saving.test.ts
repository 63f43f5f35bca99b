import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDeltaMemory } from '../../../adapters/databricks-sql/memory.ts';
import { recall, withPreferences } from '../../../adapters/databricks-sql/remembered.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import { answeredWith, end, insight, left, unavailable } from './answered.ts';
import { driverOf, openDeltaBench, tables } from './bench.ts';
import type { DeltaBench } from './bench.ts';

let bench: DeltaBench;
beforeAll(async () => {
  bench = await openDeltaBench();
}, 60_000);
afterEach(() => bench.faults());
afterAll(() => bench[Symbol.asyncDispose]());

const memoryOf = async (ref: InvestigationRef) => {
  const events = await bench.postgres.log(ref);
  return events.find(({ type }) => type === 'remembered');
};

describe('saving to Delta tables', () => {
  it('lands with all that two processes save at the same time', async () => {
    const others = driverOf(bench.workspace);
    const second = createDeltaMemory(others, tables);
    // Each commit takes a while, so that the two meet.
    await bench.faults({ match: { content: 'merge' }, fault: { kind: 'slow', ms: 15 } });
    const owner = 'two-processes';
    const save = (memory: typeof second, n: number) =>
      memory.long.change(owner, (before) => ({
        ...before,
        questions: [
          ...before.questions,
          {
            question: `q${n}`,
            key: `k${n}`,
            domains: [],
            count: 1,
            investigationId: `inv_${n}`,
            sessionId: 's',
            at: new Date(Date.now() - n).toISOString(),
            terms: '',
            counted: [],
          },
        ],
      }));
    const all = Array.from({ length: 40 }, (_, n) => n);
    for (const n of all.slice(0, 8)) {
      await Promise.all([save(bench.delta, 100 + n), save(second, 200 + n)]);
    }
    const { questions } = await second.long.read(owner);
    expect(questions.map(({ key }) => key).toSorted()).toEqual(
      all
        .slice(0, 8)
        .flatMap((n) => [`k${100 + n}`, `k${200 + n}`])
        .toSorted(),
    );
    await others.close();
  });

  it('keeps what another wrote between its read and its write', async () => {
    const second = createDeltaMemory(bench.driver, tables);
    const set = (memory: typeof second, key: 'role' | 'timeZone', value: string) =>
      memory.long.change('between', (before) =>
        withPreferences(before, [
          { key, value, source: { investigationId: null, said: null, at: '2026-11-01T00:00:00Z' } },
        ]),
      );
    await set(second, 'role', 'engineer');
    let isFirst = true;
    const interrupted = createDeltaMemory(
      {
        ...bench.driver,
        query: async (sql, ...rest) => {
          if (isFirst && sql.startsWith('merge')) {
            isFirst = false;
            await set(second, 'role', 'manager');
          }
          return bench.driver.query(sql, ...rest);
        },
      },
      tables,
    );
    await set(interrupted, 'timeZone', 'UTC');
    expect(await bench.memory.preferences('between')).toMatchObject([
      { key: 'role', value: 'manager' },
      { key: 'timeZone', value: 'UTC' },
    ]);
  });

  it('that breaks after the commit is told as failed, and repaired without saving twice', async () => {
    const ref = await bench.asked('crashed', 'What did jobs cost?');
    await answeredWith(bench.work, ref, [], left('crash'));
    await bench.faults(
      { times: 1, match: { content: 'short_term' }, fault: { kind: 'commitThenReset' } },
      {
        times: 1,
        match: { content: 'merge into `main`.`health_monitor`.`long_term`' },
        fault: { kind: 'commitThenReset' },
      },
    );
    await bench.work.remember(ref, 1);
    expect(await memoryOf(ref)).toMatchObject({ status: 'failed' });
    await bench.faults();
    expect(await bench.keeping.repairMemory(1, 10)).toBe(1);
    expect(await bench.keeping.repairMemory(1, 10)).toBe(0);
    const session = await bench.memory.session('crashed', ref.session);
    expect(session?.messages).toHaveLength(2);
    expect(await bench.memory.questions('crashed')).toMatchObject([{ count: 1 }]);
    expect(await bench.memory.insights('crashed')).toHaveLength(1);
  });

  it('that fails is told with its reason, ends nothing, and is repaired when the warehouse is back', async () => {
    const ref = await bench.asked('unlucky', 'q');
    await bench.answered(ref, 'a');
    await bench.faults(unavailable);
    await bench.work.remember(ref, 1);
    expect(await bench.work.conclude(ref, end, 1)).toBe('completed');
    expect(await memoryOf(ref)).toMatchObject({
      status: 'failed',
      detail: expect.stringContaining('Databricks SQL'),
    });
    expect(await bench.keeping.repairMemory(1, 10)).toBe(0);
    await bench.faults();
    expect(await bench.keeping.repairMemory(1, 10)).toBe(1);
    expect((await bench.memory.session('unlucky', ref.session))?.messages).toHaveLength(2);
    expect((await bench.postgres.store.find(ref))?.isMemoryRepaired).toBe(true);
  });

  it('that is not done at the end is told, and repaired; also of what a question without an answer taught', async () => {
    const late = await bench.asked('late', 'q');
    await bench.answered(late, 'a');
    await bench.work.conclude(late, end, 1);
    expect(await memoryOf(late)).toMatchObject({ status: 'failed' });
    const taught = await bench.asked('late', 'My time zone is UTC. What?', late.session);
    await answeredWith(
      bench.work,
      taught,
      [{ key: 'timeZone', value: 'UTC', said: 'My time zone is UTC' }],
      null,
    );
    await bench.work.conclude(taught, end, 1);
    expect(await bench.memory.preferences('late')).toEqual([]);
    expect(await bench.keeping.repairMemory(1, 10)).toBe(2);
    expect(await bench.memory.preferences('late')).toMatchObject([
      {
        key: 'timeZone',
        value: 'UTC',
        source: { said: 'My time zone is UTC', investigationId: taught.id },
      },
    ]);
    const empty = await bench.asked('late', 'nothing', late.session);
    await bench.work.conclude(empty, end, 1);
    expect(await memoryOf(empty)).toBeUndefined();
  });

  it('of what was said first changes nothing that was set or forgotten later', async () => {
    const ref = await bench.asked('changed', 'I am a manager');
    await answeredWith(
      bench.work,
      ref,
      [{ key: 'role', value: 'manager', said: 'I am a manager' }],
      left('x'),
    );
    await bench.memory.setPreferences('changed', { role: null });
    await bench.work.remember(ref, 1);
    expect(await bench.memory.preferences('changed')).toEqual([]);
  });

  it('lies in no table of PostgreSQL', async () => {
    const kept = await bench.postgres.rows(
      `select (select count(*) from messages) + (select count(*) from preferences) + (select count(*) from insights)
        + (select count(*) from questions) as n`,
    );
    expect(kept).toEqual([{ n: '0' }]);
  });
});

describe('what is known when a question is asked', () => {
  it('is what was saved before it, of its session and its owner', async () => {
    const first = await bench.asked('asker', 'first');
    await bench.saved(first, 'one', 1);
    const second = await bench.asked('asker', 'second', first.session);
    await bench.saved(second, 'two', 1);
    const start = await bench.work.routingStart(second);
    expect(start.memory.history.messages.map(({ content }) => content)).toEqual(['first', 'one']);
    expect(start.memory.unavailable).toBeUndefined();
  });

  it('is nothing of others, whatever session is named', async () => {
    const ref = await bench.asked('ann', 'secret');
    await answeredWith(bench.work, ref, [], left('ann', 'cost job'));
    await bench.work.remember(ref, 1);
    const nothing = { messages: [], summaries: [] };
    const { messages } = await bench.delta.short.read('ann', { session: ref.session });
    expect(messages).toHaveLength(2);
    expect(await bench.delta.short.read('bob', { session: ref.session })).toEqual(nothing);
    await bench.delta.short.delete('bob', ref.session);
    expect(await bench.delta.short.until('ann')).toHaveProperty('size', 1);
    expect(await bench.delta.short.until('bob')).toHaveProperty('size', 0);
    expect((await bench.delta.long.read('bob')).insights).toEqual([]);
    const asRef = { ...ref, owner: 'bob' };
    expect(await bench.work.history(asRef, ['cost', 'job'])).toEqual({ messages: [] });
    await bench.work.remember(asRef, 1).catch(() => undefined);
    expect(await bench.delta.short.read('bob')).toEqual(nothing);
  });

  it('is nothing, with the reason, when the warehouse does not answer in time', async () => {
    const ref = await bench.asked('asker', 'third');
    await bench.faults({ match: { path: '/sql/1.0/warehouses' }, fault: { kind: 'hang' } });
    const asked = Date.now();
    const { memory } = await bench.work.routingStart(ref, 300);
    expect(Date.now() - asked).toBeLessThan(2_000);
    expect(memory).toMatchObject({
      history: { messages: [] },
      preferences: [],
      unavailable: expect.stringContaining('300 ms'),
    });
    await bench.faults(unavailable);
    expect(await bench.work.history(ref, ['cost'])).toEqual({ messages: [] });
  });

  it('is not waited for again when the routing had to do without it', async () => {
    const ref = await bench.asked('asker', 'fourth');
    await bench.work.commitRouting(ref, {
      routing: { domains: [], tools: [], source: 'examples' },
      degraded: [{ part: 'memory', reason: 'It did not answer.' }],
      usage: {},
      prompt: null,
      lanes: [],
    });
    await bench.faults({ match: { path: '/sql/1.0/warehouses' }, fault: { kind: 'hang' } });
    const asked = Date.now();
    expect(await bench.work.history(ref, ['cost'])).toEqual({ messages: [] });
    expect(Date.now() - asked).toBeLessThan(1_000);
  });

  it('is found by the words that PostgreSQL finds it by', async () => {
    const texts = [
      ['k1', 'cost job spend'],
      ['k2', 'cost warehouse idle'],
      ['k3', 'login failed user'],
      ['k4', 'cost job failed spend retry'],
      ['k5', 'table stale fresh'],
    ] as const;
    const terms = ['cost', 'job', 'failed', 'spend'];
    const inBoth: InvestigationRef[] = [];
    for (const [key, words] of texts) {
      const ref = await bench.asked('finder', key);
      await answeredWith(bench.work, ref, [], left(key, words));
      await bench.work.remember(ref, 1);
      await bench.postgres.work.remember(ref, 1);
      inBoth.push(ref);
    }
    const asking = await bench.asked('finder', 'What did jobs cost?');
    const [ofDelta, ofPostgres] = await Promise.all([
      bench.work.history(asking, terms),
      bench.postgres.work.history(asking, terms),
    ]);
    expect(ofDelta.recalled?.length).toBeGreaterThan(2);
    expect(ofDelta.recalled).toEqual(ofPostgres.recalled);
    expect(inBoth).toHaveLength(5);
    await bench.postgres.rows('delete from messages');
    await bench.postgres.rows('delete from insights');
    await bench.postgres.rows('delete from questions');
  });

  it('has nothing of other words, of the same session, or of later questions', () => {
    const at = '2026-11-01T00:00:00.000Z';
    const one = { ...insight('x'), id: 'inv_1:1', investigationId: 'inv_1', sessionId: 's1', at };
    const memory = { preferences: [], questions: [], insights: [{ ...one, terms: 'cost job' }] };
    const asked = { sessionId: 's2', before: '2026-11-02T00:00:00.000Z', terms: ['cost', 'job'] };
    expect(recall(memory, asked)).toHaveLength(1);
    expect(recall(memory, { ...asked, terms: ['cost'] })).toEqual([]);
    expect(recall(memory, { ...asked, sessionId: 's1' })).toEqual([]);
    expect(recall(memory, { ...asked, before: at })).toEqual([]);
  });
});
