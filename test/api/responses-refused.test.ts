import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticateByHeader, startService } from './service.ts';
import type { Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ authenticate: authenticateByHeader });
});
afterAll(() => service.close());

const input = 'What did jobs cost?';

describe('what is refused', () => {
  const image = { type: 'input_image', image_url: 'data:' };
  const user = (content: unknown) => [{ type: 'message', role: 'user', content }];
  const rows: readonly (readonly [string, unknown, number, string | null, string])[] = [
    ['no input', {}, 400, 'input', 'input'],
    ['an empty list', { input: [] }, 400, 'input', 'input'],
    ['an empty text', { input: ' ' }, 400, 'input', 'empty'],
    ['too long a question', { input: 'x'.repeat(4_001) }, 400, 'input', '4001'],
    ['an image', { input: user([image]) }, 400, 'input.0.content.0', 'input_image'],
    ['a file', { input: user([{ type: 'input_file' }]) }, 400, 'input.0.content.0', 'input_file'],
    [
      'the output of a tool',
      { input: [{ type: 'function_call_output', output: '' }] },
      400,
      'input.0.type',
      'function_call_output',
    ],
    [
      'a last word of the assistant',
      { input: [{ role: 'assistant', content: 'x' }] },
      400,
      'input',
      'user',
    ],
    [
      'tools',
      { input, tools: [{ type: 'function', name: 'f' }] },
      400,
      'tools',
      'tools of its own',
    ],
    [
      'a form of the answer',
      { input, text: { format: { type: 'json_schema' } } },
      400,
      'text.format.type',
      'text',
    ],
    ['an unknown model', { input, model: 'gpt-9' }, 400, 'model', 'health-monitor'],
    ['an unknown field', { input, colour: 'red' }, 400, 'colour', 'unknown field'],
    ['metadata of numbers', { input, metadata: { n: 1 } }, 400, 'metadata.n', 'text'],
    [
      'an unknown previous response',
      { input, previous_response_id: 'resp_x' },
      404,
      'previous_response_id',
      'resp_x',
    ],
    ['an unknown conversation', { input, conversation: 'conv_x' }, 404, 'conversation', 'conv_x'],
    [
      'two conversations',
      { input, conversation: 'a', previous_response_id: 'b' },
      400,
      'conversation',
      'together',
    ],
    ['200 kB of items', { input: user('x'.repeat(200_000)) }, 413, 'body', '64 kB'],
    ['no JSON', '{"input"', 400, 'body', 'JSON'],
  ];

  it.each(rows)('is %s, in the form of the protocol', async (_, body, status, param, says) => {
    const before = await service.count('investigations');
    const reply = await service.post('/v1/responses', body);
    const { error } = (await reply.json()) as { error: Record<string, unknown> };
    expect([reply.status, error['param']]).toEqual([status, param]);
    expect(Object.keys(error)).toEqual(['message', 'type', 'param', 'code']);
    expect(error['message']).toContain(says);
    expect(reply.headers.get('x-request-id')).not.toBeNull();
    expect(await service.count('investigations')).toBe(before);
  });

  it('is a place in the stream that is not there yet, and a response of somebody else', async () => {
    const begun = await service.post('/v1/responses', { input, background: true });
    const { id } = (await begun.json()) as { id: string };
    const early = await service.get(`/v1/responses/${id}?stream=true&starting_after=2`);
    expect(early.status).toBe(400);
    expect(await early.text()).toContain('newest event is 1');
    const other = { 'x-test-principal': 'bob' };
    const replies = await Promise.all([
      service.get(`/v1/responses/${id}`, other),
      service.get(`/v1/responses/${id}/input_items`, other),
      service.post(`/v1/responses/${id}/cancel`, undefined, other),
      service.post('/v1/responses', { input, previous_response_id: id }, other),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  });
});
