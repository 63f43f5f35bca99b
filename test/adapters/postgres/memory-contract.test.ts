import { afterAll, beforeAll, describe } from 'vitest';
import type { SessionId } from '../../../domain/ids.ts';
import { memoryContract } from '../memory-contract.ts';
import type { MemoryUnderTest } from '../memory-contract.ts';
import { summaryContract } from '../summary-contract.ts';
import { anAnswer, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const underTest = (): MemoryUnderTest => ({
  memory: bench.memory,
  work: bench.work,
  asked: async (owner, question, session) => {
    const given = session === undefined ? {} : { session: session as SessionId };
    const ref = await bench.investigate({ owner, question, ...given });
    const row = await bench.store.find(ref);
    if (row === null) throw new Error('no row');
    return { ...ref, session: row.sessionId };
  },
  saved: async (ref, answer, ttlHours) => {
    const { finished } = await bench.work.answerState(ref);
    if (finished === null) {
      await bench.work.appendAnswer(ref, [
        { key: 'answer.started:1:1', type: 'answer.started', payload: { pass: 1, attempt: 1 } },
        {
          key: 'answer.finished:1:1',
          type: 'answer.finished',
          payload: { answer: anAnswer(answer), usage: {} },
        },
      ]);
    }
    await bench.work.remember(ref, ttlHours);
  },
});

describe('memory in PostgreSQL', () => {
  memoryContract(underTest);
  summaryContract(underTest);
});
