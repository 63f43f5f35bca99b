import { describe, expect, it } from 'vitest';
import { anEvidence } from '../../support/evidence.ts';
import type { Reply } from '../databricks/scripted-http.ts';
import { aCompose, aRoute, aScreen, called, decision } from './requests.ts';
import { scripted } from './scripted.ts';
import { streamed } from './streamed.ts';

const never = new AbortController().signal;

const fault: Reply = { status: 500, body: {} };
const cited = streamed(['Jobs [cost:1].']);

describe('the usage', () => {
  const decisions: readonly (readonly [string, readonly Reply[], object])[] = [
    [
      'of one call',
      [called(decision('cost'))],
      { modelCalls: 1, inputTokens: 10, outputTokens: 5 },
    ],
    [
      'of a call that failed and one that did not',
      [fault, called(decision('cost'))],
      { modelCalls: 2, inputTokens: 10, outputTokens: 5 },
    ],
    ['of calls that failed', [fault], { modelCalls: 2, inputTokens: 0, outputTokens: 0 }],
    [
      'of replies that could not be read',
      [called('{}')],
      { modelCalls: 2, inputTokens: 20, outputTokens: 10 },
    ],
  ];
  it.each(decisions)('%s of a decision is told', async (_, replies, expected) => {
    const { reasoner } = await scripted(...replies);
    const { usage, prompt } = await reasoner.route(aRoute(), never);
    expect(usage).toEqual(expected);
    expect(prompt?.name).toBe('route');
  });

  const texts: readonly (readonly [string, readonly Reply[], object])[] = [
    ['of one call', [cited], { modelCalls: 1, inputTokens: 100, outputTokens: 20 }],
    [
      'of a stream that broke and one that did not',
      [streamed(['Jobs [cost:1] '], { cut: true, ends: false }), cited],
      { modelCalls: 2, inputTokens: 100, outputTokens: 20 },
    ],
    ['of calls that failed', [fault], { modelCalls: 2, inputTokens: 0, outputTokens: 0 }],
    [
      'of texts that cite nothing',
      [streamed(['No.'])],
      { modelCalls: 2, inputTokens: 200, outputTokens: 40 },
    ],
  ];
  it.each(texts)('%s of an answer is told', async (_, replies, expected) => {
    const { reasoner } = await scripted(...replies);
    const { usage, prompt } = await reasoner.compose(aCompose(), aScreen(), never);
    expect(usage).toEqual(expected);
    expect(prompt?.name).toBe('answer');
  });

  it('is nothing, and no prompt was used, when the model was not called', async () => {
    const { reasoner } = await scripted(cited);
    const late = { modelByMs: Date.now() - 1 };
    const none = { usage: { modelCalls: 0, inputTokens: 0, outputTokens: 0 }, prompt: null };
    expect(await reasoner.route(aRoute(late), never)).toMatchObject(none);
    expect(await reasoner.compose(aCompose(late), aScreen(), never)).toMatchObject(none);
  });
});

describe('a prompt that is too long for the model', () => {
  const rows = Array.from({ length: 100 }, (_, n) => [`job ${n} ${'x'.repeat(200)}`, `${n}.5`]);
  const lane = {
    domain: 'cost' as const,
    question: 'What did jobs cost?',
    outcome: 'answered' as const,
    detail: null,
    evidence: [anEvidence({ rows, rowCount: 100 })],
  };
  const error = (message: string, over: object = {}) => ({ error: { message, ...over } });
  const services: readonly (readonly [string, number, object])[] = [
    ['OpenAI', 400, error('Please reduce it.', { code: 'context_length_exceeded' })],
    [
      'vLLM',
      400,
      { object: 'error', message: "This model's maximum context length is 2048 tokens." },
    ],
    [
      'vLLM, in other words',
      400,
      error('The prompt (length 9000) is longer than the maximum model length of 2048.'),
    ],
    ['llama.cpp', 400, error('the request exceeds the available context size (2048 tokens)')],
    [
      'Databricks',
      400,
      { error_code: 'BAD_REQUEST', message: 'prompt is too long: 9000 tokens > 2048' },
    ],
    ['TGI', 422, { error: { message: '`inputs` tokens + `max_new_tokens` must be <= 2048' } }],
  ];
  it.each(services)('is cut until it fits, by the words of %s', async (_, status, body) => {
    const refusal: Reply = { status, body };
    const { reasoner, received } = await scripted(refusal, refusal, cited);
    const { markdown, degraded, caveats, usage } = await reasoner.compose(
      aCompose({ lanes: [lane] }),
      aScreen(),
      never,
    );
    expect([markdown, degraded]).toEqual(['Jobs [cost:1].', []]);
    const lengths = received.map((request) => request.body.length);
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
    expect(lengths[2]).toBeLessThan(8_000);
    expect(caveats[0]).toMatch(/^The model saw \d of the 100 rows/);
    expect(usage.modelCalls).toBe(3);
  });

  it('however little it shows is replaced by the rules', async () => {
    const { reasoner, received } = await scripted({ status: 413, body: error('Too long') });
    const { degraded } = await reasoner.compose(aCompose({ lanes: [lane] }), aScreen(), never);
    expect(degraded[0]?.reason).toContain('it answered with status 413: Too long');
    expect(received).toHaveLength(3);
  });

  it('because of the conversation is cut there', async () => {
    const refusal: Reply = { status: 400, body: error('prompt is too long') };
    const { reasoner, received } = await scripted(refusal, called(decision('cost')));
    const content = 'y'.repeat(1_400);
    const messages = Array.from({ length: 10 }, () => ({
      role: 'user' as const,
      content,
      domains: [],
    }));
    const { routing } = await reasoner.route(aRoute({ history: { messages } }), never);
    expect(routing.source).toBe('model');
    expect((received[0]?.body.length ?? 0) - (received[1]?.body.length ?? 0)).toBeGreaterThan(
      10_000,
    );
  });
});
