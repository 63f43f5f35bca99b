import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { admissionIds } from '../../adapters/admission-ids.ts';
import type { AuditAction } from '../../domain/audit.ts';
import type { Caller } from '../../domain/caller.ts';
import { mostDigests } from '../../domain/digest.ts';
import type { Digest } from '../../domain/digest.ts';
import { AppError } from '../../domain/errors.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { DigestBody, DigestParams, DigestWithRuns, NewDigestInput } from '../digest-schemas.ts';
import { invalid, problemResponse } from '../errors.ts';
import { jsonOnly } from '../json-only.ts';
import { note } from '../note.ts';
import { scheduleOf, scheduleProblems } from '../own-schedule-schemas.ts';
import { json, jsonBody } from '../schema-parts.ts';

const shown = {
  200: { description: 'The digest, with its newest reports', ...json(DigestWithRuns) },
  ...problemResponse,
} as const;
const one = { request: { params: DigestParams }, responses: shown } as const;

const create = createRoute({
  method: 'post',
  path: '/v1/digests',
  summary: 'Ask a set of questions again and again, for one report',
  middleware: jsonOnly,
  request: { body: jsonBody(NewDigestInput) },
  responses: {
    201: { description: 'It is asked from now on', ...json(DigestWithRuns) },
    ...problemResponse,
  },
});
const list = createRoute({
  method: 'get',
  path: '/v1/digests',
  summary: 'Your digests, by name',
  responses: {
    200: {
      description: 'All of them',
      ...json(z.object({ digests: z.array(DigestBody), nextCursor: z.string().nullable() })),
    },
    ...problemResponse,
  },
});
const show = createRoute({
  method: 'get',
  path: '/v1/digests/{id}',
  summary: 'A digest and its newest reports',
  ...one,
});
const remove = createRoute({
  method: 'delete',
  path: '/v1/digests/{id}',
  summary: 'Ask it no longer, and delete its reports',
  request: { params: DigestParams },
  responses: { 204: { description: 'It is gone' }, ...problemResponse },
});
const pause = createRoute({
  method: 'post',
  path: '/v1/digests/{id}/pause',
  summary: 'Ask it no longer until it is resumed',
  ...one,
});
const resume = createRoute({
  method: 'post',
  path: '/v1/digests/{id}/resume',
  summary: 'Ask it again',
  ...one,
});
const trigger = createRoute({
  method: 'post',
  path: '/v1/digests/{id}/trigger',
  summary: 'Ask it now, unless it is being asked',
  ...one,
});

const mostRuns = 10;

function toBody(digest: Digest) {
  const { owner: _, groups: __, spec, ...rest } = digest;
  return { ...rest, ...spec };
}

async function read({ digests }: AppDeps, owner: string, id: string): Promise<Digest> {
  const found = await digests.store.find({ id, owner });
  if (found !== null) return found;
  throw new AppError('input.not_found', 'There is no such digest.', {
    problems: [{ path: 'id', message: 'names no digest of yours' }],
  });
}

async function showOne(deps: AppDeps, owner: string, id: string) {
  const digest = await read(deps, owner, id);
  const runs = await deps.digests.store.runs(digest, mostRuns);
  const shownRuns = runs.map((run) => {
    const { key: _, ...rest } = run;
    return rest;
  });
  return { ...toBody(digest), runs: shownRuns };
}

/** @throws {AppError} `auth.denied` for who may not tell others; `input.invalid`, `input.conflict`. */
async function make(
  { digests: { store, schedules, hasWebhook } }: AppDeps,
  caller: Caller,
  input: z.infer<typeof NewDigestInput>,
): Promise<Digest> {
  const spec = { ...input, schedule: scheduleOf(input.schedule) };
  const problems = scheduleProblems(spec.schedule);
  if (problems.length > 0) throw invalid(problems);
  // Who reads the webhook may be closed out of what the owner may ask.
  if (spec.post && !caller.permissions.includes('operate'))
    throw new AppError('auth.denied', 'Only an operator may have a digest posted to the webhook.');
  if (spec.post && !hasWebhook)
    throw invalid([{ path: 'post', message: 'needs DIGEST_WEBHOOK_URL, which is not set' }]);
  const id = `dig_${admissionIds.randomHex()}`;
  const made = await store.create({ id, owner: caller.id, groups: caller.groups, spec });
  if (made === 'name_taken')
    throw new AppError('input.conflict', 'You have a digest of this name: give it another one.', {
      problems: [{ path: 'name', message: 'is taken by another digest of yours' }],
    });
  if (made === 'too_many')
    throw new AppError('input.conflict', `You have ${mostDigests} digests, the most there may be.`);
  try {
    await schedules.put(made);
  } catch (error) {
    await store.remove(made);
    throw error;
  }
  return made;
}

/** POST and GET /v1/digests; GET and DELETE …/{id}; POST …/{id}/pause, …/resume and …/trigger. */
export function addDigests(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  const { store, schedules } = deps.digests;
  const act = async (
    caller: Caller,
    id: string,
    audit: AuditAction,
    work: (digest: Digest) => Promise<void>,
  ) => {
    const digest = await read(deps, caller.id, id);
    await note(deps, caller, audit, digest.id);
    await work(digest);
    return showOne(deps, caller.id, id);
  };
  const setPaused = (isPaused: boolean) => async (digest: Digest) => {
    await store.setPaused(digest, isPaused);
    await schedules.put({ ...digest, pausedAt: isPaused ? new Date().toISOString() : null });
  };

  app.openapi(create, async (c) => {
    const caller = c.get('principal');
    const { id } = await make(deps, caller, c.req.valid('json'));
    await note(deps, caller, 'asked', id);
    c.header('Location', `/v1/digests/${id}`);
    return c.json(await showOne(deps, caller.id, id), 201);
  });
  app.openapi(list, async (c) => {
    const own = await store.list(c.get('principal').id);
    return c.json({ digests: own.map(toBody), nextCursor: null }, 200);
  });
  app.openapi(show, async (c) =>
    c.json(await showOne(deps, c.get('principal').id, c.req.valid('param').id), 200),
  );
  app.openapi(remove, async (c) => {
    const caller = c.get('principal');
    const digest = await read(deps, caller.id, c.req.valid('param').id);
    await note(deps, caller, 'deleted', digest.id);
    await schedules.remove(digest.id);
    await store.remove(digest);
    return c.body(null, 204);
  });
  app.openapi(pause, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await act(c.get('principal'), id, 'paused', setPaused(true)), 200);
  });
  app.openapi(resume, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await act(c.get('principal'), id, 'resumed', setPaused(false)), 200);
  });
  app.openapi(trigger, async (c) => {
    const { id } = c.req.valid('param');
    const work = (digest: Digest) => schedules.trigger(digest.id);
    return c.json(await act(c.get('principal'), id, 'asked', work), 200);
  });
}
