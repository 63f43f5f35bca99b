import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../databricks/scripted-http.ts';
import { aCompose, aRoute, aScreen, called } from './requests.ts';
import { scripted } from './scripted.ts';
import { streamOf } from './streamed.ts';

const never = new AbortController().signal;
const asked = 'What did jobs cost last week?';

const choice = (over: object = {}) => ({
  domain: 'cost',
  question: 'What did jobs cost?',
  score: 0.8,
  reason: 'spend',
  ...over,
});
const decided = (...choices: readonly unknown[]): string => JSON.stringify({ domains: choices });
const aCompletion = (choiceOfReply: object, over: object = {}): Reply => ({
  body: {
    id: 'c',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [choiceOfReply],
    ...over,
  },
});
const said = (content: unknown): Reply =>
  aCompletion({ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } });
const withCall = (message: object): Reply =>
  aCompletion({ index: 0, finish_reason: 'tool_calls', message });
const callOf = (args: unknown) => [{ id: '1', function: { name: 'route', arguments: args } }];

const cost = { domain: 'cost', question: 'What did jobs cost?', score: 0.8, reason: 'spend' };

describe('a decision', () => {
  const forms: readonly (readonly [string, Reply, readonly object[]])[] = [
    ['as asked', called(decided(choice())), [cost]],
    [
      'with a domain that there is not beside one that there is',
      called(decided(choice({ domain: 'weather' }), choice())),
      [cost],
    ],
    ['that names a domain twice', called(decided(choice(), choice({ score: 0.1 }))), [cost]],
    ['with other letters and spaces', called(decided(choice({ domain: ' Cost ' }))), [cost]],
    ['with a score as text', called(decided(choice({ score: '0.8' }))), [cost]],
    ['with a score over 1', called(decided(choice({ score: 7 }))), [{ ...cost, score: 1 }]],
    [
      'with a score that is none',
      called(decided(choice({ score: 'high' }))),
      [{ ...cost, score: 0.5 }],
    ],
    ['without a reason', called(decided(choice({ reason: undefined }))), [{ ...cost, reason: '' }]],
    [
      'with a reason that is null',
      called(decided(choice({ reason: null }))),
      [{ ...cost, reason: '' }],
    ],
    [
      'without a question',
      called(decided(choice({ question: ' ' }))),
      [{ ...cost, question: asked }],
    ],
    ['with other fields', called(decided(choice({ sure: true }))), [cost]],
    ['with a choice that is no object', called(decided(null, 'cost', choice())), [cost]],
    ['in the text', said(decided(choice())), [cost]],
    ['in a fenced text', said('Sure:\n```json\n' + decided(choice()) + '\n```\nDone.'), [cost]],
    ['in the middle of the text', said(`I choose ${decided(choice())}.`), [cost]],
    ['in a text of parts', said([{ type: 'text', text: decided(choice()) }]), [cost]],
    [
      'as an object',
      withCall({ role: 'assistant', tool_calls: callOf({ domains: [choice()] }) }),
      [cost],
    ],
    [
      'by a reply that names no role',
      withCall({ content: null, tool_calls: callOf(decided(choice())) }),
      [cost],
    ],
    ['for nobody', called(decided()), []],
  ];
  it.each(forms)('%s is used', async (_, reply, expected) => {
    const { reasoner, received } = await scripted(reply);
    const { routing, degraded } = await reasoner.route(aRoute({ question: asked }), never);
    expect(routing).toEqual({ source: 'model', tools: [], domains: expected });
    expect(degraded).toEqual([]);
    expect(received.map(({ path }) => path)).toEqual(['/v1/chat/completions']);
  });

  const unusable: readonly (readonly [string, Reply, string, number])[] = [
    [
      'only of domains that there are not',
      called(decided(choice({ domain: 'x' }))),
      'its decision had a wrong form',
      2,
    ],
    ['that is no JSON', called('{"domains": ['), 'its decision had a wrong form', 2],
    ['that is a list', called('[]'), 'its decision had a wrong form', 2],
    ['that is prose', said('I would ask cost.'), 'its decision had a wrong form', 2],
    ['that is nothing', said(null), 'its decision had a wrong form', 2],
    ['of no choice', { body: { choices: [] } }, 'its reply has no choice', 2],
    ['of null', { body: 'null' }, 'its reply could not be read', 2],
    ['that is no JSON reply', { body: '<html>' }, 'its reply could not be read', 2],
    [
      'that is a refusal',
      withCall({ role: 'assistant', content: null, refusal: 'I cannot help.' }),
      'it refused: I cannot help',
      1,
    ],
    [
      'that was refused as too long',
      { status: 400, body: { error: { message: 'Too long', code: 'context_length_exceeded' } } },
      'it answered with status 400: Too long',
      3,
    ],
  ];
  it.each(unusable)(
    '%s is replaced by the rules, and why is told',
    async (_, reply, why, calls) => {
      const { reasoner, received, warnings } = await scripted(reply);
      const { routing, degraded } = await reasoner.route(aRoute(), never);
      const reason = `The model did not choose the domains: ${why}.`;
      expect(routing.source).toBe('examples');
      expect(degraded).toEqual([{ part: 'model', reason }]);
      expect(warnings).toEqual([reason]);
      expect(received).toHaveLength(calls);
    },
  );
});

