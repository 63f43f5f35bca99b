import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionId } from '../../../domain/ids.ts';
import { answerEvent, hex, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

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
    expect((await bench.work.history(ref)).messages).toEqual([]);
  });

  it('says when nothing was saved', async () => {
    const ref = await bench.investigate();
    await bench.work.recordNotRemembered(ref, { status: 'failed', detail: 'no room' });
    expect((await bench.log(ref)).at(-1)).toMatchObject({ status: 'failed', detail: 'no room' });
    expect((await bench.work.history(ref)).messages).toEqual([]);
  });
});
