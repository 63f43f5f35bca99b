import {
  isCreateTaskResultV2,
  isDetailedTaskV2,
  TASKS_EXTENSION_ID_V2,
} from '@modelcontextprotocol/ext-tasks/core/v2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InvestigationId } from '../../domain/ids.ts';
import { anAnswer } from '../adapters/postgres/bench.ts';
import { authenticateByHeader, event, finished, routed, startService } from './service.ts';
import type { Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ authenticate: authenticateByHeader });
});
afterAll(() => service.close());

const version = '2026-07-28';
type Reply = {
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
};

/** A request as a client that can follow tasks sends it. */
async function send(method: string, params: object, who = 'local'): Promise<Reply> {
  const meta = {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {
      elicitation: {},
      extensions: { [TASKS_EXTENSION_ID_V2]: {} },
    },
  };
  const reply = await service.post(
    '/mcp',
    { jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: meta } },
    {
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': version,
      'mcp-method': method,
      ...('name' in params ? { 'mcp-name': String(params.name) } : {}),
      ...('taskId' in params ? { 'mcp-name': String(params.taskId) } : {}),
      'x-test-principal': who,
    },
  );
  return (await reply.json()) as Reply;
}

const question = 'What did jobs cost?';
async function begin(): Promise<InvestigationId> {
  const { result } = await send('tools/call', { name: 'investigate', arguments: { question } });
  expect(isCreateTaskResultV2(result)).toBe(true);
  expect(result).toMatchObject({ resultType: 'task', status: 'working' });
  return result?.['taskId'] as InvestigationId;
}

/** The task as it is now, in the form of the extension. */
async function look(taskId: string): Promise<Readonly<Record<string, unknown>>> {
  const { result = {} } = await send('tasks/get', { taskId });
  expect(isDetailedTaskV2(result)).toBe(true);
  return result;
}

describe('an investigation as a task', () => {
  it('is begun at once, worked on, and completed with the result of the tool', async () => {
    const id = await begin();
    expect(await look(id)).toMatchObject({ taskId: id, status: 'working', ttlMs: null });
    await service.write(
      id,
      event('started', {}),
      routed('cost'),
      event(
        'answer.finished',
        { answer: anAnswer('12.50 USD.'), usage: {} },
        'answer.finished:1:1',
      ),
      finished(),
    );
    expect(await look(id)).toMatchObject({
      status: 'completed',
      result: {
        content: [{ type: 'text', text: '12.50 USD.' }],
        structuredContent: { id, status: 'completed' },
        isError: false,
      },
    });
    const failed = await begin();
    await service.write(failed, event('started', {}), finished('failed'));
    expect(await look(failed)).toMatchObject({ status: 'completed', result: { isError: true } });
  });

  it('asks what Genie asks, and takes the answer once', async () => {
    const id = await begin();
    await service.write(
      id,
      event('started', {}),
      routed('cost'),
      event('lane.started', { domain: 'cost', round: 1, question, ask: 1 }),
      event('lane.waiting', {
        domain: 'cost',
        round: 1,
        reason: 'clarification',
        question: 'Which currency?',
        questionId: 'cost:1:1',
      }),
    );
    expect(await look(id)).toMatchObject({
      status: 'input_required',
      inputRequests: {
        'cost:1:1': {
          method: 'elicitation/create',
          params: { message: 'Genie asks back about cost: Which currency?' },
        },
      },
    });
    const replies = { 'cost:1:1': { action: 'accept', content: { answer: 'Euro' } } };
    const update = await send('tasks/update', { taskId: id, inputResponses: replies });
    expect(update.result).toMatchObject({ resultType: 'complete' });
    expect(service.engine.steered.at(-1)?.action).toEqual({
      action: 'answer',
      domain: 'cost',
      text: 'Euro',
      questionId: 'cost:1:1',
    });
    const steered = service.engine.steered.length;
    const other = { 'cost:1:9': { action: 'accept', content: { answer: 'Yen' } } };
    await send('tasks/update', { taskId: id, inputResponses: other });
    expect(service.engine.steered).toHaveLength(steered);
  });

  it('is cancelled by its owner, and is nobody else’s', async () => {
    const id = await begin();
    for (const method of ['tasks/get', 'tasks/cancel'])
      expect((await send(method, { taskId: id }, 'bob')).error).toMatchObject({
        code: -32_602,
        message: 'There is no such investigation.',
      });
    expect(service.engine.cancelled).not.toContain(id);
    await send('tasks/cancel', { taskId: id });
    expect(service.engine.cancelled).toContain(id);
    await service.write(id, finished('cancelled'));
    expect(await look(id)).toMatchObject({ status: 'cancelled' });
  });
});
