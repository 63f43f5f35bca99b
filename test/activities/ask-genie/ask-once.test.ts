import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionId } from '../../../domain/ids.ts';
import type { FaultRule } from '../../../local/workspace/control/faults.ts';
import { codeOf, hex, legOf } from '../../adapters/postgres/bench.ts';
import { openWorld } from '../bench.ts';
import type { Case, World } from '../bench.ts';

let world: World;
let cases: Awaited<ReturnType<typeof makeCases>>;
beforeAll(async () => {
  world = await openWorld();
  cases = await makeCases();
});
afterAll(() => world[Symbol.asyncDispose]());

const onAsking = (fault: FaultRule['fault']): readonly Partial<FaultRule>[] => [
  { match: { method: 'POST' }, times: 1, fault },
];
const answered = { kind: 'finished', outcome: 'answered' };

/** All faults are set before the first question, for the cases run side by side. */
async function makeCases() {
  const lost = await world.aCase({ faults: onAsking({ kind: 'doThenReset' }) });
  const session = sessionId(hex());
  await (await world.aCase({ session })).ask();
  const followUp = await world.aCase({ session, faults: onAsking({ kind: 'doThenReset' }) });
  const failed = await world.aCase({ faults: onAsking({ kind: 'status', status: 500 }) });
  const unanswered = await world.aCase({ faults: onAsking({ kind: 'hang' }) });
  const tag = 'the same words';
  const first = await world.aCase({ tag, faults: onAsking({ kind: 'doThenReset' }) });
  const twin = await world.aCase({ tag });
  return { lost, followUp, failed, unanswered, twins: [first, twin] as const };
}

const messageOf = async (one: Case): Promise<string | undefined> =>
  (await one.finished()).genie?.messageId;

// A question that may be under way is waited for 12 s, then looked for twice, 3 s apart.
describe.concurrent('a question whose answer was lost', () => {
  it('is found by the next attempt and not asked again', async () => {
    const { lost } = cases;
    expect(await codeOf(lost.ask())).toBe('upstream.down');
    expect(await world.bench.work.ledger.read(legOf(lost.ref))).toMatchObject({ state: 'intent' });
    expect(await lost.ask({ attempt: 2 })).toMatchObject(answered);
    expect(await lost.questions()).toHaveLength(1);
    expect((await lost.finished()).usage).toMatchObject({ genieQuestions: 1 });
  });

  it('is found in the conversation that it continued', async () => {
    const { followUp } = cases;
    expect(await codeOf(followUp.ask())).toBe('upstream.down');
    expect(await followUp.ask({ attempt: 2 })).toMatchObject(answered);
    expect((await followUp.questions()).map(({ path }) => path.split('/').at(-1))).toEqual([
      'messages',
    ]);
  });

  it('is asked again, once, when Genie did not receive it', async () => {
    const { failed } = cases;
    expect(await codeOf(failed.ask())).toBe('upstream.down');
    expect(await failed.ask({ attempt: 2 })).toMatchObject(answered);
    expect((await failed.questions()).map(({ status }) => status)).toEqual([500, 200]);
  });

  it('is asked again, once, when there was no reply in ten seconds and Genie did not receive it', async () => {
    const { unanswered } = cases;
    expect(await codeOf(unanswered.ask())).toBe('upstream.down');
    expect(await unanswered.ask({ attempt: 2 })).toMatchObject(answered);
    expect((await unanswered.questions()).map(({ status }) => status)).toEqual([null, 200]);
  });

  it('is not confused with another question of the same text', async () => {
    const [first, twin] = cases.twins;
    expect(await codeOf(first.ask())).toBe('upstream.down');
    expect(await twin.ask()).toMatchObject(answered);
    expect(await first.ask({ attempt: 2 })).toMatchObject(answered);
    expect(await messageOf(first)).not.toBe(await messageOf(twin));
    expect(await first.questions()).toHaveLength(2);
  });
});
