import { z } from 'zod';
import { cut } from '../../domain/text.ts';

/** Whether the same call may succeed when it is made again at once. */
type Outlook = 'temporary' | 'permanent';

/** The longest part of a service's own message that is told. */
const longestMessage = 160;
/** Statuses that the same request gets again. */
const permanentStatuses = [400, 401, 403, 404, 422];
/** Replies to a refused key may repeat it, so that their words are not told. */
const keyStatuses = [401, 403];

/**
 * Why a call of a model failed: half a sentence about the model (`it answered with status 401`), fit
 * for a log and for an answer.
 */
export class ModelFailure extends Error {
  readonly outlook: Outlook;

  constructor(message: string, outlook: Outlook, options?: { cause: unknown }) {
    super(message, options);
    this.name = 'ModelFailure';
    this.outlook = outlook;
  }
}

/** What the client of the OpenAI protocol throws for a reply that is no success. */
const Reply = z.looseObject({ error: z.looseObject({ message: z.string() }) });
const Status = z.looseObject({ status: z.number() });

/**
 * Reads out of anything thrown by a call why it failed. Words of the service are cut, and told without
 * `secret`; the prompt is never told.
 */
export function toModelFailure(thrown: unknown, secret: string | null): ModelFailure {
  if (thrown instanceof ModelFailure) return thrown;
  const { status } = Status.safeParse(thrown).data ?? { status: null };
  const outlook = status !== null && permanentStatuses.includes(status) ? 'permanent' : 'temporary';
  const message = describe(thrown, status, secret);
  return new ModelFailure(message, outlook, { cause: thrown });
}

function describe(thrown: unknown, status: number | null, secret: string | null): string {
  if (thrown instanceof z.ZodError) return 'its decision had a wrong form';
  const words = wordsOf(thrown, secret);
  if (status !== null) {
    const isTold = words !== '' && !keyStatuses.includes(status);
    return `it answered with status ${status}${isTold ? `: ${words}` : ''}`;
  }
  if (words !== '') return `it reported an error: ${words}`;
  const code = codeOf(thrown);
  return code === null ? 'its reply could not be read' : `it could not be reached (${code})`;
}

/** The service's own message in one line; empty when there is none. */
function wordsOf(thrown: unknown, secret: string | null): string {
  const message = Reply.safeParse(thrown).data?.error.message ?? '';
  return oneLine(secret ? message.replaceAll(secret, '…') : message);
}

function oneLine(text: string): string {
  return cut(text.replaceAll(/\s+/g, ' ').trim(), longestMessage);
}

/** The system's code of a connection that failed, however deep it is wrapped. */
function codeOf(thrown: unknown): string | null {
  for (let at = thrown; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return null;
}
