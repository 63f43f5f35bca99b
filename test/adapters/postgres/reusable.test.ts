import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReuseWanted } from '../../../domain/api-ports.ts';
import { sessionId } from '../../../domain/ids.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import { aResult, anEvidence, concluded, hex, legOf, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

let questions = 0;

/** An investigation that has answered a question of its own, alone in its session. */
async function answered(): Promise<{ ref: InvestigationRef; wanted: ReuseWanted }> {
  questions += 1;
  const question = `What did jobs cost, ${questions}?`;
  const ref = await bench.investigate({ question, domains: ['cost'] });
  await bench.work.takeLane(legOf(ref));
  await bench.work.finishLane(legOf(ref), aResult({ evidence: [anEvidence()] }));
  await bench.work.conclude(ref, concluded);
  // As the service makes them: the session of a question without one has the same letters.
  const alone = `ses_${ref.id.slice(4)}`;
  await bench.rows('insert into sessions (id, owner) values ($1, $2)', [alone, ref.owner]);
  await bench.rows('update investigations set session_id = $2 where id = $1', [ref.id, alone]);
  const sinceMs = Date.now() - 60_000;
  return { ref, wanted: { question, domains: null, closedDomains: [], sinceMs, askedAs: null } };
}

const change = (ref: InvestigationRef, to: string) =>
  bench.rows(`update investigations set ${to} where id = $1`, [ref.id]);

describe('an investigation that answered the same question', () => {
  it('is found again by its owner', async () => {
    const { ref, wanted } = await answered();
    expect(await bench.store.reusable('ann', wanted)).toBe(ref.id);
    expect(await bench.store.reusable('bob', wanted)).toBeNull();
  });

  it.each<[what: string, over: Partial<ReuseWanted>]>([
    ['in other words', { question: 'What else?' }],
    ['of other domains', { domains: ['cost'] }],
    ['with fewer domains open', { closedDomains: ['security'] }],
    ['of tables that are newer', { sinceMs: Date.now() + 60_000 }],
    ['as a user', { askedAs: 'bob@example.com' }],
  ])('is not what is wanted %s', async (_, over) => {
    const { wanted } = await answered();
    expect(await bench.store.reusable('ann', { ...wanted, ...over })).toBeNull();
  });

  it.each([
    ['that was asked as a user', `asked_as = 'bob@example.com'`],
    ['without all its domains', `status = 'partial'`],
    ['whose tables were deleted', 'evidence_deleted_at = now()'],
    ['that was deep', `mode = 'deep'`],
    ['that itself tried another again', `retry_of = 'inv_0'`],
  ])('is not one %s', async (_, to) => {
    const { ref, wanted } = await answered();
    await change(ref, to);
    expect(await bench.store.reusable('ann', wanted)).toBeNull();
  });

  it('is the same for the user as whom both ask', async () => {
    const { ref, wanted } = await answered();
    const askedAs = 'bob@example.com';
    await change(ref, `asked_as = '${askedAs}'`);
    expect(await bench.store.reusable('ann', { ...wanted, askedAs })).toBe(ref.id);
  });

  it('is not a question within a conversation', async () => {
    const { ref, wanted } = await answered();
    const session = sessionId(hex());
    await bench.rows('insert into sessions (id, owner) values ($1, $2)', [session, ref.owner]);
    await change(ref, `session_id = '${session}'`);
    expect(await bench.store.reusable('ann', wanted)).toBeNull();
  });
});
