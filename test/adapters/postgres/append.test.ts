import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createNotifications } from '../../../adapters/postgres/notifications.ts';
import { append } from '../../../adapters/postgres/events.ts';
import { transaction } from '../../../adapters/postgres/pool.ts';
import type { NewEvent } from '../../../domain/events.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import { aResult, anEvidence, answerEvent, codeOf, concluded, legOf, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const write = (ref: InvestigationRef, ...events: readonly NewEvent[]): Promise<void> =>
  transaction(bench.pool, (client) => append(client, ref, events));

const steered = (key: string): NewEvent => ({
  key,
  type: 'steered',
  payload: { action: { action: 'answerNow' } },
});

const genie = { spaceId: 's', conversationId: 'c', messageId: 'm', url: 'http://w.example' };
const progress = (key: string, status: string, domain: 'cost' | 'quality' = 'cost'): NewEvent => ({
  key,
  type: 'lane.progress',
  payload: { domain, round: 1, status, genie },
});

describe('the log of an investigation', () => {
  it('has no gap and no twin when six write to it at once', async () => {
    const ref = await bench.investigate();
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      for (let n = 0; n < 20; n += 1) {
        await write(ref, steered(`own:${writer}:${n}`), steered(`shared:${n}`));
      }
    });
    await Promise.all(writers);
    const log = await bench.log(ref);
    expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: 1 + 6 * 20 + 20 }, (_, n) => n));
    expect((await bench.store.find(ref))?.lastSeq).toBe(log.length - 1);
  });

  it('is told to those who listen, and only where something was added', async () => {
    const [ref, other] = [await bench.investigate(), await bench.investigate()];
    const feed = createNotifications(bench.url, 'investigation_events');
    const heard: string[] = [];
    feed.listen(ref.id, () => heard.push('ours'));
    feed.listen(other.id, () => heard.push('other'));
    // Once it listens it calls everybody, for what may have come before.
    await vi.waitFor(() => expect(heard.toSorted()).toEqual(['other', 'ours']), { timeout: 9_000 });
    heard.length = 0;
    await write(ref, steered('a'));
    await write(ref, steered('a'));
    await write(other, steered('a'));
    await vi.waitFor(() => expect(heard).toContain('other'), { timeout: 9_000 });
    expect(heard).toEqual(['ours', 'other']);
    await feed.close();
  });

  it('numbers each investigation by itself', async () => {
    const [first, second] = [await bench.investigate(), await bench.investigate()];
    await Promise.all([write(first, steered('a')), write(second, steered('a'), steered('b'))]);
    expect((await bench.log(first)).map(({ seq }) => seq)).toEqual([0, 1]);
    expect((await bench.log(second)).map(({ seq }) => seq)).toEqual([0, 1, 2]);
  });

  it('drops a key that it has, and keeps what came first', async () => {
    const ref = await bench.investigate();
    await write(ref, steered('steered:1'));
    const skip = { action: 'skip', domain: 'cost' } as const;
    await write(ref, { key: 'steered:1', type: 'steered', payload: { action: skip } });
    await write(ref, steered('steered:1'), steered('steered:2'), steered('steered:2'));
    const log = await bench.log(ref);
    expect(log.map(({ type }) => type)).toEqual(['queued', 'steered', 'steered']);
    expect(log[1]).toMatchObject({ action: { action: 'answerNow' } });
  });

  it('gives its newest number with the row that readers look at', async () => {
    const ref = await bench.investigate();
    await write(ref, { key: 'started', type: 'started', payload: {} });
    expect(await bench.store.find(ref)).toMatchObject({ status: 'running', lastSeq: 1 });
  });

  it('is read from any place on, with and without the pieces of the answer', async () => {
    const ref = await bench.investigate();
    await write(ref, answerEvent('answer.started', 1, 1), answerEvent('answer.delta', 1, 1));
    await write(ref, answerEvent('answer.finished', 1, 1));
    const read = async (after: number, limit: number, withDeltas: boolean) =>
      (await bench.store.events(ref, { after, limit, withDeltas })).map(({ seq }) => seq);
    expect(await read(-1, 100, true)).toEqual([0, 1, 2, 3]);
    expect(await read(0, 2, true)).toEqual([1, 2]);
    expect(await read(0, 100, false)).toEqual([1, 3]);
    expect(await read(3, 100, true)).toEqual([]);
  });
});

