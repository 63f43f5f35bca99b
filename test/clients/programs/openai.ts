import { randomUUID } from 'node:crypto';
import type OpenAI from 'openai';
import { expect } from 'vitest';
import { apiKey, model, question, right, tooMuch } from './ability.ts';
import type { Programs } from './ability.ts';

type Client = typeof OpenAI;

/** What the service must refuse: the body as it is sent, and what the error says. */
const wrong: readonly (readonly [body: object, status: number, says: RegExp])[] = [
  [{ model: 'gpt-9', input: question }, 400, /model: must be one of health-monitor/],
  [{ model, input: ' ' }, 400, /empty/],
  [{ model, input: question, tools: [{ type: 'function', name: 'f' }] }, 400, /tools of its own/],
  [
    { model, input: [{ role: 'user', content: [{ type: 'input_image', image_url: 'data:' }] }] },
    400,
    /input_image/,
  ],
  [{ model, input: [{ role: 'user', content: tooMuch }] }, 413, /64 kB/],
  [{ model, input: question, previous_response_id: 'resp_x' }, 404, /resp_x/],
];

/** The official clients of JavaScript. */
export function openaiPrograms(Client: Client, baseURL: string): Programs {
  const openai = new Client({ baseURL, apiKey });
  return {
    asks: async () => {
      const first = await openai.responses.create({ model, input: question });
      expect(first.output_text).toMatch(right);
    },
    streams: async () => {
      const stream = openai.responses.stream({ model, input: question });
      const types = new Set<string>();
      for await (const { type } of stream) types.add(type);
      expect([...types]).toEqual(
        expect.arrayContaining(['response.created', 'response.output_text.delta']),
      );
      expect((await stream.finalResponse()).output_text).toMatch(right);
    },
    'goes on after a cut': async () => {
      const begun = await openai.responses.create({
        model,
        input: question,
        background: true,
        stream: true,
      });
      let [id, after] = ['', -1];
      for await (const event of begun) {
        if (event.type === 'response.created') id = event.response.id;
        after = event.sequence_number;
        if (after === 5) break;
      }
      const rest = await openai.responses.retrieve(id, { stream: true, starting_after: after });
      let last = '';
      for await (const event of rest) {
        expect(event.sequence_number).toBe(after + 1);
        [after, last] = [event.sequence_number, event.type];
      }
      expect(last).toBe('response.completed');
    },
    cancels: async () => {
      const { id } = await openai.responses.create({ model, input: question, background: true });
      expect((await openai.responses.cancel(id)).status).toBe('cancelled');
      expect((await openai.responses.cancel(id)).status).toBe('cancelled');
      const told = await openai.responses.retrieve(id, { stream: true });
      let last = '';
      for await (const { type } of told) last = type;
      expect(last).toBe('response.incomplete');
    },
    'is refused': async () => {
      for (const [body, status, says] of wrong) {
        const asked = openai.responses.create(body as never);
        await expect(asked, JSON.stringify(body).slice(0, 80)).rejects.toMatchObject({
          status,
          message: expect.stringMatching(says),
        });
      }
      await expect(openai.responses.retrieve('resp_x')).rejects.toBeInstanceOf(
        Client.NotFoundError,
      );
      const headers = { 'Idempotency-Key': randomUUID() };
      const { id } = await openai.responses.create(
        { model, input: question, background: true },
        { headers },
      );
      const other = openai.responses.create({ model, input: 'Hello!' }, { headers });
      await expect(other).rejects.toBeInstanceOf(Client.UnprocessableEntityError);
      const early = openai.responses.retrieve(id, { stream: true, starting_after: 10_000 });
      await expect(early).rejects.toMatchObject({
        status: 400,
        message: expect.stringContaining('newest event'),
      });
    },
  };
}
