import { hexOf, investigationId } from '../../domain/ids.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import type { Failure, InvestigationRow } from '../../domain/investigation.ts';
import type { ClientRequest } from '../../domain/client-requests.ts';
import type { Progress } from '../../domain/resource.ts';
import { customOutputsOf } from './custom-outputs.ts';
import { modelOf } from './models.ts';

/** An item of `output`; the fields depend on `type`. */
export type Item = Readonly<Record<string, unknown>> & {
  readonly type: string;
  readonly id: string;
};

export type ResponseStatus =
  | 'queued'
  | 'in_progress'
  | 'completed'
  | 'failed'
  | 'incomplete'
  | 'cancelled';

export type ResponseObject = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly status: ResponseStatus;
};

/** An investigation and how it was asked for; null where it was not asked over this protocol. */
export type Asked = { readonly row: InvestigationRow; readonly request: ClientRequest | null };

export const responseIdOf = (id: InvestigationId): string => `resp_${hexOf(id)}`;

const ownId = /^(?:resp|msg|rs|mcp|fc|inv)_([0-9a-f]{32})(?:_\w+)?$/;

/** The investigation that an id of this protocol belongs to, a response's or an item's; null for other ids. */
export function investigationOf(id: string): InvestigationId | null {
  const hex = ownId.exec(id)?.[1];
  return hex === undefined ? null : investigationId(hex);
}

/**
 * The status of a response. What ended without a single answer of a domain, but tells its reader why, is
 * completed: the text is what the client shows.
 */
export function statusOf({ status, answer }: Pick<Progress, 'status' | 'answer'>): ResponseStatus {
  if (status === 'queued') return 'queued';
  if (status === 'running') return 'in_progress';
  if (status === 'cancelled') return 'cancelled';
  return status === 'failed' && answer === null ? 'failed' : 'completed';
}

/**
 * The response object of an investigation as far as its log has come.
 *
 * Pure.
 *
 * @param output The items so far.
 */
export function responseObject(
  { row, request }: Asked,
  progress: Progress,
  output: readonly Item[],
): ResponseObject {
  const status = statusOf(progress);
  const { model, background, instructions, metadata, previousResponseId } =
    request ?? notAsked(row);
  const hasEnded = status !== 'queued' && status !== 'in_progress';
  return {
    id: responseIdOf(row.id),
    object: 'response',
    created_at: seconds(row.createdAtMs),
    completed_at:
      status === 'completed' && progress.finishedAt !== null
        ? seconds(Date.parse(progress.finishedAt))
        : null,
    status,
    background,
    error: status === 'failed' ? errorOf(progress.failure) : null,
    incomplete_details: null,
    instructions,
    max_output_tokens: null,
    metadata,
    model,
    output,
    parallel_tool_calls: true,
    previous_response_id: previousResponseId,
    conversation: { id: row.sessionId },
    reasoning: { effort: null, summary: null },
    store: true,
    temperature: null,
    text: { format: { type: 'text' } },
    tool_choice: 'auto',
    tools: [],
    top_p: null,
    truncation: 'disabled',
    usage: hasEnded ? usageOf(progress) : null,
    custom_outputs: customOutputsOf(row, progress),
  };
}

/** What stands for the request of an investigation that was asked in another way. */
const notAsked = (row: InvestigationRow): ClientRequest => ({
  model: modelOf(row),
  background: false,
  instructions: null,
  metadata: {},
  previousResponseId: null,
  input: [],
});

const seconds = (ms: number): number => Math.floor(ms / 1000);

/** Their codes are a closed list; ours stands in the message and in `custom_outputs`. */
function errorOf(failure: Failure | null): { readonly code: string; readonly message: string } {
  return {
    code: 'server_error',
    message: failure?.message ?? 'No domain could give an answer.',
  };
}

function usageOf({ usage }: Progress) {
  const { inputTokens, outputTokens } = usage;
  return {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: inputTokens + outputTokens,
  };
}
