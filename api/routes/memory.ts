import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { isOpenTo } from '../../domain/access.ts';
import { AppError } from '../../domain/errors.ts';
import type { MemoryExport } from '../../domain/memory-port.ts';
import type { Caller } from '../../domain/caller.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { invalid, problemResponse } from '../errors.ts';
import { note, noted } from '../note.ts';
import { jsonOnly } from '../json-only.ts';
import {
  ExportBody,
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

const removeInsight = createRoute({
  method: 'delete',
  path: '/v1/memory/insights/{id}',
  summary: 'Forget one insight',
  request: { params: z.object({ id: z.string() }) },
  responses: memoryResponse('Your memory'),
});

const removeAll = createRoute({
  method: 'delete',
  path: '/v1/memory',
  summary: 'Forget me: delete everything of yours, investigations and evidence too',
  responses: {
    200: {
      description: 'How many investigations were deleted, with all else',
      content: { 'application/json': { schema: z.object({ deleted: z.int() }) } },
    },
    ...problemResponse,
  },
});

const getExport = createRoute({
  method: 'get',
  path: '/v1/memory/export',
  summary: 'Everything that is remembered of you, and what you asked',
  responses: {
    200: {
      description: 'One document',
      content: { 'application/json': { schema: ExportBody } },
    },
    ...problemResponse,
  },
});

/** GET, PUT and DELETE /v1/memory, its export, PUT and DELETE /v1/memory/preferences/{key}. */
export function addMemory(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  const { memory, domainAccess } = deps;
  const bodyOf = async (owner: string) => {
    const [preferences, insights, frequentQuestions] = await Promise.all([
      memory.preferences(owner),
      memory.insights(owner),
      memory.questions(owner),
    ]);
    return {
      preferences: toPreferences(preferences),
      insights,
      frequentQuestions,
      known: knownKeys,
    };
  };
  app.openapi(get, async (c) => c.json(await bodyOf(c.get('principal').id), 200));
  app.openapi(put, async (c) => {
    const owner = c.get('principal').id;
    await memory.setPreferences(owner, c.req.valid('json').preferences);
    return c.json(await bodyOf(owner), 200);
  });
  app.openapi(removeAll, async (c) =>
    c.json(
      {
        deleted: await forget(deps, c.get('principal')),
      },
      200,
    ),
  );
  app.openapi(getExport, async (c) => {
    const principal = c.get('principal');
    await note(deps, principal, 'exported', 'memory');
    const all = await memory.export(principal.id);
    c.header('content-disposition', 'attachment; filename="memory.json"');
    return c.json(exported(all, isOpenTo(domainAccess, principal)), 200);
  });
  app.openapi(removeInsight, async (c) => {
    const owner = c.get('principal').id;
    if (!(await memory.deleteInsight(owner, c.req.valid('param').id))) {
      throw new AppError('input.not_found', 'There is no such insight.', {
        problems: [{ path: 'id', message: 'names no insight of yours' }],
      });
    }
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

/** The document of an export: answers of domains that are closed to their owner now are left out. */
function exported(
  { preferences, messages, summaries, investigations, ...rest }: MemoryExport,
  isOpen: (found: Pick<MemoryExport['investigations'][number], 'domains'>) => boolean,
) {
  return {
    exportedAt: new Date().toISOString(),
    ...rest,
    preferences: toPreferences(preferences),
    messages: messages.filter(isOpen),
    summaries: summaries.filter(isOpen),
    investigations: investigations.map(({ domains, ...one }) =>
      isOpen({ domains }) ? one : { ...one, answer: null },
    ),
  };
}

/** Their schedules first: a row that is deleted says of none that there is one. */
async function forget(deps: AppDeps, caller: Caller): Promise<number> {
  const { watches, digests } = deps;
  for (const { id } of await watches.store.list(caller.id)) await watches.schedules.remove(id);
  for (const { id } of await digests.store.list(caller.id)) await digests.schedules.remove(id);
  return deps.memory.forget(caller.id, noted(deps, caller));
}
