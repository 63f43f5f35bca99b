import { createOpenAI } from '@ai-sdk/openai';
import { Agent, OpenAIResponsesModel, run, setTracingDisabled } from '@openai/agents';
import { generateText, streamText } from 'ai';
import OpenAI from 'openai';
import OpenAI6 from 'openai-6';
import { describe, expect, inject, it } from 'vitest';

const question = 'Which jobs cost the most yesterday?';
const model = 'health-monitor';
const apiKey = 'none';
/** The job of a planted incident. */
const right = /payments_ledger_sync/;

const baseURL = `${inject('clients').url}/v1`;

type Client = typeof OpenAI;
// Its types are those of another package.
const clients: readonly (readonly [string, Client])[] = [
  ['openai 7', OpenAI],
  ['openai 6', OpenAI6 as unknown as Client],
];

describe.concurrent('unmodified clients of a whole stack', () => {
  it.each(clients)('%s asks, and goes on in the conversation', async (_, Client) => {
    const openai = new Client({ baseURL, apiKey });
    const first = await openai.responses.create({ model, input: question });
    expect(first.output_text).toMatch(right);
    const next = await openai.responses.create({
      model,
      input: 'And the day before?',
      previous_response_id: first.id,
    });
    expect(next.output_text).toMatch(/28 Nov|churn_model_training/);
    expect(next.conversation).toEqual(first.conversation);
  });

  it.each(clients)(
    '%s loses its stream after each kind of event and goes on',
    async (_, Client) => {
      const openai = new Client({ baseURL, apiKey });
      const { id } = await openai.responses.create({ model, input: question, background: true });
      const types: string[] = [];
      let after: number | undefined;
      // Each connection is left at the first event of a type that was not seen before.
      while (types.at(-1) !== 'response.completed') {
        const stream = await openai.responses.retrieve(id, {
          stream: true,
          ...(after === undefined ? {} : { starting_after: after }),
        });
        for await (const event of stream) {
          expect(event.sequence_number).toBe((after ?? -1) + 1);
          after = event.sequence_number;
          const isNew = !types.includes(event.type);
          types.push(event.type);
          if (isNew) break;
        }
      }
      expect(types.slice(0, 3)).toEqual([
        'response.created',
        'response.queued',
        'response.in_progress',
      ]);
      const whole = await openai.responses.retrieve(id);
      expect(whole.output_text).toMatch(right);
    },
  );

  it.each(clients)('%s cancels, is refused, and deletes', async (_, Client) => {
    const openai = new Client({ baseURL, apiKey });
    const { id } = await openai.responses.create({ model, input: question, background: true });
    expect((await openai.responses.cancel(id)).status).toBe('cancelled');
    await expect(openai.responses.create({ model: 'gpt-9', input: question })).rejects.toThrow(
      /model: must be one of health-monitor/,
    );
    await openai.responses.delete(id);
    await expect(openai.responses.retrieve(id)).rejects.toBeInstanceOf(Client.NotFoundError);
  });

  it('AI SDK streams work, answer and sources, and asks on with its history', async () => {
    const openai = createOpenAI({ baseURL, apiKey });
    const stream = streamText({ model: openai.responses(model), prompt: question });
    const kinds = new Set<string>();
    for await (const part of stream.fullStream) kinds.add(part.type);
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        'reasoning-delta',
        'tool-call',
        'tool-result',
        'text-delta',
        'source',
      ]),
    );
    expect(await stream.finishReason).toBe('stop');
    expect(await stream.text).toMatch(right);
    const { messages } = await stream.response;
    const next = await generateText({
      model: openai.responses(model),
      messages: [
        { role: 'user', content: question },
        ...messages,
        { role: 'user', content: 'And the day before?' },
      ],
    });
    expect(next.text).toMatch(/28 Nov|churn_model_training/);
    const refused = generateText({ model: openai.responses('gpt-9'), prompt: question });
    await expect(refused).rejects.toThrow(/must be one of/);
  });

  it('AI SDK leaves its stream, and the run goes on', async () => {
    const openai = createOpenAI({ baseURL, apiKey });
    const leaving = new AbortController();
    const stream = streamText({
      model: openai.responses(model),
      prompt: question,
      abortSignal: leaving.signal,
      includeRawChunks: true,
    });
    let id = '';
    for await (const part of stream.fullStream) {
      if (part.type !== 'raw') continue;
      const { response } = part.rawValue as { response?: { id: string } };
      id = response?.id ?? id;
      if (id !== '') leaving.abort();
    }
    const left = await new OpenAI({ baseURL, apiKey }).responses.retrieve(id, { stream: true });
    let last = '';
    for await (const { type } of left) last = type;
    expect(last).toBe('response.completed');
  });

  it('OpenAI Agents SDK runs, and streams with its history', async () => {
    setTracingDisabled(true);
    const agent = new Agent({
      name: 'Operations',
      instructions: 'Ask the monitor.',
      model: new OpenAIResponsesModel(new OpenAI({ baseURL, apiKey }) as never, model),
    });
    const first = await run(agent, question);
    expect(first.finalOutput).toMatch(right);
    const next = await run(
      agent,
      [...first.history, { role: 'user', content: 'And the day before?' }],
      { stream: true },
    );
    for await (const _ of next);
    expect(next.finalOutput).toMatch(/28 Nov|churn_model_training/);
  });
});
