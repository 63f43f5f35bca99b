import { afterEach, describe, expect, it } from 'vitest';
import { createReasoner } from '../../../adapters/model/reasoner.ts';
import { createScriptedHttp } from '../databricks/scripted-http.ts';
import type { Reply } from '../databricks/scripted-http.ts';
import { aCompose, aRoute } from './requests.ts';
import { streamed, streamOf } from './streamed.ts';

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
});

const never = new AbortController().signal;

/** Lets a model write whose calls get these replies in turn; the last one stays. */
async function write(...replies: readonly Reply[]) {
  let calls = 0;
  const service = await createScriptedHttp(() => {
    calls += 1;
    return replies[Math.min(calls, replies.length) - 1] ?? { status: 500 };
  });
  open.push(service);
  const reasoner = createReasoner({
    baseUrl: `${service.url}/v1`,
    model: 'scripted',
    temperature: null,
    apiKey: async () => 'key',
    warn: () => {},
  });
  let shown = '';
  const ended = await reasoner
    .compose(
      aCompose(),
      async (text) => {
        shown += text;
      },
      never,
    )
    .then(
      (composed) => ({ ...composed, code: null }),
      (error: unknown) => ({ code: (error as { code?: string }).code, message: String(error) }),
    );
  return { reasoner, ended, shown, calls: service.received.length };
}

const delta = (fields: object): object => ({
  choices: [{ index: 0, delta: { role: 'assistant', ...fields }, finish_reason: null }],
});
const finish = (reason: string): object => ({
  choices: [{ index: 0, delta: {}, finish_reason: reason }],
});

describe('a stream with text', () => {
  const ends: readonly (readonly [string, Reply, RegExp | null])[] = [
    ['that stops', streamed(['Jobs cost.']), null],
    [
      'that ends without a reason',
      streamed(['Jobs cost.'], { ends: false }),
      /^The model did not say whether its answer is complete\.$/,
    ],
    [
      'that reached its length limit',
      streamed(['Jobs cost.'], { reason: 'length' }),
      /^The model reached its length limit: its answer may end in the middle\.$/,
    ],
    [
      'that a content filter cut',
      streamed(['Jobs cost.'], { reason: 'content_filter' }),
      /^A content filter of the model service cut the answer\.$/,
    ],
  ];
  it.each(ends)('%s is an answer, and a caveat tells what is odd', async (_, reply, caveat) => {
    const { ended, shown, calls } = await write(reply);
    expect(ended).toMatchObject({ markdown: 'Jobs cost.', degraded: [] });
    expect(shown).toBe('Jobs cost.');
    expect(calls).toBe(1);
    expect('caveats' in ended ? ended.caveats : null).toEqual(
      caveat === null ? [] : [expect.stringMatching(caveat)],
    );
  });

  it('that comes in parts is their text; what the model thought is not shown', async () => {
    const { ended, shown } = await write(
      streamOf(
        delta({ content: [{ type: 'reasoning', summary: [{ text: 'Let me think.' }] }] }),
        delta({ content: [{ type: 'text', text: 'Jobs ' }] }),
        delta({ content: [{ type: 'text', text: 'cost.' }] }),
        finish('stop'),
      ),
    );
    expect(ended).toMatchObject({ markdown: 'Jobs cost.', degraded: [] });
    expect(shown).toBe('Jobs cost.');
  });

  it('that names no role is an answer', async () => {
    const nameless = { choices: [{ index: 0, delta: { content: 'Fine.' }, finish_reason: null }] };
    const { ended } = await write(streamOf(nameless, finish('stop')));
    expect(ended).toMatchObject({ markdown: 'Fine.', degraded: [] });
  });

  it('that reports an error then breaks off there', async () => {
    const { ended, shown, calls } = await write(
      streamOf(delta({ content: 'Jobs ' }), { error: { message: 'Overloaded' } }),
    );
    expect(ended).toMatchObject({
      code: 'upstream.down',
      message: expect.stringContaining(
        'The model did not finish the answer: it reported an error: Overloaded.',
      ),
    });
    expect([shown, calls]).toEqual(['Jobs ', 1]);
  });
});

describe('a stream without text', () => {
  const ends: readonly (readonly [string, Reply, string, number])[] = [
    ['that stops', streamed([]), 'it wrote nothing', 2],
    ['that ends without a reason', streamed([], { ends: false }), 'it wrote nothing', 2],
    [
      'that a content filter stopped',
      streamed([], { reason: 'content_filter' }),
      'a content filter of its service stopped it',
      1,
    ],
    [
      'that is a refusal',
      streamOf(delta({ refusal: 'I cannot help with that.' }), finish('stop')),
      'it refused: I cannot help with that',
      1,
    ],
    [
      'that reports an error',
      streamOf({ error: { message: 'Overloaded' } }),
      'it reported an error: Overloaded',
      2,
    ],
  ];
  it.each(ends)('%s is replaced by the rules', async (_, reply, why, expected) => {
    const { ended, calls } = await write(reply);
    expect(ended).toMatchObject({
      degraded: [{ part: 'model', reason: `The model did not write the answer: ${why}.` }],
    });
    expect(calls).toBe(expected);
  });
});

describe('a decision', () => {
  it('that a content filter stopped is replaced by the rules at once', async () => {
    const message = { role: 'assistant', content: '' };
    const { reasoner } = await write({
      body: {
        id: 'c1',
        object: 'chat.completion',
        created: 1,
        model: 'scripted',
        choices: [{ index: 0, message, finish_reason: 'content_filter' }],
      },
    });
    const { degraded } = await reasoner.route(aRoute(), never);
    expect(degraded[0]?.reason).toBe(
      'The model did not choose the domains: a content filter of its service stopped it.',
    );
  });
});
