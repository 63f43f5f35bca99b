import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { isOpenTo } from '../../domain/access.ts';
import { AppError } from '../../domain/errors.ts';
import { parseSessionId } from '../../domain/ids.ts';
import type { SessionId } from '../../domain/ids.ts';
import { summaryOf } from '../../domain/resource.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { invalid, problemResponse } from '../errors.ts';
import { wholeNumber, wrongCursor } from '../inputs.ts';
import { noted } from '../note.ts';
import { SessionBody, SessionDetailBody } from '../memory-schemas.ts';
import { InvestigationSummary } from '../schemas.ts';

/** Sessions of a page, unless the query says otherwise. */
const pageSize = 20;

const list = createRoute({
  method: 'get',
  path: '/v1/sessions',
  summary: 'Your conversations, newest first',
  request: {
    query: z.object({ limit: wholeNumber(100, 1).optional(), cursor: z.string().optional() }),
  },
  responses: {
    200: {
      description: 'A page',
      content: {
        'application/json': {
          schema: z.object({
            sessions: z.array(SessionBody).readonly(),
            nextCursor: z.string().nullable(),
          }),
        },
      },
    },
    ...problemResponse,
  },
});

const params = z.object({ id: z.string() });

const get = createRoute({
  method: 'get',
  path: '/v1/sessions/{id}',
  summary: 'One conversation: what was asked in it, and what of it is remembered',
  request: { params },
  responses: {
    200: {
      description: 'The conversation',
      content: {
        'application/json': {
          schema: SessionDetailBody.extend({
            asked: z.array(InvestigationSummary).readonly(),
          }),
        },
      },
    },
    ...problemResponse,
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/v1/sessions/{id}',
  summary: 'Delete a conversation with its investigations and their evidence',
  request: { params },
  responses: {
    200: {
      description: 'What was deleted',
      content: { 'application/json': { schema: z.object({ deleted: z.int() }) } },
    },
    ...problemResponse,
  },
});

const notFound = (): AppError =>
  new AppError('input.not_found', 'There is no such session.', {
    problems: [{ path: 'id', message: 'names no session of yours' }],
  });

function sessionOf(text: string): SessionId {
  const id = parseSessionId(text);
  if (id === null) throw notFound();
  return id;
}

/** GET /v1/sessions, GET and DELETE /v1/sessions/{id}. */
export function addSessions(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  const { memory, domainAccess } = deps;
  app.openapi(list, async (c) => {
    const { limit = pageSize, cursor } = c.req.valid('query');
    const owner = c.get('principal').id;
    const after = cursor === undefined ? null : parseSessionId(cursor);
    const isKnown = after === null || (await memory.known(owner, after)) !== null;
    if (cursor !== undefined && (after === null || !isKnown)) {
      throw invalid([{ path: 'cursor', message: wrongCursor }]);
    }
    const { rows, nextCursor } = await memory.sessions(owner, { limit, after });
    return c.json({ sessions: rows, nextCursor }, 200);
  });
  app.openapi(get, async (c) => {
    const found = await memory.session(c.get('principal').id, sessionOf(c.req.valid('param').id));
    if (found === null) throw notFound();
    const isOpen = isOpenTo(domainAccess, c.get('principal'));
    const messages = found.messages.filter(isOpen);
    const summary = found.summary !== null && isOpen(found.summary) ? found.summary : null;
    return c.json({ ...found, messages, summary, asked: found.asked.map(summaryOf) }, 200);
  });
  app.openapi(remove, async (c) => {
    const id = sessionOf(c.req.valid('param').id);
    const principal = c.get('principal');
    const deleted = await memory.deleteSession(principal.id, id, noted(deps, principal));
    return c.json({ deleted }, 200);
  });
}
