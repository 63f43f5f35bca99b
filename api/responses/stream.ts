import type { Context } from 'hono';
import { asAppError } from '../../domain/errors.ts';
import type { LogEvent } from '../../domain/events.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import type { AppEnv, RouteDeps } from '../deps.ts';
import { followLog } from '../follow-log.ts';
import { streamParts } from '../sse.ts';
import { responsesError } from './error-shape.ts';
import { createProjection } from './projection.ts';
import type { WireEvent } from './told-log.ts';
import type { Asked } from './response-object.ts';

const utf8 = new TextEncoder();

/** A comment with an empty line behind it is an event without data for some clients, which they cannot read. */
const comment = ': still here\n';

/** A protocol as a stream has it. */
export type StreamForm = {
  /** The events for the next event of the log. */
  readonly next: (event: LogEvent) => readonly WireEvent[];
  /** One event as text. */
  readonly encode: (event: WireEvent) => string;
  /** What is sent while there is no event; a comment where nothing is said. */
  readonly keepAlive?: string;
  /** What stands behind the last event. */
  readonly last: string;
  /** Called before the last event of the log is given. */
  readonly beforeEnd?: () => Promise<void>;
};

/**
 * Sends the events of a protocol after a number, from the first one on for -1, until the log ends.
 *
 * Effect: follows the log; none of it touches the run.
 */
export function streamForm(
  c: Context<AppEnv>,
  deps: RouteDeps,
  {
    row,
    after,
    form,
  }: { readonly row: InvestigationRow; readonly after: number; readonly form: StreamForm },
): Response {
  return streamParts(c, deps, {
    investigationId: row.id,
    readableUntilMs: c.get('principal').expiresAtMs,
    parts: async function* (signal) {
      let sent = after;
      try {
        for await (const events of followLog(deps, row, signal)) {
          const isEnd = events.at(-1)?.type === 'finished';
          if (isEnd) await form.beforeEnd?.();
          const news = events.flatMap(form.next).filter(({ sequence_number: n }) => n > after);
          const text = news.map(form.encode).join('');
          yield utf8.encode(news.length === 0 ? (form.keepAlive ?? comment) : text);
          sent = news.at(-1)?.sequence_number ?? sent;
          if (isEnd && form.last !== '') yield utf8.encode(form.last);
        }
      } catch (error) {
        const { error: told } = responsesError(asAppError(error), c.get('requestId'));
        const { code, message, param } = told;
        const failed = { type: 'error', code, message, param, sequence_number: sent + 1 };
        yield utf8.encode(form.encode(failed));
        throw error;
      }
    },
  });
}

/** Sends a response in the form of OpenAI. Effect: as `streamForm`. */
export function streamResponse(
  c: Context<AppEnv>,
  deps: RouteDeps,
  asked: Asked,
  { after, page }: { readonly after: number; readonly page: string },
): Response {
  const form = {
    next: createProjection(asked, page).next,
    encode: (event: WireEvent) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
    last: 'data: [DONE]\n\n',
  };
  return streamForm(c, deps, { row: asked.row, after, form });
}
