import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askGenie } from '../../../activities/ask-genie/ask-genie.ts';
import { route } from '../../../activities/route.ts';
import type { Domain } from '../../../domain/domains.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import { foldInvestigation } from '../../../domain/resource.ts';
import type { AskArgs } from '../../../domain/steps.ts';
import type { FaultRule } from '../../../local/workspace/control/faults.ts';
import { aResult, anEvidence, concluded, legOf } from '../../adapters/postgres/bench.ts';
import { openWorld, until } from '../bench.ts';
import type { Case, World } from '../bench.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const once = (fault: FaultRule['fault']): Partial<FaultRule> => ({
  match: { method: 'POST' },
  times: 1,
  fault,
});
const slow = [once({ kind: 'slow', ms: 1_200 })];
const stuck = [once({ kind: 'slow', ms: 60_000 })];
const signal = new AbortController().signal;

/** A case whose lane ended before Genie did. */
async function timedOut(given: Parameters<World['aCase']>[0] = {}): Promise<Case> {
  const it = await world.aCase({ settings: { genieTimeoutMs: 400 }, faults: slow, ...given });
  expect(await it.ask()).toMatchObject({ outcome: 'timed_out' });
  await world.bench.store.conclude(it.ref, concluded);
  return it;
}

/** Tries a case again, and asks as the workflow does: once more when the leg says so. */
async function retried(
  it: Case,
  domains: readonly Domain[] = ['cost'],
  before?: () => Promise<void>,
) {
  const ref = await world.bench.investigate({ retry: { of: it.ref, domains } });
  await before?.();
  const args = { ref, answerByMs: Date.now() + 60_000, modelByMs: Date.now() };
  const routed = await route(it.deps, args, { attempt: 1, signal });
  const deps = { ...it.deps, settings: { ...it.deps.settings, genieTimeoutMs: 10_000 } };
  const leg = { ref, round: 1, following: null, kept: null, laneLimitMs: 100_000 };
  const ask = (given: Pick<AskArgs, 'epoch' | 'ask' | 'say'>) =>
    askGenie(deps, { ...leg, domain: 'cost', ...given }, { attempt: 1, signal });
  let end = await ask({ epoch: 1, ask: 1, say: null });
  if (end.kind === 'rephrase') end = await ask({ epoch: 2, ask: 2, say: end.question });
  return { ref, routed, end };
}

const resourceOf = async (ref: InvestigationRef) =>
  foldInvestigation(await world.bench.work.investigation(ref), await world.bench.log(ref));

const hasEnded = (it: Case, status: string) => async (): Promise<boolean> => {
  const entry = await world.bench.work.ledger.read(legOf(it.ref));
  const at = { spaceId: world.deps.settings.spaces.cost ?? '', conversationId: '', messageId: '' };
  const { conversationId, messageId } = { ...at, ...entry };
  const of = { ...at, conversationId: conversationId ?? '', messageId: messageId ?? '' };
  return (await world.deps.genie.message(of, signal)).status === status;
};

