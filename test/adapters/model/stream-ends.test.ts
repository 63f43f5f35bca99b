import { describe, expect, it } from 'vitest';
import type { Reply } from '../databricks/scripted-http.ts';
import { aCompose, aRoute, aScreen } from './requests.ts';
import { scripted } from './scripted.ts';
import { streamed, streamOf } from './streamed.ts';

const never = new AbortController().signal;

/** Lets a model write whose calls get these replies in turn; the last one stays. */
async function write(...replies: readonly Reply[]) {
  const { reasoner, received } = await scripted(...replies);
  const screen = aScreen();
  const ended = await reasoner.compose(aCompose(), screen, never);
  return { reasoner, ended, shown: screen.shown(), calls: received.length };
}

const delta = (fields: object): object => ({
  choices: [{ index: 0, delta: { role: 'assistant', ...fields }, finish_reason: null }],
});
const finish = (reason: string): object => ({
  choices: [{ index: 0, delta: {}, finish_reason: reason }],
});

describe('a stream with text', () => {
  const ends: readonly (readonly [string, Reply, RegExp | null])[] = [
    ['that stops', streamed(['Jobs cost [cost:1].']), null],
    [
      'that ends without a reason',
      streamed(['Jobs cost [cost:1].'], { ends: false }),
      /^The model did not say whether its answer is complete\.$/,
    ],
    [
      'that reached its length limit',
      streamed(['Jobs cost [cost:1].'], { reason: 'length' }),
      /^The model reached its length limit: its answer may end in the middle\.$/,
    ],
    [
      'that a content filter cut',
      streamed(['Jobs cost [cost:1].'], { reason: 'content_filter' }),
      /^A content filter of the model service cut the answer\.$/,
    ],
  ];
  it.each(ends)('%s is an answer, and a caveat tells what is odd', async (_, reply, caveat) => {
    const { ended, shown, calls } = await write(reply);
    expect(ended).toMatchObject({ markdown: 'Jobs cost [cost:1].', degraded: [] });
    expect(shown).toBe('Jobs cost [cost:1].');
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
        delta({ content: [{ type: 'text', text: 'cost [cost:1].' }] }),
        finish('stop'),
      ),
    );
    expect(ended).toMatchObject({ markdown: 'Jobs cost [cost:1].', degraded: [] });
    expect(shown).toBe('Jobs cost [cost:1].');
  });

  it('that names no role is an answer', async () => {
    const nameless = {
      choices: [{ index: 0, delta: { content: 'Fine [cost:1].' }, finish_reason: null }],
    };
    const { ended } = await write(streamOf(nameless, finish('stop')));
    expect(ended).toMatchObject({ markdown: 'Fine [cost:1].', degraded: [] });
  });

  it('that breaks behind it is taken back, and asked for once more', async () => {
    const { ended, shown, calls } = await write(
      streamOf(delta({ content: 'Jobs [cost:1] ' }), { error: { message: 'Overloaded' } }),
      streamed(['Other ', 'jobs [cost:1].']),
    );
    expect(ended).toMatchObject({ markdown: 'Other jobs [cost:1].', degraded: [] });
    expect([shown, calls]).toEqual(['Other jobs [cost:1].', 2]);
  });

  it.each([
    [
      'breaks',
      streamOf(delta({ content: 'Jobs [cost:1] ' }), { error: { message: 'Overloaded' } }),
    ],
    ['is cut', streamed(['Jobs [cost:1] '], { cut: true, ends: false })],
  ])('that %s again is replaced by the rules', async (_, reply) => {
    const { ended, shown, calls } = await write(reply);
    expect(ended.degraded[0]?.reason).toMatch(/^The model did not write the answer: it /);
    expect([shown, calls]).toEqual([ended.markdown, 2]);
    expect(shown).toContain('`etl`');
  });
});

describe('a text that cites no cell', () => {
  const texts: readonly (readonly [string, readonly string[]])[] = [
    ['a refusal in words', ["I'm sorry, but I can't ", 'help with that.']],
    ['in another language', ['Das kann ich nicht beantworten.']],
    ['invented', ['Everything cost 5,000 USD [cost:99], [cost:7].']],
    ['that never ends', Array.from({ length: 2_000 }, () => 'Well, as I said before. ')],
  ];
  it.each(texts)('%s is not shown, and the rules write', async (_, pieces) => {
    const { ended, shown, calls } = await write(streamed(pieces));
    const reason = 'The model did not write the answer: its text cited no cell of the tables.';
    expect(ended.degraded).toEqual([{ part: 'model', reason }]);
    expect([shown, calls]).toEqual([ended.markdown, 2]);
    expect(shown).toContain('`etl`');
  });

  it('is shown as soon as it does', async () => {
    const { ended, shown } = await write(
      streamed(['In all, ', 'jobs cost 12.50 USD [co', 'st:2].']),
    );
    expect([ended.degraded, shown]).toEqual([[], 'In all, jobs cost 12.50 USD [cost:2].']);
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
