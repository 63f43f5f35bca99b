import { z } from 'zod';
import { cut } from '../../domain/text.ts';
import { withoutSecrets } from '../../domain/without-secrets.ts';
import { requestedWaitMs } from '../retry-after.ts';

/** Whether the same call may succeed when it is made again at once, or when it shows less. */
type Outlook = 'temporary' | 'permanent' | 'tooLong';

/** The longest part of a service's own message that is told. */
const longestMessage = 160;
/** Statuses that the same request gets again. */
const permanentStatuses = [400, 401, 403, 404, 413, 422];
/** Statuses of a service that has too much to do; 529 is Anthropic's. */
const overloadedStatuses = [429, 503, 529];
/** The least time before an overloaded service is called again, milliseconds, and what is added at random. */
const leastPauseMs = 1_000;
const pauseSpreadMs = 500;
/** Replies to a refused key may repeat it, so that their words are not told. */
const keyStatuses = [401, 403];

/**
 * Why a call of a model failed: half a sentence about the model (`it answered with status 401`), fit
 * for a log and for an answer.
 */
export class ModelFailure extends Error {
  readonly outlook: Outlook;
  /** How long to wait before the same call is made again. */
  readonly pauseMs: number;
  /** What the model replied, when that could not be read. */
  readonly reply: string | null;
  /** Whether nothing at all came from the model. */
  readonly isUnanswered: boolean;

  constructor(
    message: string,
    outlook: Outlook,
    {
      pauseMs = 0,
      reply = null,
      isUnanswered = false,
      ...options
    }: { cause?: unknown; pauseMs?: number; reply?: string | null; isUnanswered?: boolean } = {},
  ) {
    super(message, options);
    this.name = 'ModelFailure';
    this.outlook = outlook;
    this.pauseMs = pauseMs;
    this.reply = reply;
    this.isUnanswered = isUnanswered;
  }
}

/** What the client of the OpenAI protocol throws for a reply that is no success. */
const Reply = z.looseObject({ error: z.looseObject({ message: z.string() }) });
const Refusal = z.looseObject({
  status: z.number(),
  headers: z.instanceof(Headers).optional().catch(undefined),
});

/**
 * Reads out of anything thrown by a call why it failed. Words of the service are cut, and told without
 * `secret`; the prompt is never told.
 */
export function toModelFailure(thrown: unknown, secret: string | null): ModelFailure {
  if (thrown instanceof ModelFailure) return thrown;
  // The vendor's client wraps a refusal of a prompt that is too long.
  const refused = causesOf(thrown).find((one) => Refusal.safeParse(one).success) ?? thrown;
  const { status = null, headers } = Refusal.safeParse(refused).data ?? {};
  const outlook = outlookOf(status, refused);
  const waitMs = headers === undefined ? null : requestedWaitMs(headers);
  const wait = waitMs === null ? '' : ` (it asks to wait ${Math.ceil(waitMs / 1000)} s)`;
  const message = describe(refused, status, secret) + wait;
  const pauseMs = pauseAfter(status, waitMs);
  const isUnanswered = status === null && codeOf(thrown) !== null;
  return new ModelFailure(message, outlook, { cause: thrown, pauseMs, isUnanswered });
}

/**
 * How services say that a prompt is longer than the model's context; OpenAI has a code for it.
 * Source: https://platform.openai.com/docs/guides/error-codes, and replies of vLLM ("maximum context
 * length", "maximum model length", "too long to fit"), llama.cpp ("exceeds the available context
 * size"), Anthropic ("prompt is too long") and TGI ("`inputs` tokens + `max_new_tokens` must be").
 */
const tooLong =
  /context_length_exceeded|context (?:length|size|window|limit)|maximum model length|too long|max_new_tokens/i;
const tooLongStatuses = [400, 413, 422, 500];

function outlookOf(status: number | null, refused: unknown): Outlook {
  if (status === null) return 'temporary';
  const words = refused instanceof Error ? `${refused.message} ${codeOf(refused) ?? ''}` : '';
  if (tooLongStatuses.includes(status) && tooLong.test(words)) return 'tooLong';
  return permanentStatuses.includes(status) ? 'permanent' : 'temporary';
}

function pauseAfter(status: number | null, waitMs: number | null): number {
  const isOverloaded = status !== null && overloadedStatuses.includes(status);
  if (waitMs === null && !isOverloaded) return 0;
  return Math.max(waitMs ?? 0, leastPauseMs) + Math.random() * pauseSpreadMs;
}

function describe(thrown: unknown, status: number | null, secret: string | null): string {
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
  return oneLine(withoutSecrets(message, secret === null ? [] : [secret]));
}

function oneLine(text: string): string {
  return cut(text.replaceAll(/\s+/g, ' ').trim(), longestMessage);
}

/** The system's code of a connection that failed, however deep it is wrapped. */
function codeOf(thrown: unknown): string | null {
  const codes = causesOf(thrown).map((one) => ('code' in one ? one.code : null));
  return codes.find((code) => typeof code === 'string') ?? null;
}

/** An error and what caused it, the error first. */
function causesOf(thrown: unknown): readonly Error[] {
  return thrown instanceof Error ? [thrown, ...causesOf(thrown.cause)] : [];
}
