import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { FailureDetails } from '../../domain/errors.ts';
import { cut } from '../../domain/text.ts';
import { filledText } from './fields.ts';
import { parseExact } from './json.ts';
import { nameOf } from './read-reply.ts';
import type { RetryAfter } from './retry-after.ts';

const ErrorBody = z.object({ message: filledText });

/**
 * Converts a reply that is no success into a failure of the table.
 *
 * @param reply Status and body of the reply, and how long it asks us to wait.
 */
export function refusalOf(
  reply: { readonly status: number; readonly wait: RetryAfter | null; readonly text: string },
  sent: { readonly method: string; readonly path: string },
): AppError {
  const { status, wait } = reply;
  const where = nameOf(sent);
  const note = wait?.shortenedFrom ? ` (it asked for ${wait.shortenedFrom})` : '';
  const message = `${messageIn(reply.text)}${note}`;
  const details: FailureDetails = {
    upstreamStatus: status,
    unknownEffect: status >= 500,
    ...(wait === null ? {} : { retryAfterMs: wait.ms }),
  };
  if (status === 429) {
    return new AppError('upstream.limited', `Databricks asks us to wait: ${message}`, details);
  }
  if (status === 401) {
    return new AppError('auth.denied', `Databricks refused our token: ${message}`, details);
  }
  if (status === 403) {
    return new AppError('auth.denied', `Databricks refused ${where}: ${message}`, details);
  }
  if (status === 404) return new AppError('input.not_found', `${where}: ${message}`, details);
  if (status >= 500) {
    return new AppError('upstream.down', `Databricks failed on ${where}: ${message}`, details);
  }
  if (status >= 300 && status < 400) {
    return new AppError(
      'upstream.rejected',
      `Databricks redirected ${where}: check DATABRICKS_HOST, or the workspace is behind a private link.`,
      details,
    );
  }
  return new AppError('upstream.rejected', `Databricks refused ${where}: ${message}`, details);
}

/** UTF-16 units. The message becomes part of a lane's detail. */
const maxMessageLength = 2_000;
const noReason = 'no reason given.';

function messageIn(text: string): string {
  try {
    return cut(ErrorBody.parse(parseExact(text)).message ?? noReason, maxMessageLength);
  } catch {
    return noReason;
  }
}