describe('a lane that is tried again', () => {
  it('has the answer that came late, without a question', async () => {
    const it = await timedOut();
    await until(hasEnded(it, 'COMPLETED'));
    const { ref, end } = await retried(it);
    expect(end).toMatchObject({ kind: 'finished', outcome: 'answered' });
    expect(await it.questions()).toHaveLength(1);
    const { lanes, usage, retryOf } = await resourceOf(ref);
    expect(lanes).toMatchObject([{ domain: 'cost', outcome: 'answered', from: 'late' }]);
    expect(lanes[0]?.evidenceIds).toHaveLength(1);
    expect(usage.genieQuestions).toBe(0);
    expect(retryOf).toBe(it.ref.id);
    expect((await world.bench.types(ref)).slice(0, 4)).toEqual([
      'queued',
      'started',
      'routed',
      'lane.started',
    ]);
  });

  it('waits for Genie while it still works', async () => {
    const it = await timedOut();
    expect((await retried(it)).end).toMatchObject({ outcome: 'answered' });
    expect(await it.questions()).toHaveLength(1);
  });

  it('asks anew when the late answer is a failure', async () => {
    const failed = {
      kind: 'failed',
      type: 'RETRYABLE_PROCESSING_EXCEPTION',
      error: 'No.',
      ms: 1_200,
    } as const;
    const it = await timedOut({ faults: [once(failed)] });
    await until(hasEnded(it, 'FAILED'));
    const { ref, end } = await retried(it);
    expect(end).toMatchObject({ kind: 'finished', outcome: 'answered' });
    expect(await it.questions()).toHaveLength(2);
    expect((await resourceOf(ref)).usage.genieQuestions).toBe(1);
  });

  it('asks anew when nobody waits for the old question any more', async () => {
    const it = await timedOut({ faults: stuck });
    const { ref, end } = await retried(it, ['cost'], async () => {
      await world.bench.rows(
        `update genie_ledger set intent_at = intent_at - interval '11 minutes' where investigation_id = $1`,
        [it.ref.id],
      );
    });
    expect(end).toMatchObject({ kind: 'finished', outcome: 'answered' });
    expect(await it.questions()).toHaveLength(2);
    const { lanes, usage } = await resourceOf(ref);
    expect(lanes[0]?.from).toBeUndefined();
    expect(usage.genieQuestions).toBe(1);
  });

  it('asks anew when the old conversation is gone', async () => {
    const it = await timedOut({ faults: stuck });
    const { end } = await retried(it, ['cost'], async () => {
      await world.bench.rows(
        `update genie_ledger set message_id = $2 where investigation_id = $1`,
        [it.ref.id, 'f'.repeat(32)],
      );
    });
    expect(end).toMatchObject({ kind: 'finished', outcome: 'answered' });
    expect(await it.questions()).toHaveLength(2);
  });
});

describe('a lane that has answered', () => {
  it('is taken over with its tables, once', async () => {
    const { bench, deps } = world;
    const ref = await bench.investigate({ domains: ['cost', 'security'] });
    const evidence = anEvidence({ domain: 'cost' });
    await bench.work.takeLane(legOf(ref));
    await bench.work.finishLane(legOf(ref), aResult({ evidence: [evidence] }));
    await bench.store.conclude(ref, concluded);
    const again = await bench.investigate({ retry: { of: ref, domains: ['security'] } });
    const args = { ref: again, answerByMs: Date.now() + 60_000, modelByMs: Date.now() };
    const first = await route(deps, args, { attempt: 1, signal });
    expect(first.lanes).toEqual([
      { domain: 'cost', refused: { outcome: 'answered', detail: null } },
      { domain: 'security', refused: null },
    ]);
    expect(await route(deps, args, { attempt: 2, signal })).toEqual(first);
    expect(await bench.work.evidence(again)).toEqual([evidence]);
    const { lanes } = await resourceOf(again);
    expect(lanes).toMatchObject([
      { domain: 'cost', outcome: 'answered', from: 'copied', evidenceIds: [evidence.id] },
      { domain: 'security', outcome: null },
    ]);
    expect(await bench.types(again)).toEqual([
      'queued',
      'started',
      'routed',
      'evidence.added',
      'lane.finished',
    ]);
  });
});

it('an investigation is tried again by one other at a time', async () => {
  const { bench } = world;
  const ref = await bench.investigate({ domains: ['cost'] });
  await bench.store.conclude(ref, concluded);
  const first = await bench.investigate({ retry: { of: ref, domains: ['cost'] } });
  const again = () => bench.investigate({ retry: { of: ref, domains: ['cost'] } });
  await expect(again()).rejects.toMatchObject({ code: 'input.conflict' });
  // It has taken nothing over.
  await bench.store.conclude(first, concluded);
  await expect(again()).resolves.toBeDefined();
});
