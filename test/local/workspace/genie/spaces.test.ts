import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localSpaces } from '../../../../local/workspace/genie/spaces.ts';
import { createWorkspace, type Workspace } from '../../../../local/workspace/workspace.ts';
import { loadCatalogue } from '../../../../sql/catalogue.ts';
import { sharedCache } from '../../data/cache.ts';
import { at, createClient, type Json } from '../client.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const spaces = '/api/2.0/genie/spaces';
const warehouse_id = 'a1b2c3d4e5f60001';
const id = (n: number) => n.toString(16).padStart(32, '0');
const { questions } = loadCatalogue();

let workspace: Workspace;
let admin: ReturnType<typeof createClient>;

beforeAll(async () => {
  const cacheDir = await sharedCache();
  workspace = await createWorkspace({ cacheDir, nowMs, days: 3, genieQpm: 1000, answerMs: 50 });
  admin = createClient(workspace);
}, 60_000);

afterAll(() => workspace.close());

const as = (name: string) => createClient(workspace, `${workspace.token}-${name}`);

const example = (n: number, question: string, sql: string): Json => ({
  id: id(n),
  question: [question],
  sql: [sql],
});

const contentOf = (reply: { body: Json }): Json =>
  JSON.parse(String(reply.body['serialized_space'])) as Json;

async function created(content: Json, more: Json = {}, client = admin): Promise<string> {
  const serialized_space = JSON.stringify(content);
  const reply = await client.post(spaces, { warehouse_id, serialized_space, ...more });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return String(reply.body['space_id']);
}

const whole = (spaceId: string, client = admin) =>
  client.get(`${spaces}/${spaceId}?include_serialized_space=true`);

describe('a Genie space', () => {
  test('can be created, listed, read, updated and trashed', async () => {
    const content = {
      version: 2,
      instructions: { example_question_sqls: [example(1, 'Q?', 'select 1')] },
    };
    const spaceId = await created(content, { title: 'Mine', description: 'First' });
    expect(spaceId).toMatch(/^[0-9a-f]{32}$/);
    const listed = (await admin.get(spaces)).body['spaces'] as Json[];
    expect(listed).toHaveLength(7);
    expect(listed.at(-1)).toMatchObject({ space_id: spaceId, title: 'Mine', description: 'First' });
    expect(listed.at(-1)).not.toHaveProperty('etag');
    const read = await whole(spaceId);
    expect(contentOf(read)).toEqual(content);
    const changed = await admin.call('PATCH', `${spaces}/${spaceId}`, { title: 'Yours' });
    expect(changed.body).toMatchObject({ title: 'Yours', description: 'First' });
    expect(contentOf(changed)).toEqual(content);
    expect((await admin.call('DELETE', `${spaces}/${spaceId}`)).status).toBe(200);
    expect((await admin.get(`${spaces}/${spaceId}`)).status).toBe(404);
    expect((await admin.get(spaces)).body['spaces']).toHaveLength(6);
  });

  test('is returned normalized: sorted keys, one element per line, no empty values', async () => {
    const spaceId = await created({
      version: 1,
      data_sources: { tables: [{ identifier: 'system.billing.usage', column_configs: [] }] },
      instructions: { text_instructions: [{ id: id(1), content: ['One.\nTwo', '.\n'] }] },
      config: { sample_questions: [] },
    });
    expect((await whole(spaceId)).body['serialized_space']).toBe(
      JSON.stringify({
        data_sources: { tables: [{ identifier: 'system.billing.usage' }] },
        instructions: { text_instructions: [{ content: ['One.\n', 'Two.\n'], id: id(1) }] },
        version: 2,
      }),
    );
  });

  test('is updated with an etag only when it is unchanged since it was read', async () => {
    const spaceId = await created({ version: 2 }, { description: 'First' });
    const { etag } = (await whole(spaceId)).body;
    const patch = (body: Json) => admin.call('PATCH', `${spaces}/${spaceId}`, body);
    expect((await patch({ description: 'Second', etag })).status).toBe(200);
    const refused = await patch({ description: 'Third', etag });
    expect(refused).toMatchObject({ status: 409, body: { error_code: 'ABORTED' } });
    expect((await whole(spaceId)).body['description']).toBe('Second');
    expect((await patch({ description: 'First' })).body['etag']).toBe(etag);
  });
});

