import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../domain/errors.ts';
import type { FaultRule } from '../../../local/workspace/control/faults.ts';
import { aTurn, codeOf, legOf } from '../../adapters/postgres/bench.ts';
import { openWorld } from '../bench.ts';
import type { Case, World } from '../bench.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  // The first question of all takes longer than a right to send.
  await (await world.aCase()).ask();
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

const onAsking = (fault: FaultRule['fault']): readonly Partial<FaultRule>[] => [
  { match: { method: 'POST' }, times: 1, fault },
];

/** An attempt that died between its intent and its POST; how it would have asked. */
async function intended(one: Case, tag = one.tag) {
  const [{ spaceId }, content] = [aPlace(), `How much do we spend? ${tag}`];
  const leg = legOf(one.ref);
  await world.bench.work.takeLane(leg);
  await world.bench.work.quota.request(leg, aTurn(leg, { spaceId, question: content }));
  return async () => {
    const ids = await world.deps.genie.ask({ spaceId, conversationId: null, content }, () =>
      Promise.resolve(true),
    );
    if (ids === null) throw new Error('it was not asked');
    return ids;
  };
}
const aPlace = () => ({ spaceId: world.deps.settings.spaces.cost ?? '' });

/** The right to send was over so long ago. */
const expired = ({ ref }: Case, seconds: number) =>
  world.bench.rows(
    `update genie_ledger set lease_until = clock_timestamp() - make_interval(secs => $2)
      where investigation_id = $1`,
    [ref.id, seconds],
  );
const intendedNow = ({ ref }: Case) =>
  world.bench.rows(
    'update genie_ledger set intent_at = clock_timestamp() where investigation_id = $1',
    [ref.id],
  );

describe('a question', () => {
  it('that Genie took is not asked again where that could not be stored', async () => {
    let failures = 0;
    const it = await world.aCase({
      deps: (deps) => ({
        ...deps,
        store: {
          ...deps.store,
          ledger: {
            ...deps.store.ledger,
            asked: (...args) => {
              failures += 1;
              if (failures > 1) return deps.store.ledger.asked(...args);
              return Promise.reject(new AppError('dependency.down', 'no database'));
            },
          },
        },
      }),
    });
    expect(await codeOf(it.ask())).toBe('dependency.down');
    await expired(it, 60);
    expect(await it.ask({ attempt: 2 })).toMatchObject({ outcome: 'answered' });
    expect(await it.questions()).toHaveLength(1);
  });

  it('is not looked for before its POST has ended for sure', async () => {
    const it = await world.aCase();
    const ask = await intended(it);
    // Four seconds of the ten that a POST may take are left: looks at 4 s and 7 s.
    await expired(it, 6);
    const late = pause(5_000).then(ask);
    const end = it.ask({ attempt: 2 });
    const { messageId } = await late;
    await end;
    expect(await it.questions()).toHaveLength(1);
    expect(await world.bench.work.ledger.read(legOf(it.ref))).toMatchObject({ messageId });
  });

  it('is the nearest in time to its intent, of two with the same words', async () => {
    const it = await world.aCase();
    const ask = await intended(it);
    const { messageId: other } = await ask();
    await pause(1_500);
    const { messageId: own } = await ask();
    await intendedNow(it);
    await expired(it, 60);
    await it.ask({ attempt: 2 });
    expect(await it.questions()).toHaveLength(2);
    const entry = await world.bench.work.ledger.read(legOf(it.ref));
    expect([entry?.messageId, other === own]).toEqual([own, false]);
  });

  it('that may have been asked ends its lane at once, without time to look for it', async () => {
    const it = await world.aCase({
      deadlineInMs: 8_000,
      faults: onAsking({ kind: 'doThenReset' }),
    });
    expect(await it.ask()).toMatchObject({
      kind: 'finished',
      outcome: 'failed',
      detail: expect.stringContaining('the time is too short to look for it') as unknown,
    });
  });

  it('that Genie refused counts for a minute', async () => {
    const it = await world.aCase({ faults: onAsking({ kind: 'status', status: 400 }) });
    expect(await it.ask()).toMatchObject({ outcome: 'failed' });
    const [slot, ...more] = await world.bench.rows(
      `select extract(epoch from free_at - clock_timestamp())::int as seconds from quota_slots
        where investigation_id = $1`,
      [it.ref.id],
    );
    expect(more).toEqual([]);
    expect(slot?.['seconds']).toBeGreaterThan(50);
    expect(slot?.['seconds']).toBeLessThanOrEqual(60);
  });

  it('of another lane with the same words is not taken', async () => {
    const [first, second] = [await world.aCase(), await world.aCase()];
    const ids = await (await intended(first))();
    const taken = { ...ids, ...aPlace(), url: 'http://w.example', slot: null };
    await world.bench.work.ledger.asked(legOf(first.ref), taken);
    await intended(second, first.tag);
    await expired(second, 60);
    await second.ask({ attempt: 2 });
    const entry = await world.bench.work.ledger.read(legOf(second.ref));
    expect(entry?.state).not.toBe('intent');
    expect(entry?.messageId).not.toBe(ids.messageId);
  });

  it('that was asked long before in the same conversation is not taken', async () => {
    const it = await world.aCase();
    const { conversationId, messageId } = await (await intended(it))();
    await world.bench.rows(
      `update genie_ledger set intent_at = clock_timestamp() + interval '10 seconds',
          continued_conversation_id = $2 where investigation_id = $1`,
      [it.ref.id, conversationId],
    );
    await expired(it, 60);
    await it.ask({ attempt: 2 });
    const entry = await world.bench.work.ledger.read(legOf(it.ref));
    expect(entry?.state).not.toBe('intent');
    expect(entry?.messageId).not.toBe(messageId);
  });

  it('that was asked before is looked at at once', async () => {
    const it = await world.aCase({ settings: { genieFirstLookMs: 60_000 } });
    const ids = await (await intended(it))();
    const taken = { ...ids, ...aPlace(), url: 'http://w.example', slot: null };
    await world.bench.work.ledger.asked(legOf(it.ref), taken);
    const startedMs = performance.now();
    await it.ask({ attempt: 2 });
    expect(performance.now() - startedMs).toBeLessThan(30_000);
  });
});
