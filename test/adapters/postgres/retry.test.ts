import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forEachDomain } from '../../../domain/domains.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import { aResult, concluded, intend, legOf, openBench, taken } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

/** Tries again what was asked about costs, and takes over what there is. */
async function again(of: InvestigationRef) {
  const ref = await bench.investigate({ retry: { of, domains: ['cost'] } });
  const spaces = forEachDomain(() => 'space');
  await bench.work.commitRetry(ref, { spaces, deadlineAtMs: Date.now() + 60_000 });
  return legOf(ref);
}

describe('the question of a lane that is tried again', () => {
  it('goes along when Genie has it and nobody has its answer', async () => {
    const leg = legOf(await bench.investigate({ domains: ['cost'] }));
    await bench.work.takeLane(leg);
    await intend(bench.work, leg);
    const asked = taken();
    await bench.work.ledger.asked(leg, asked);
    await bench.store.conclude(leg, concluded);
    const { messageId } = asked;
    const lane = await bench.work.takeLane(await again(leg));
    expect(lane?.asked).toMatchObject({ state: 'asked', messageId, takenOver: true });
    expect(await bench.work.ledger.read(leg)).toBeNull();
  });

  it('is asked anew when Genie has ended it', async () => {
    const leg = legOf(await bench.investigate({ domains: ['cost'] }));
    await bench.work.takeLane(leg);
    await intend(bench.work, leg);
    await bench.work.ledger.asked(leg, taken());
    const left = { ended: true, genieMs: 1 } as const;
    await bench.work.finishLane(leg, aResult({ outcome: 'failed', left }));
    await bench.store.conclude(leg, concluded);
    expect(await bench.work.takeLane(await again(leg))).toMatchObject({ asked: null });
    expect(await bench.work.ledger.read(leg)).toMatchObject({ state: 'settled' });
  });

  it('that may have been lost is looked for, and counts where it is asked', async () => {
    const leg = legOf(await bench.investigate({ domains: ['cost'] }));
    await bench.work.takeLane(leg);
    await intend(bench.work, leg);
    await bench.store.conclude(leg, concluded);
    const late = await again(leg);
    const lane = await bench.work.takeLane(late);
    expect(lane?.asked).toMatchObject({ state: 'intent', takenOver: false });
    await intend(bench.work, late);
    await bench.work.ledger.asked(late, taken());
    await bench.work.finishLane(late, aResult());
    expect((await bench.log(late)).at(-1)).toMatchObject({ usage: { genieQuestions: 1 } });
  });
});
