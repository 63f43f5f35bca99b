import type { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { parseExact } from './json.ts';

type Sent = { readonly method: string; readonly path: string };

/** Names a request in messages: its method and path, without the query. */
export const nameOf = ({ method, path }: Sent): string => `${method} ${path.split('?')[0]}`;

/**
 * Reads the reply of a request that succeeded.
 *
 * @throws {AppError} `upstream.down` for a reply that is no JSON, because a sign-in page, a gateway's
 *   page or a reply that breaks off passes; `upstream.rejected`, naming the field, for JSON that
 *   cannot be understood, because the next reply would have the same form. The effect of a request
 *   other than GET is unknown in both cases.
 */
export function readReply<Reply>(text: string, shape: z.ZodType<Reply>, sent: Sent): Reply {
  const unknownEffect = sent.method !== 'GET';
  const json = parseOrThrow(text, sent, unknownEffect);
  const read = shape.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = issue === undefined || issue.path.length === 0 ? null : issue.path.join('.');
  const what = field === null ? 'JSON object' : `\`${field}\``;
  throw new AppError(
    'upstream.rejected',
    `Databricks answered ${nameOf(sent)} without a readable ${what} (expected ${expectedIn(issue)}).`,
    { cause: read.error, unknownEffect, unreadable: true },
  );
}

function parseOrThrow(text: string, sent: Sent, unknownEffect: boolean): unknown {
  try {
    return parseExact(text);
  } catch (cause) {
    throw new AppError(
      'upstream.down',
      `Databricks answered ${nameOf(sent)} with ${kindOf(text)}.`,
      {
        cause,
        unknownEffect,
      },
    );
  }
}

function kindOf(text: string): string {
  if (text.trim() === '') return 'an empty reply';
  return text.trimStart().startsWith('<')
    ? 'a web page instead of JSON: check DATABRICKS_HOST and what is between it and this service'
    : 'JSON that is cut off or damaged';
}

function expectedIn(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code !== 'invalid_type') return issue?.message ?? 'an object';
  return issue.expected === 'array' ? 'a list' : `an ${issue.expected}`;
}
