import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processTimer } from '../../../activities/timer.ts';
import type { Timer } from '../../../activities/timer.ts';
import type { Domain } from '../../../domain/domains.ts';
import { openBench } from '../../adapters/postgres/bench.ts';
import type { Bench } from '../../adapters/postgres/bench.ts';
import { askScripted, outcomeOf } from './ask-scripted.ts';
import type { Asked, Poll, Script } from './ask-scripted.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const ask = (
  polls: readonly Poll[],
  genieTimeoutMs = 20_000,
  more: Partial<Script> = {},
): Promise<Asked> => askScripted(bench, { polls, genieTimeoutMs, ...more });
const shownTo = async ({ ref }: Asked): Promise<readonly string[]> =>
  (await bench.log(ref)).flatMap((event) =>
    event.type === 'lane.progress'
      ? event.status
      : event.type === 'lane.waiting'
        ? event.reason
        : [],
  );

describe.concurrent('Genie is polled', () => {
  it('also when its status goes back or is unknown', async () => {
    const asked = await ask([
      { status: 'EXECUTING_QUERY' },
      { status: 'PONDERING' },
      { status: 'EXECUTING_QUERY' },
      { status: 'COMPLETED' },
    ]);
    expect(outcomeOf(asked)).toBe('answered');
    expect(await shownTo(asked)).toEqual(['EXECUTING_QUERY', 'PONDERING', 'EXECUTING_QUERY']);
  });

  it('while its warehouse starts, which does not count as time of the lane', async () => {
    const starts = { status: 'PENDING_WAREHOUSE' };
    const works = [{ status: 'ASKING_AI' }, { status: 'COMPLETED' }];
    const asked = await ask([starts, starts, starts, ...works], 1_500);
    expect(outcomeOf(asked)).toBe('answered');
    expect(await shownTo(asked)).toEqual(['warehouse', 'ASKING_AI']);
  });

  it('until the time of the lane is used up', async () => {
    expect(outcomeOf(await ask([{ status: 'ASKING_AI' }], 500))).toBe('timed_out');
  });

  it('sooner as soon as fewer lanes are open', async () => {
    const beside: Domain[] = ['security', 'performance', 'reliability', 'quality'];
    const onPoll: Script['onPoll'] = async (ref, poll) => {
      if (poll > 1) return;
      const proposals = beside.map((domain) => ({
        domain,
        outcome: 'failed' as const,
        detail: null,
      }));
      await bench.work.settleLanes(ref, 1, proposals, []);
    };
    // The wait of five lanes never ends by itself; that of one does.
    const timer: Timer = {
      ...processTimer,
      sleep: (ms, signal) => processTimer.sleep(ms > 2_000 ? 3_600_000 : ms, signal),
    };
    const polls = [{ status: 'ASKING_AI' }, { status: 'COMPLETED' }];
    expect(outcomeOf(await ask(polls, 20_000, { beside, onPoll, timer }))).toBe('answered');
  });

  it('and its query runs again when the rows have expired', async () => {
    const asked = await ask([{ status: 'QUERY_RESULT_EXPIRED' }]);
    expect(outcomeOf(asked)).toBe('answered');
    expect(asked.received.at(-1)).toMatchObject({ method: 'POST' });
    expect(asked.received.at(-1)?.path).toMatch(/attachments\/a1\/execute-query$/);
  });

  it('until somebody cancels the question there', async () => {
    expect(outcomeOf(await ask([{ status: 'CANCELLED' }]))).toBe('cancelled');
  });

  it('until somebody deletes the conversation there', async () => {
    const asked = await ask([{ reply: { status: 404, body: { message: 'Gone.' } } }]);
    expect(asked.end).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining('conversation of this question was deleted'),
    });
  });
});

describe('a text without a query', () => {
  const words = (purpose: string): Poll => ({
    status: 'COMPLETED',
    more: { attachments: [{ attachment_id: 't', text: { content: 'Which one?', purpose } }] },
  });

  it('fails with that text as detail', async () => {
    const asked = await ask([words('TEXT_ATTACHMENT_PURPOSE_ANSWER')]);
    expect(asked.end).toMatchObject({
      outcome: 'failed',
      detail: 'Genie wrote no query: Which one?',
    });
  });

  it('is a question to the user when Genie marks it as one', async () => {
    const asked = await ask([words('TEXT_ATTACHMENT_PURPOSE_FOLLOW_UP_QUESTION')]);
    expect(asked.end).toMatchObject({ kind: 'clarification', question: 'Which one?' });
  });
});
