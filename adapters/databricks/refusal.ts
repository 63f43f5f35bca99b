import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { FailureDetails } from '../../domain/errors.ts';
import { cut } from '../../domain/text.ts';
import { filledText } from './fields.ts';
import { parseExact } from './json.ts';
import { nameOf } from './read-reply.ts';
import type { RetryAfter } from './retry-after.ts';

/** Statuses below 500 that the next request may not get. */
const passing = [408, 425];

const ErrorBody = z.object({ message: filledText });

const unknownToken = /^invalid access token/i;

/** A token that is not known gets 403 like a missing permission; only the message tells them apart. */
const statusOf = (status: number, reason: string): number =>
  status === 403 && unknownToken.test(reason) ? 401 : status;

/** Whether a reply says that the token is not good, or not any more. Pure. */
export const refusesToken = (reply: { readonly status: number; readonly text: string }): boolean =>
  statusOf(reply.status, reply.status === 403 ? messageIn(reply) : '') === 401;

/**
 * Converts a reply that is no success into a failure of the table.
 *
 * @param reply Status and body of the reply, and how long it asks us to wait.
 */
export function refusalOf(
  reply: { readonly status: number; readonly wait: RetryAfter | null; readonly text: string },
  sent: { readonly method: string; readonly path: string },
): AppError {
  const { wait } = reply;
  const reason = messageIn(reply);
  const status = statusOf(reply.status, reason);
  const where = nameOf(sent);
  const note = wait?.shortenedFrom ? ` (it asked for ${wait.shortenedFrom})` : '';
  const message = `${reason}${note}`;
  const details: FailureDetails = {
    upstreamStatus: status,
    unknownEffect: status >= 500,
    ...(wait === null ? {} : { retryAfterMs: wait.ms }),
  };
  if (status === 429) {
    return new AppError('upstream.limited', `Databricks asks us to wait: ${message}`, details);
  }
  if (status === 401 || status === 403) {
    const what = status === 401 ? 'our token' : where;
    return new AppError('auth.denied', `Databricks refused ${what}: ${message}`, details);
  }
  if (status === 404) return new AppError('input.not_found', `${where}: ${message}`, details);
  if (status >= 500 || passing.includes(status)) {
    return new AppError('upstream.down', `Databricks failed on ${where}: ${message}`, details);
  }
  return new AppError('upstream.rejected', rejection(status, where, message), details);
}

function rejection(status: number, where: string, message: string): string {
  return status >= 300 && status < 400
    ? `Databricks redirected ${where}: check DATABRICKS_HOST, or the workspace is behind a private link.`
    : `Databricks refused ${where}: ${message}`;
}

/** UTF-16 units. The message becomes part of a lane's detail. */
const maxMessageLength = 2_000;

function messageIn({ status, text }: { readonly status: number; readonly text: string }): string {
  const noReason = `status ${status}, no reason given.`;
  try {
    return cut(ErrorBody.parse(parseExact(text)).message ?? noReason, maxMessageLength);
  } catch {
    return noReason;
  }
}
