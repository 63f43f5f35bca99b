import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { accepts } from 'hono/accepts';
import { hasEnded } from '../../domain/investigation.ts';
import type { AppEnv, RouteDeps } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { wholeNumber } from '../inputs.ts';
import { readReadable } from '../read.ts';
import { EventBody } from '../schemas.ts';
import { streamLog } from '../sse.ts';
import { eventStream } from '../streamed-event.ts';
import { IdParams } from './investigation.ts';

const largestSeq = Number.MAX_SAFE_INTEGER;
const largestPage = 1_000;

const events = createRoute({
  method: 'get',
  path: '/v1/investigations/{id}/events',
  summary: 'The log: as a stream that ends with `finished`, or a page of it as JSON',
  description:
    'Resumes after Last-Event-ID, else after `after`. Of a page, `lastSeq` is where the next one begins after, and `finished` says that there is none.',
  request: {
    params: IdParams,
    headers: z.object({ 'Last-Event-ID': wholeNumber(largestSeq).optional() }),
    query: z.object({
      after: wholeNumber(largestSeq).optional(),
      limit: wholeNumber(largestPage, 1).optional(),
    }),
  },
  responses: {
    200: {
      description: 'Events in order',
      content: {
        ...eventStream,
        'application/json': {
          schema: z.object({
            events: z.array(EventBody),
            lastSeq: z.int(),
            finished: z.boolean(),
          }),
        },
      },
    },
    ...problemResponse,
  },
});

/** GET /v1/investigations/{id}/events. */
export function addEvents(app: OpenAPIHono<AppEnv>, deps: RouteDeps): void {
  app.openapi(events, async (c): Promise<Response> => {
    const row = await readReadable(deps, c.get('principal'), c.req.valid('param').id);
    const { after: asked, limit = largestPage } = c.req.valid('query');
    // A browser reconnects to the first URL with its newest event id, so the header overrides the
    // query. A number that the log has not reached yet would hide the next events.
    const after = Math.min(c.req.valid('header')['Last-Event-ID'] ?? asked ?? -1, row.lastSeq);
    const ended = hasEnded(row.status);
    const wanted = accepts(c, {
      header: 'Accept',
      supports: ['text/event-stream', 'application/json'],
      default: 'text/event-stream',
    });
    if (wanted === 'text/event-stream') {
      // Nobody would read the stream behind the headers.
      const nothingLeft = (ended && after >= row.lastSeq) || c.req.method === 'HEAD';
      const { expiresAtMs: readableUntilMs } = c.get('principal');
      return streamLog(c, deps, { ref: row, after, nothingLeft, readableUntilMs });
    }
    const page = await deps.store.events(row, { after, limit, withDeltas: true });
    const last = page.at(-1);
    const lastSeq = last?.seq ?? after;
    const finished = last?.type === 'finished' || (ended && lastSeq >= row.lastSeq);
    return c.json({ events: page, lastSeq, finished });
  });
}
