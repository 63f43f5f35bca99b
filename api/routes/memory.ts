import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDeps, AppEnv } from '../deps.ts';
import { invalid, problemResponse } from '../errors.ts';
import { jsonOnly } from '../json-only.ts';
import {
  KeyInput,
  knownKeys,
  MemoryBody,
  MemoryInput,
  PreferenceInput,
  readValue,
  toPreferences,
} from '../memory-schemas.ts';

const memoryResponse = (description: string) => ({
  200: { description, content: { 'application/json': { schema: MemoryBody } } },
  ...problemResponse,
});

const get = createRoute({
  method: 'get',
  path: '/v1/memory',
  summary: 'What is remembered of you, and every preference that can be set',
  responses: memoryResponse('Your memory'),
});

const put = createRoute({
  method: 'put',
  path: '/v1/memory',
  summary: 'Set preferences; null forgets one, and what is not named stays',
  middleware: jsonOnly,
  request: {
    body: { required: true, content: { 'application/json': { schema: MemoryInput } } },
  },
  responses: memoryResponse('Your memory'),
});

const params = z.object({ key: KeyInput });

const putOne = createRoute({
  method: 'put',
  path: '/v1/memory/preferences/{key}',
  summary: 'Set one preference',
  middleware: jsonOnly,
  request: {
    params,
    body: { required: true, content: { 'application/json': { schema: PreferenceInput } } },
  },
  responses: memoryResponse('Your memory'),
});

const removeOne = createRoute({
  method: 'delete',
  path: '/v1/memory/preferences/{key}',
  summary: 'Forget one preference',
  request: { params },
  responses: memoryResponse('Your memory'),
});

/** GET and PUT /v1/memory, PUT and DELETE /v1/memory/preferences/{key}. */
export function addMemory(app: OpenAPIHono<AppEnv>, { memory }: AppDeps): void {
  const bodyOf = async (owner: string) => ({
    preferences: toPreferences(await memory.preferences(owner)),
    known: knownKeys,
  });
  app.openapi(get, async (c) => c.json(await bodyOf(c.get('principal').id), 200));
  app.openapi(put, async (c) => {
    const owner = c.get('principal').id;
    await memory.setPreferences(owner, c.req.valid('json').preferences);
    return c.json(await bodyOf(owner), 200);
  });
  app.openapi(putOne, async (c) => {
    const owner = c.get('principal').id;
    const { key } = c.req.valid('param');
    const read = readValue(key, c.req.valid('json'));
    if ('problem' in read) throw invalid([{ path: 'value', message: read.problem }]);
    await memory.setPreferences(owner, { [key]: read.value });
    return c.json(await bodyOf(owner), 200);
  });
  app.openapi(removeOne, async (c) => {
    const owner = c.get('principal').id;
    await memory.setPreferences(owner, { [c.req.valid('param').key]: null });
    return c.json(await bodyOf(owner), 200);
  });
}