describe('a configuration is refused', () => {
  const two = [example(2, 'B?', 'select 2'), example(1, 'A?', 'select 1')];
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) => example(n, 'Q?', 'select 1'));
  const tables = (count: number) =>
    Array.from({ length: count }, (_, n) => ({
      identifier: `system.a.t${String(n).padStart(3, '0')}`,
    }));
  const benchmark = (n: number) => ({ id: id(n), question: ['Q?'] });

  test.each([
    ['of an unknown version', { version: 3 }, 'version: expected 1 or 2'],
    ['with an unknown field', { version: 2, tables: [] }, 'tables'],
    [
      'with an id of another form',
      { version: 2, config: { sample_questions: [{ id: 'A'.repeat(32), question: ['Q?'] }] } },
      'config.sample_questions.0.id: expected 32 lower-case hex digits',
    ],
    [
      'with a table of two parts',
      { version: 2, data_sources: { tables: [{ identifier: 'billing.usage' }] } },
      'expected catalog.schema.table',
    ],
    [
      'whose examples are not sorted',
      { version: 2, instructions: { example_question_sqls: two } },
      'example_question_sqls must be sorted',
    ],
    [
      'whose tables are not sorted',
      { version: 2, data_sources: { tables: tables(2).toReversed() } },
      'tables must be sorted',
    ],
    [
      'with an id twice',
      {
        version: 2,
        config: { sample_questions: [benchmark(1)] },
        benchmarks: { questions: [benchmark(1)] },
      },
      'question ids must be unique',
    ],
    [
      'with two text instructions',
      {
        version: 2,
        instructions: { text_instructions: [1, 2].map((n) => ({ id: id(n), content: [] })) },
      },
      'one text instruction',
    ],
    [
      'with too many instructions',
      { version: 2, instructions: { example_question_sqls: many(101) } },
      '101 instructions, at most 100',
    ],
    ['with too many tables', { version: 2, data_sources: { tables: tables(51) } }, 'at most 50'],
    [
      'with too many benchmarks',
      {
        version: 2,
        benchmarks: { questions: Array.from({ length: 501 }, (_, n) => benchmark(n)) },
      },
      'at most 500',
    ],
    [
      'with too long a string',
      {
        version: 2,
        instructions: { example_question_sqls: [example(1, 'Q?', 'x'.repeat(25_001))] },
      },
      '25000 characters',
    ],
    [
      'with an answer in another format',
      {
        version: 2,
        benchmarks: { questions: [{ ...benchmark(1), answer: [{ format: 'sql', content: [] }] }] },
      },
      'format',
    ],
  ])('%s', async (_, content, message) => {
    const reply = await admin.post(spaces, {
      warehouse_id,
      serialized_space: JSON.stringify(content),
    });
    expect([reply.status, reply.body['error_code']]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    expect(reply.body['message']).toContain(message);
  });

  test('that is not JSON, is missing or has no warehouse', async () => {
    const send = async (body: Json) => (await admin.post(spaces, body)).status;
    expect(await send({ warehouse_id, serialized_space: '{' })).toBe(400);
    expect(await send({ warehouse_id })).toBe(400);
    expect(await send({ serialized_space: '{"version":2}' })).toBe(400);
    expect(await send({ warehouse_id: 'none', serialized_space: '{"version":2}' })).toBe(404);
  });
});

describe('permissions on spaces', () => {
  const space = `${spaces}/${localSpaces.cost.spaceId}`;

  test('CAN_RUN allows reading a space, but not its configuration, and no update', async () => {
    const analyst = as('analyst');
    expect((await analyst.get(space)).status).toBe(200);
    expect((await analyst.get(`${space}?include_serialized_space=true`)).status).toBe(403);
    expect((await analyst.call('PATCH', space, { title: 'X' })).status).toBe(403);
    expect((await analyst.call('DELETE', space)).status).toBe(403);
    expect((await as('outsider').call('PATCH', space, { title: 'X' })).status).toBe(404);
  });

  test('CAN_EDIT allows updates and CAN_MANAGE allows trashing', async () => {
    const spaceId = await created({ version: 2 });
    const path = `/api/2.0/permissions/genie/${spaceId}`;
    const entry = { user_name: 'analyst@example.com', permission_level: 'CAN_EDIT' };
    expect((await admin.call('PUT', path, { access_control_list: [entry] })).status).toBe(200);
    const analyst = as('analyst');
    const change = { title: 'X' };
    expect((await analyst.call('PATCH', `${spaces}/${spaceId}`, change)).status).toBe(200);
    expect((await analyst.call('DELETE', `${spaces}/${spaceId}`)).status).toBe(403);
  });

  test('the creator gets CAN_MANAGE and needs permission on the warehouse', async () => {
    const analyst = as('analyst');
    const spaceId = await created({ version: 2 }, {}, analyst);
    expect((await as('viewer').get(`${spaces}/${spaceId}`)).status).toBe(404);
    expect((await analyst.call('DELETE', `${spaces}/${spaceId}`)).status).toBe(200);
    const body = { warehouse_id, serialized_space: '{"version":2}' };
    expect((await as('no-warehouse').post(spaces, body)).status).toBe(403);
  });
});

describe('a new space answers', () => {
  const answerIn = async (spaceId: string) => {
    await workspace.ready;
    return (await admin.follow(await admin.start(spaceId, 'Which jobs failed?'))).message;
  };

  test('the questions of the domain in its description', async () => {
    const description = 'Jobs. [health-monitor:reliability]';
    const message = await answerIn(await created({ version: 2 }, { description }));
    expect(at(message, 'attachments', 0, 'query', 'query')).toContain('job_run_timeline');
  }, 60_000);

  test('the questions of the domain of its example queries', async () => {
    const examples = questions
      .filter(({ domain }) => domain === 'reliability')
      .slice(0, 3)
      .map(({ question, sql }, n) => example(n, question, sql));
    const spaceId = await created({
      version: 2,
      instructions: { example_question_sqls: examples },
    });
    const message = await answerIn(spaceId);
    expect(at(message, 'attachments', 0, 'query', 'query')).toContain('job_run_timeline');
  }, 60_000);

  test('no question when its domain is unknown', async () => {
    const message = await answerIn(await created({ version: 2 }, { title: 'Reliability' }));
    expect(message).toMatchObject({ status: 'COMPLETED' });
    expect(at(message, 'attachments', 0, 'query')).toBeUndefined();
    expect(at(message, 'attachments', 0, 'text', 'content')).toContain('cannot answer');
  }, 60_000);
});