describe('a service that has too much to do', () => {
  const busy = (status: number, headers: Record<string, string> = {}): Reply => ({
    status,
    headers,
    body: { error: { message: 'slow down' } },
  });
  const inTime = (ms: number) => aRoute({ modelByMs: Date.now() + ms });

  it.each([429, 503, 529])('and says %i is asked again when there is time', async (status) => {
    const { reasoner, received } = await scripted(busy(status), called(decided(choice())));
    expect((await reasoner.route(inTime(60_000), never)).routing.source).toBe('model');
    expect(received).toHaveLength(2);
  });

  const tooLong: readonly (readonly [string, number, Record<string, string>, number])[] = [
    ['429 without a time', 429, {}, 1_500],
    ['503 without a time', 503, {}, 1_500],
    ['529 without a time', 529, {}, 1_500],
    ['429 for no time', 429, { 'retry-after': '0' }, 1_500],
    ['429 for a millisecond', 429, { 'retry-after-ms': '1' }, 1_500],
    ['429 for longer than there is', 429, { 'retry-after': '40' }, 60_000],
    ['429 for longer in milliseconds', 429, { 'retry-after-ms': '40000' }, 60_000],
    ['503 until a date', 503, { 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT' }, 60_000],
    ['500 for longer than there is', 500, { 'retry-after': '40' }, 60_000],
  ];
  it.each(tooLong)('and says %s is not asked in vain', async (_, status, headers, leftMs) => {
    const { reasoner, received } = await scripted(busy(status, headers));
    const { degraded } = await reasoner.route(inTime(leftMs), never);
    expect(received).toHaveLength(1);
    expect(degraded[0]?.reason).toMatch(
      new RegExp(`^The model did not choose the domains: it answered with status ${status}`),
    );
  });

  it('is told with the time that it asks for', async () => {
    const { reasoner } = await scripted(busy(429, { 'retry-after': '40' }));
    const { degraded } = await reasoner.route(inTime(60_000), never);
    expect(degraded[0]?.reason).toBe(
      'The model did not choose the domains: it answered with status 429: slow down (it asks to wait 40 s).',
    );
  });
});

describe('any JSON', () => {
  const count = { prompt_tokens: 1, completion_tokens: 1 };
  /** Paths of the fields that a service may leave out or fill as it likes. */
  const optional = ['id', 'object', 'created', 'model', 'usage', 'choices', 'system_fingerprint'];
  const inMessage = ['role', 'content', 'refusal', 'tool_calls', 'function_call', 'annotations'];
  const field = fc.constantFrom(...optional, ...inMessage.map((name) => `message.${name}`));

  it('in an optional field of a decision ends in a decision or in the rules', async () => {
    const ends = async (name: string, value: unknown): Promise<void> => {
      const message: Record<string, unknown> = {
        role: 'assistant',
        content: null,
        tool_calls: callOf(decided(choice())),
      };
      const completion: Record<string, unknown> = {
        choices: [{ index: 0, finish_reason: 'stop', message }],
        usage: count,
      };
      if (name.startsWith('message.')) message[name.slice(8)] = value;
      else completion[name] = value;
      const { reasoner } = await scripted({ body: completion });
      const { routing, degraded, usage } = await reasoner.route(aRoute(), never);
      expect(['model', 'examples']).toContain(routing.source);
      expect(degraded.every(({ reason }) => reason.startsWith('The model did not choose'))).toBe(
        true,
      );
      for (const used of Object.values(usage)) expect(Number.isSafeInteger(used)).toBe(true);
    };
    await fc.assert(fc.asyncProperty(field, fc.jsonValue(), ends), { numRuns: 80 });
  });

  it('in an optional field of a stream ends in an answer or in the rules', async () => {
    const ends = async (name: string, value: unknown): Promise<void> => {
      const delta: Record<string, unknown> = { content: 'Fine [cost:1].' };
      const chunk: Record<string, unknown> = { choices: [{ index: 0, delta }] };
      if (name.startsWith('message.')) delta[name.slice(8)] = value;
      else chunk[name] = value;
      const { reasoner } = await scripted(streamOf(chunk));
      const composed = await reasoner.compose(aCompose(), aScreen(), never);
      expect(typeof composed.markdown).toBe('string');
      for (const used of Object.values(composed.usage)) {
        expect(Number.isSafeInteger(used)).toBe(true);
      }
    };
    await fc.assert(fc.asyncProperty(field, fc.jsonValue(), ends), { numRuns: 80 });
  });
});
