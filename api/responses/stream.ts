import type { Context } from 'hono';
import { asAppError } from '../../domain/errors.ts';
import type { AppEnv, RouteDeps } from '../deps.ts';
import { followLog } from '../follow-log.ts';
import { streamParts } from '../sse.ts';
import { responsesError } from './error-shape.ts';
import { createProjection } from './projection.ts';
import type { WireEvent } from './projection.ts';
import type { Asked } from './response-object.ts';

const utf8 = new TextEncoder();

/** A comment with an empty line behind it is an event without data for some clients, which they cannot read. */
const keepAlive = utf8.encode(': still here\n');
const end = utf8.encode('data: [DONE]\n\n');

const encoded = (event: WireEvent): string =>
  `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

/**
 * Sends the events of a response after a number, from the first one on for -1, until its end.
 *
 * Effect: follows the log; none of it touches the run.
 */
export function streamResponse(
  c: Context<AppEnv>,
  deps: RouteDeps,
  asked: Asked,
  { after, page }: { readonly after: number; readonly page: string },
): Response {
  return streamParts(c, deps, {
    investigationId: asked.row.id,
    readableUntilMs: c.get('principal').expiresAtMs,
    parts: async function* (signal) {
      const projection = createProjection(asked, page);
      let sent = after;
      try {
        for await (const events of followLog(deps, asked.row, signal)) {
          const news = events
            .flatMap(projection.next)
            .filter(({ sequence_number: n }) => n > after);
          yield news.length === 0 ? keepAlive : utf8.encode(news.map(encoded).join(''));
          sent = news.at(-1)?.sequence_number ?? sent;
          if (events.at(-1)?.type === 'finished') yield end;
        }
      } catch (error) {
        const { error: told } = responsesError(asAppError(error), c.get('requestId'));
        const { code, message, param } = told;
        yield utf8.encode(
          encoded({ type: 'error', code, message, param, sequence_number: sent + 1 }),
        );
        throw error;
      }
    },
  });
}
