import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionId } from '../../../domain/ids.ts';
import type { SessionId } from '../../../domain/ids.ts';
import type { LegRef } from '../../../domain/worker-ports.ts';
import { aTurn, codeOf, hex, legOf, openBench, taken } from './bench.ts';
import type { Bench, Given } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const space = 'space-cost';

/** The conversation that a leg's turn is to continue; null also when the leg gets no turn. */
async function lease(leg: LegRef, spaceId: string): Promise<string | null> {
  const turn = await bench.work.quota.request(leg, aTurn(leg, { spaceId }));
  return turn.kind === 'granted' ? turn.conversationId : null;
}

const keep = (leg: LegRef, spaceId: string, conversationId: string) =>
  bench.work.ledger.asked(leg, { ...taken(), spaceId, conversationId });

const release = (leg: LegRef, ended: boolean) =>
  bench.work.ledger.left(leg, ended ? { ended, genieMs: null } : { ended });

async function legIn(session: SessionId, given: Given = {}): Promise<LegRef> {
  const ref = await bench.investigate({ domains: ['cost', 'quality'], session, ...given });
  for (const domain of ['cost', 'quality'] as const) {
    await bench.work.takeLane(legOf(ref, { domain }));
  }
  return legOf(ref);
}

/** A session whose last question was asked in a conversation and has been answered. */
async function sessionWith(conversationId: string): Promise<SessionId> {
  const session = sessionId(hex());
  const leg = await legIn(session);
  await keep(leg, space, conversationId);
  await release(leg, true);
  return session;
}

describe('the open conversation of a session', () => {
  it('is there for the next question, in its own domain and space only', async () => {
    const session = await sessionWith('c-1');
    expect(await lease({ ...(await legIn(session)), domain: 'quality' }, space)).toBeNull();
    expect(await lease(await legIn(session), 'another space')).toBeNull();
    expect(await lease(await legIn(sessionId(hex())), space)).toBeNull();
    expect(await lease(await legIn(session), space)).toBe('c-1');
  });

  it('is none once it was not used for as long as sessions are remembered', async () => {
    const session = await sessionWith('c-old');
    await bench.rows(
      `update genie_conversations set used_at = used_at - interval '24 hours' where session_id = $1`,
      [session],
    );
    const leg = await legIn(session);
    expect(await lease(leg, space)).toBeNull();
    await keep(leg, space, 'c-new');
    expect(await lease(leg, space)).toBe('c-new');
  });

  it('is one question’s at a time', async () => {
    const session = await sessionWith('c-2');
    const legs = await Promise.all([1, 2, 3, 4].map(() => legIn(session)));
    const got = await Promise.all(legs.map((leg) => lease(leg, space)));
    expect(got.filter((conversation) => conversation === 'c-2')).toHaveLength(1);
    expect(got.filter((conversation) => conversation === null)).toHaveLength(3);
    const holder = legs[got.indexOf('c-2')];
    if (!holder) throw new Error('nobody has it');
    // A later attempt of the same leg still has it.
    const successor = { ...holder, attempt: 2 };
    await bench.work.takeLane(successor);
    expect(await lease(successor, space)).toBe('c-2');
    await release(successor, true);
    const next = legs.find((leg) => leg !== holder);
    expect(next && (await lease(next, space))).toBe('c-2');
  });

  it('stays when another question, which could not have it, opened one of its own', async () => {
    const session = await sessionWith('c-3');
    const [first, second] = [await legIn(session), await legIn(session)];
    await lease(first, space);
    await keep(second, space, 'c-own');
    await release(second, true);
    await release(first, true);
    expect(await lease(await legIn(session), space)).toBe('c-3');
  });

  it('is forgotten while a message in it still runs', async () => {
    const session = await sessionWith('c-4');
    const leg = await legIn(session);
    await lease(leg, space);
    await release(leg, false);
    expect(await lease(await legIn(session), space)).toBeNull();
  });

  it('is not given back by who does not have it', async () => {
    const session = await sessionWith('c-5');
    const [holder, other] = [await legIn(session), await legIn(session)];
    await lease(holder, space);
    await release(other, true);
    await release(other, false);
    expect(await lease(other, space)).toBeNull();
    expect(await lease(holder, space)).toBe('c-5');
  });

  it('stays with the attempt that has the lane, whatever one that lost it still does', async () => {
    const session = await sessionWith('c-9');
    const lost = await legIn(session);
    await lease(lost, space);
    const successor = { ...lost, attempt: 2 };
    await bench.work.takeLane(successor);
    expect(await lease(successor, space)).toBe('c-9');
    const other = await legIn(session);
    for (const terminal of [true, false]) {
      await release(lost, terminal);
      expect(await lease(other, space)).toBeNull();
    }
    await keep(lost, space, 'c-lost');
    expect(await lease(lost, space)).toBeNull();
    expect(await lease(successor, space)).toBe('c-9');
    await release(successor, true);
    expect(await lease(other, space)).toBe('c-9');
  });

  it('is the newest one that was kept', async () => {
    const session = await sessionWith('c-6');
    const leg = await legIn(session);
    await lease(leg, space);
    await keep(leg, space, 'c-7');
    await release(leg, true);
    expect(await lease(await legIn(session), space)).toBe('c-7');
  });

  it('is not held by a lane that had ended when its question was taken', async () => {
    const session = sessionId(hex());
    const late = await legIn(session);
    await lease(late, space);
    const proposal = { domain: 'cost', outcome: 'timed_out', detail: null } as const;
    await bench.work.settleLanes(late, 1, [proposal], []);
    await keep(late, space, 'c-late');
    const next = await legIn(session);
    expect(await lease(next, space)).toBeNull();
    await keep(next, space, 'c-next');
    await release(next, true);
    expect(await lease(await legIn(session), space)).toBe('c-next');
  });

  it('is its owner’s: another user with the same session id gets none', async () => {
    const session = await sessionWith('c-8');
    const stranger = { ...(await legIn(session)), owner: 'bob' };
    expect(await codeOf(lease(stranger, space))).toBe('input.not_found');
    expect(await lease(await legIn(session), space)).toBe('c-8');
  });
});
