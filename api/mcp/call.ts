import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Caller, Permission } from '../../domain/caller.ts';
import { AppError, failures } from '../../domain/errors.ts';
import { toAppError } from '../errors.ts';
import type { RouteDeps } from '../deps.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';

/** Who calls a tool, and what it works with. */
export type ToolCall = {
  readonly deps: RouteDeps;
  readonly caller: Caller;
  readonly requestId: string;
  /** Address of the page that shows an investigation. */
  readonly page: (row: InvestigationRow) => string;
};

/** A tool only reads: it changes nothing on the platform, and asking again is safe. */
export const readsOnly = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;

/** @throws {AppError} `auth.denied`. */
export function mustHave({ caller }: ToolCall, needed: Permission): void {
  if (caller.permissions.includes(needed)) return;
  const had = caller.permissions.join(', ') || 'none';
  throw new AppError(
    'auth.denied',
    `This needs the permission ${needed}; you have ${had} (role ${caller.role}).`,
  );
}

/** A result that a program reads, and the same as a text for a model. Pure. */
export const toldResult = (
  structuredContent: Readonly<Record<string, unknown>>,
  text: string,
): CallToolResult => ({ content: [{ type: 'text', text }], structuredContent });

/**
 * What a tool gives, or its failure as a result, which a model can read and act upon.
 *
 * Effect: that of `work`; logs a bug.
 */
export async function answering<Result>(
  { deps, requestId }: ToolCall,
  work: () => Promise<Result>,
): Promise<Result | CallToolResult> {
  try {
    return await work();
  } catch (error) {
    const failure = toAppError(error);
    const { code, message } = failure;
    if (code === 'bug') deps.log.error({ err: error, requestId }, 'a tool call');
    const text =
      code === 'bug'
        ? `Something went wrong on our side. Quote ${requestId} when you report it.`
        : `${failures[code].title}: ${message}`;
    return { content: [{ type: 'text', text }], isError: true };
  }
}