describe('after the end', () => {
  it('nothing is written, and what came with it is not there either', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const leg = legOf(ref);
    await bench.work.takeLane(leg);
    await bench.work.conclude(ref, concluded);
    const before = await bench.log(ref);
    const late: Readonly<Record<string, () => Promise<void>>> = {
      'an event': () => write(ref, steered('late')),
      'a steer': () =>
        bench.work.recordSteer(ref, {
          updateId: 'late',
          action: { action: 'answerNow' },
          mostSeconds: { standard: 600, deep: 600 },
        }),
      memory: () => bench.work.remember(ref, 24),
      'an answer': () => bench.work.appendAnswer(ref, [answerEvent('answer.started', 1, 1)]),
    };
    for (const [what, writeLate] of Object.entries(late)) {
      expect([what, await codeOf(writeLate())]).toEqual([what, 'input.conflict']);
    }
    expect(await bench.log(ref)).toEqual(before);
    expect(
      await bench.rows(
        `select (select count(*)::int from steers where investigation_id = $1) as steers,
          (select count(*)::int from messages where id like $1 || ':%') as messages`,
        [ref.id],
      ),
    ).toEqual([{ steers: 0, messages: 0 }]);
  });

  it('a transaction is rolled back whole, also what it did before it wrote', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    await bench.work.conclude(ref, concluded);
    await bench.rows('update lanes set outcome = null where investigation_id = $1', [ref.id]);
    const leg = legOf(ref);
    await bench.work.takeLane(leg);
    const late = bench.work.finishLane(leg, aResult({ evidence: [anEvidence()] }));
    // Its `lane.finished` is there already and is dropped; the evidence is what the log refuses.
    expect(await codeOf(late)).toBe('input.conflict');
    expect(await bench.work.evidence(ref)).toEqual([]);
    expect((await bench.work.lanes(ref, 1)).map(({ outcome }) => outcome)).toEqual([null]);
  });

  it('what was written before may be written again, and changes nothing', async () => {
    const ref = await bench.investigate();
    await write(ref, steered('once'));
    await bench.work.conclude(ref, concluded);
    const before = await bench.log(ref);
    await write(ref, steered('once'));
    expect(await bench.log(ref)).toEqual(before);
  });
});

describe('the events of an answer', () => {
  it('are refused from an attempt that a newer one has overtaken', async () => {
    const ref = await bench.investigate();
    await write(ref, answerEvent('answer.started', 1, 1), answerEvent('answer.delta', 1, 1, 1));
    await write(ref, answerEvent('answer.reset', 1, 2), answerEvent('answer.started', 1, 2));
    const before = await bench.types(ref);
    for (const late of [
      answerEvent('answer.delta', 1, 1, 2),
      answerEvent('answer.finished', 1, 1),
    ]) {
      expect(await codeOf(bench.work.appendAnswer(ref, [late]))).toBe('input.conflict');
    }
    expect(await bench.types(ref)).toEqual(before);
    await write(ref, answerEvent('answer.finished', 1, 2));
    expect((await bench.work.answerState(ref)).finished?.markdown).toBe('Jobs cost 12.50 USD.');
  });

  it('are refused from an older pass with the row that goes with them', async () => {
    const ref = await bench.investigate();
    await write(ref, answerEvent('answer.reset', 2, 1), answerEvent('answer.started', 2, 1));
    const late = transaction(bench.pool, async (client) => {
      await client.query(
        'insert into evidence (investigation_id, owner, id, domain, body) values ($1, $2, $3, $4, $5)',
        [ref.id, ref.owner, 'ev_late', 'cost', anEvidence()],
      );
      await append(client, ref, [answerEvent('answer.finished', 1, 9)]);
    });
    expect(await codeOf(late)).toBe('input.conflict');
    expect(await bench.work.evidence(ref)).toEqual([]);
    expect((await bench.work.answerState(ref)).finished).toBeNull();
  });

  it('end with the first that is finished: no later pass replaces it', async () => {
    const ref = await bench.investigate();
    await write(ref, answerEvent('answer.started', 1, 1), answerEvent('answer.finished', 1, 1));
    const again = bench.work.appendAnswer(ref, [answerEvent('answer.reset', 2, 1)]);
    expect(await codeOf(again)).toBe('input.conflict');
    expect(await bench.types(ref)).toEqual(['queued', 'answer.started', 'answer.finished']);
  });
});

describe('what a lane is doing', () => {
  it('is told once while it stays the same', async () => {
    const ref = await bench.investigate();
    await write(ref, progress('1', 'ASKING_AI'), progress('2', 'ASKING_AI'));
    await write(ref, progress('3', 'ASKING_AI'));
    expect(await bench.types(ref)).toEqual(['queued', 'lane.progress']);
  });

  it('is told again when it has changed and come back', async () => {
    const ref = await bench.investigate();
    for (const status of ['EXECUTING_QUERY', 'ASKING_AI', 'EXECUTING_QUERY']) {
      await write(ref, progress(`at ${(await bench.log(ref)).length}`, status));
    }
    expect(await bench.types(ref)).toEqual([
      'queued',
      'lane.progress',
      'lane.progress',
      'lane.progress',
    ]);
  });

  it('is told for each lane by itself', async () => {
    const ref = await bench.investigate();
    await write(ref, progress('1', 'ASKING_AI'), progress('2', 'ASKING_AI', 'quality'));
    await write(ref, progress('3', 'ASKING_AI'), progress('4', 'ASKING_AI', 'quality'));
    expect(await bench.types(ref)).toEqual(['queued', 'lane.progress', 'lane.progress']);
  });

  it('is told with each new place in the queue', async () => {
    const ref = await bench.investigate();
    const waiting = (key: string, position: number): NewEvent => ({
      key,
      type: 'lane.waiting',
      payload: { domain: 'cost', round: 1, reason: 'quota', position, until: 'soon' },
    });
    await write(ref, waiting('1', 2), waiting('2', 2), waiting('3', 1));
    const log = await bench.log(ref);
    expect(log.slice(1)).toMatchObject([{ position: 2 }, { position: 1 }]);
  });
});
