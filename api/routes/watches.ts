import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { admissionIds } from '../../adapters/admission-ids.ts';
import { mayAsk } from '../../domain/access.ts';
import { AppError } from '../../domain/errors.ts';
import type { Principal } from '../../domain/ids.ts';
import { mostWatches, watchText } from '../../domain/watch.ts';
import type { Watch } from '../../domain/watch.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { jsonOnly } from '../json-only.ts';
import { note } from '../note.ts';
import {
  NewWatchInput,
  WatchBody,
  WatchChangeInput,
  WatchParams,
  WatchWithLog,
} from '../watch-schemas.ts';
import { changedSpec, newSpec } from '../watch-spec.ts';
import { json, jsonBody } from '../schema-parts.ts';

/** The responses of a route that shows one watch. */
export const watchResponse = {
  200: { description: 'The watch, with its newest events and checks', ...json(WatchWithLog) },
  ...problemResponse,
} as const;

const create = createRoute({
  method: 'post',
  path: '/v1/watches',
  summary: 'Ask a certified question again and again, until a number of it passes a bound',
  middleware: jsonOnly,
  request: { body: jsonBody(NewWatchInput) },
  responses: {
    201: { description: 'It is watched from now on', ...json(WatchWithLog) },
    ...problemResponse,
  },
});

const list = createRoute({
  method: 'get',
  path: '/v1/watches',
  summary: 'Your watches, by name',
  responses: {
    200: {
      description: 'All of them',
      ...json(z.object({ watches: z.array(WatchBody), nextCursor: z.string().nullable() })),
    },
    ...problemResponse,
  },
});

const show = createRoute({
  method: 'get',
  path: '/v1/watches/{id}',
  summary: 'A watch, what it came to, and its newest events and checks',
  request: { params: WatchParams },
  responses: watchResponse,
});

const change = createRoute({
  method: 'patch',
  path: '/v1/watches/{id}',
  summary: 'Change a watch; with another condition it begins anew',
  middleware: jsonOnly,
  request: { params: WatchParams, body: jsonBody(WatchChangeInput) },
  responses: watchResponse,
});

const remove = createRoute({
  method: 'delete',
  path: '/v1/watches/{id}',
  summary: 'Watch no longer, and delete what was found',
  request: { params: WatchParams },
  responses: { 204: { description: 'It is gone' }, ...problemResponse },
});

const mostEvents = 50;
const mostChecks = 20;

const absent = (): AppError =>
  new AppError('input.not_found', 'There is no such watch.', {
    problems: [{ path: 'id', message: 'names no watch of yours' }],
  });

const nameTaken = (): AppError =>
  new AppError('input.conflict', 'You have a watch of this name: give it another one.', {
    problems: [{ path: 'name', message: 'is taken by another watch of yours' }],
  });

/**
 * The watch that a path names, whose domain is open to the caller now.
 *
 * @throws {AppError} `input.not_found`, the same for those of others.
 */
export async function readWatch(deps: AppDeps, principal: Principal, id: string): Promise<Watch> {
  const watch = await deps.watches.store.find({ id, owner: principal.id });
  if (watch === null || !isOpen(deps, principal, watch)) throw absent();
  return watch;
}

const questionOf = ({ watches }: AppDeps, { spec }: Watch) =>
  watches.questions.find(({ id }) => id === spec.question);

function isOpen(deps: AppDeps, principal: Principal, watch: Watch): boolean {
  const question = questionOf(deps, watch);
  return question === undefined || mayAsk(deps.domainAccess, principal, question.domain);
}

function toBody(deps: AppDeps, watch: Watch): z.infer<typeof WatchBody> {
  const { owner: _, groups: __, spec, objects, ...rest } = watch;
  return {
    ...rest,
    ...spec,
    question: { id: spec.question, text: questionOf(deps, watch)?.question ?? spec.question },
    condition: { ...spec.condition, text: watchText(spec.condition) },
    objects: objects.map(({ key: ___, ...one }) => one),
  };
}

/**
 * A watch with its newest lines and checks, as it is now.
 *
 * Effect: three reads.
 */
export async function showWatch(
  deps: AppDeps,
  principal: Principal,
  id: string,
): Promise<z.infer<typeof WatchWithLog>> {
  const watch = await readWatch(deps, principal, id);
  const { store } = deps.watches;
  const [events, checks] = await Promise.all([
    store.events(watch, mostEvents),
    store.checks(watch, mostChecks),
  ]);
  return { ...toBody(deps, watch), events, checks };
}

/** POST and GET /v1/watches; GET, PATCH and DELETE …/{id}. */
export function addWatches(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  const { store, schedules } = deps.watches;

  app.openapi(create, async (c) => {
    const caller = c.get('principal');
    const spec = await newSpec(deps, caller, c.req.valid('json'));
    const id = `wat_${admissionIds.randomHex()}`;
    await note(deps, caller, 'asked', id);
    const made = await store.create({ id, owner: caller.id, groups: caller.groups, spec });
    if (made === 'name_taken') throw nameTaken();
    if (made === 'too_many')
      throw new AppError(
        'input.conflict',
        `You have ${mostWatches} watches, the most there may be.`,
      );
    try {
      await schedules.put(made);
    } catch (error) {
      // A watch that nothing checks would look as if all were well.
      await store.remove(made);
      throw error;
    }
    c.header('Location', `/v1/watches/${id}`);
    return c.json(await showWatch(deps, caller, id), 201);
  });

  app.openapi(list, async (c) => {
    const own = await store.list(c.get('principal').id);
    const open = own.filter((watch) => isOpen(deps, c.get('principal'), watch));
    return c.json({ watches: open.map((watch) => toBody(deps, watch)), nextCursor: null }, 200);
  });

  app.openapi(show, async (c) =>
    c.json(await showWatch(deps, c.get('principal'), c.req.valid('param').id), 200),
  );

  app.openapi(change, async (c) => {
    const caller = c.get('principal');
    const watch = await readWatch(deps, caller, c.req.valid('param').id);
    const spec = await changedSpec(deps, caller, watch.spec, c.req.valid('json'));
    await note(deps, caller, 'changed', watch.id);
    const end = await store.change(watch, spec);
    if (end === 'absent') throw absent();
    if (end === 'name_taken') throw nameTaken();
    await schedules.put({ ...watch, spec });
    return c.json(await showWatch(deps, caller, watch.id), 200);
  });

  app.openapi(remove, async (c) => {
    const caller = c.get('principal');
    const watch = await readWatch(deps, caller, c.req.valid('param').id);
    await note(deps, caller, 'deleted', watch.id);
    // The schedule first: without it the row does nothing, and can be deleted again.
    await schedules.remove(watch.id);
    await store.remove(watch);
    return c.body(null, 204);
  });
}
