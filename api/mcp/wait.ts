import type {
  CallToolResult,
  InputRequiredResult,
  ServerContext,
} from '@modelcontextprotocol/server';
import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  inputRequired,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { domains } from '../../domain/domains.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import { applyEvent, unstarted } from '../../domain/resource.ts';
import { followLog } from '../follow-log.ts';
import { createStepReader } from '../responses/steps.ts';
import type { Step } from '../responses/steps.ts';
import { readRow } from '../read.ts';
import { steerRun } from '../steer-run.ts';
import type { ToolCall } from './call.ts';
import { toldResult } from './call.ts';
import { elicitationOf, Reply } from './elicitation.ts';
import { askedBack, tellInvestigation, textOf } from './told-investigation.ts';

/** Clients give a tool a minute, seconds. */
export const longestWaitSeconds = 45;

/**
 * What goes to a client with a question of Genie, and comes back with the answer. It names an investigation
 * and nothing else that counts: whose it is, is looked up again.
 */
const State = z.object({
  id: z.string(),
  domain: z.enum(domains),
  questionId: z.string(),
});

/** What a client says of itself with each request. */
const Elicits = z.object({
  [CLIENT_CAPABILITIES_META_KEY]: z.object({ elicitation: z.object({}) }),
});

const key = 'genie_asks';

/** Whether the client can put a question to its user within this call. Pure. */
const canElicit = ({ mcpReq }: ServerContext): boolean =>
  Elicits.safeParse(mcpReq.envelope).success;

/** The investigation that this call goes on with, and the question that its user was shown. Pure. */
export function resumed({ mcpReq }: ServerContext): z.infer<typeof State> | null {
  const state = mcpReq.requestState<string>();
  if (typeof state !== 'string') return null;
  try {
    return State.safeParse(JSON.parse(state)).data ?? null;
  } catch {
    return null;
  }
}

/**
 * Waits for an investigation: until it has ended, Genie asks something back, or the time is up. An answer that
 * comes with the call is passed on first; progress is told where the client wants it.
 *
 * Effect: follows the log; may steer the run.
 *
 * @returns The investigation, or the question for the client's user.
 */
export async function waitAndTell(
  call: ToolCall,
  row: InvestigationRow,
  context: ServerContext,
  waitSeconds: number,
): Promise<CallToolResult | InputRequiredResult> {
  const answered = await passAnswer(call, row, context);
  const signal = AbortSignal.any([
    context.mcpReq.signal,
    call.deps.stopping,
    AbortSignal.timeout(waitSeconds * 1000),
  ]);
  const asks = await untilNews(call, row, { context, answered, signal });
  if (asks !== null && canElicit(context))
    return inputRequired({
      inputRequests: {
        [key]: elicitationOf(asks),
      },
      requestState: JSON.stringify({
        id: row.id,
        domain: asks.domain,
        questionId: asks.question_id,
      }),
    });
  const told = await tellInvestigation(call, await readRow(call.deps, call.caller, row.id));
  return toldResult(told, textOf(told));
}

/** The id of the question that was answered; null where the call brings no answer. */
async function passAnswer(
  { deps, caller, requestId }: ToolCall,
  row: InvestigationRow,
  context: ServerContext,
): Promise<string | null> {
  const shown = resumed(context);
  const { inputResponses } = context.mcpReq;
  if (shown === null || inputResponses === undefined) return null;
  const reply = acceptedContent(inputResponses, key, Reply);
  const { domain, questionId } = shown;
  // Whoever does not want to answer wants to go on without this domain.
  const action =
    reply === undefined
      ? ({ action: 'skip', domain } as const)
      : ({ action: 'answer', domain, text: reply.answer, questionId } as const);
  await steerRun(deps, caller, row.id, action, requestId);
  return questionId;
}

type Following = {
  readonly context: ServerContext;
  /** A question that is no news. */
  readonly answered: string | null;
  readonly signal: AbortSignal;
};

async function untilNews({ deps }: ToolCall, row: InvestigationRow, following: Following) {
  const read = createStepReader();
  let progress = unstarted;
  let count = 0;
  for await (const events of followLog(deps, row, following.signal)) {
    for (const event of events) {
      progress = applyEvent(progress, event);
      for (const step of read(event)) await tellProgress(following.context, step, (count += 1));
    }
    const asks = askedBack(progress);
    if (asks !== null && asks.question_id !== following.answered) return asks;
  }
  return null;
}

async function tellProgress({ mcpReq }: ServerContext, step: Step, n: number): Promise<void> {
  const progressToken = mcpReq._meta?.progressToken;
  const message = progressOf(step);
  if (progressToken === undefined || message === null) return;
  const params = { progressToken, progress: n, message };
  await mcpReq.notify({ method: 'notifications/progress', params });
}

function progressOf(step: Step): string | null {
  if (step.kind === 'note') return step.text;
  if (step.kind === 'opened') return `${step.call.name} ${JSON.stringify(step.call.arguments)}`;
  return step.kind === 'closed' ? step.text : null;
}
