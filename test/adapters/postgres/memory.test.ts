import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import { sessionId } from '../../../domain/ids.ts';
import { answerEvent, concluded, hex, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

/** What the next question of the same session finds. */
const nextFinds = async (ref: InvestigationRef) => {
  const session = (await bench.store.find(ref))?.sessionId;
  return (await bench.work.history(await bench.investigate(session ? { session } : {}))).messages;
};

/** Does something while the database takes no message. */
async function refused(work: () => Promise<void>): Promise<void> {
  await bench.rows(
    `create function refuse() returns trigger language plpgsql as $$
      begin raise exception 'no room'; end $$`,
  );
  await bench.rows('create trigger refuse before insert on messages execute function refuse()');
  await work();
  await bench.rows('drop function refuse cascade');
}

describe('the memory of a session', () => {
  it('has question and answer once, and the next investigation reads them in order', async () => {
    const session = sessionId(hex());
    const question = 'What did jobs cost?';
    const ref = await bench.investigate({ question, session, domains: ['cost'] });
    await bench.work.appendAnswer(ref, [
      answerEvent('answer.started', 1, 1),
      answerEvent('answer.finished', 1, 1),
    ]);
    await bench.work.remember(ref, 1);
    await bench.work.remember(ref, 1);
    const next = await bench.investigate({ session });
    expect(await bench.work.history(next)).toEqual({
      messages: [
        { role: 'user', content: 'What did jobs cost?', domains: ['cost'] },
        { role: 'assistant', content: 'Jobs cost 12.50 USD.', domains: ['cost'] },
      ],
    });
    expect((await bench.log(ref)).at(-1)).toMatchObject({ type: 'remembered', status: 'saved' });
  });

  it('has two questions at once in the order in which they were asked', async () => {
    const session = sessionId(hex());
    const first = await bench.investigate({ session, question: 'First?', domains: ['cost'] });
    const second = await bench.investigate({ session, question: 'Second?', domains: ['cost'] });
    const before = (await bench.work.history(second)).messages;
    await bench.work.remember(second, 1);
    await bench.work.remember(first, 1);
    expect((await nextFinds(first)).map(({ content }) => content)).toEqual(['First?', 'Second?']);
    // What was said at the same time or later is no history of a question.
    expect((await bench.work.history(first)).messages).toEqual(before);
  });

  it('is kept for parts of an hour too', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    await bench.work.remember(ref, 0.5);
    const [row] = await bench.rows(
      `select round(extract(epoch from expires_at - at) / 60)::int as minutes from messages
        where id = $1`,
      [`${ref.id}:user`],
    );
    expect(row).toEqual({ minutes: 30 });
  });

  it('is empty once its time has passed', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    await bench.work.remember(ref, 0);
    expect(await nextFinds(ref)).toEqual([]);
  });

  it('says when nothing was saved, and why', async () => {
    const ref = await bench.investigate();
    await refused(async () => {
      await bench.work.remember(ref, 24);
    });
    expect((await bench.log(ref)).at(-1)).toMatchObject({ status: 'failed', detail: 'no room' });
    expect(await nextFinds(ref)).toEqual([]);
  });

  it('is saved with the end of an investigation, which a failure of it does not change', async () => {
    const [kept, lost] = [
      await bench.investigate({ domains: ['cost'] }),
      await bench.investigate({ domains: ['cost'] }),
    ];
    expect(await bench.work.conclude(kept, concluded, 24)).toBe('failed');
    await refused(async () => {
      expect(await bench.work.conclude(lost, concluded, 24)).toBe('failed');
    });
    const ends = async (ref: typeof kept) => (await bench.log(ref)).slice(-2);
    expect(await ends(kept)).toMatchObject([{ status: 'saved' }, { type: 'finished' }]);
    expect(await ends(lost)).toMatchObject([
      { type: 'remembered', status: 'failed', detail: 'no room' },
      { type: 'finished', status: 'failed' },
    ]);
    expect(await nextFinds(kept)).toHaveLength(1);
    expect(await nextFinds(lost)).toEqual([]);
  });

  it('has nothing of an investigation that is cancelled', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    await bench.store.requestCancel(ref);
    expect(await bench.work.conclude(ref, concluded, 24)).toBe('cancelled');
    expect(await bench.types(ref)).not.toContain('remembered');
    expect(await nextFinds(ref)).toEqual([]);
  });
});
