import type { McpServer, ServerContext } from '@modelcontextprotocol/server';
import { CLIENT_CAPABILITIES_META_KEY, ProtocolError } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { InvestigationRow } from '../../domain/investigation.ts';
import { cancelRun } from '../cancel-run.ts';
import { invalid, toAppError } from '../errors.ts';
import { readReadable, readRow } from '../read.ts';
import { steerRun } from '../steer-run.ts';
import { mustHave, toldResult } from './call.ts';
import type { ToolCall } from './call.ts';
import { elicitationOf } from './elicitation.ts';
import { tellInvestigation, textOf } from './told-investigation.ts';
import type { ToldInvestigation } from './told-investigation.ts';

export const tasksExtension = 'io.modelcontextprotocol/tasks';

/** How long a client should wait between two looks, milliseconds. */
const pollIntervalMs = 2_000;

const invalidParams = -32_602;
const internalError = -32_603;

const HasTasks = z.object({
  [CLIENT_CAPABILITIES_META_KEY]: z.object({
    extensions: z.object({ [tasksExtension]: z.object({}) }),
  }),
});

/** Whether the client of this request can follow a task. Pure. */
export const canFollowTask = ({ mcpReq }: ServerContext): boolean =>
  HasTasks.safeParse(mcpReq.envelope).success;

const ById = z.object({ taskId: z.string() });
/** The library takes these out of the parameters. */
const Replies = z.record(
  z.string(),
  z.looseObject({
    action: z.enum(['accept', 'decline', 'cancel']),
    content: z.object({ answer: z.string().min(1) }).optional(),
  }),
);

/** An investigation as a task: its id is the task's. Pure but for the clock. */
export function taskOf(row: InvestigationRow, told: ToldInvestigation) {
  const base = {
    taskId: row.id,
    createdAt: new Date(row.createdAtMs).toISOString(),
    lastUpdatedAt: new Date().toISOString(),
    // It is kept as long as investigations are.
    ttlMs: null,
    pollIntervalMs,
    statusMessage: told.answer === null ? textOf(told) : `It is ${told.status}.`,
  };
  const { asks_back: asks, status } = told;
  if (status === 'cancelled') return { ...base, status } as const;
  if (told.next === null) {
    const isError = told.answer === null;
    const result = { resultType: 'complete', ...toldResult(told, textOf(told)), isError };
    return { ...base, status: 'completed', result } as const;
  }
  if (asks === null) return { ...base, status: 'working' } as const;
  const inputRequests = { [asks.question_id]: elicitationOf(asks) };
  return { ...base, status: 'input_required', inputRequests } as const;
}

/** Adds what clients do with a task: look at it, answer what it asks, cancel it. */
export function addTasks({ server }: McpServer, call: ToolCall): void {
  const { deps, caller, requestId } = call;
  server.setRequestHandler('tasks/get', { params: ById }, ({ taskId }) =>
    orRefused(requestId, async () => {
      const row = await readReadable(deps, caller, taskId);
      return { resultType: 'complete', ...taskOf(row, await tellInvestigation(call, row)) };
    }),
  );
  server.setRequestHandler('tasks/update', { params: ById }, ({ taskId }, { mcpReq }) =>
    orRefused(requestId, async () => {
      mustHave(call, 'ask');
      const replies = Replies.safeParse(mcpReq.inputResponses);
      if (!replies.success)
        throw invalid([{ path: 'inputResponses', message: 'must be answers of a form' }]);
      const row = await readRow(deps, caller, taskId);
      const { asks_back: asks } = await tellInvestigation(call, row);
      const reply = asks === null ? undefined : replies.data[asks.question_id];
      if (asks !== null && reply !== undefined) {
        const { domain, question_id: questionId } = asks;
        const text = reply.action === 'accept' ? reply.content?.answer : undefined;
        // Whoever does not want to answer wants to go on without this domain.
        const action =
          text === undefined
            ? ({ action: 'skip', domain } as const)
            : ({ action: 'answer', domain, text, questionId } as const);
        await steerRun(deps, caller, taskId, action, requestId);
      }
      return { resultType: 'complete' };
    }),
  );
  server.setRequestHandler('tasks/cancel', { params: ById }, ({ taskId }) =>
    orRefused(requestId, async () => {
      mustHave(call, 'ask');
      await cancelRun(deps, await readRow(deps, caller, taskId));
      return { resultType: 'complete' };
    }),
  );
}

/** A failure as an error of the protocol: a task has no result that could hold it. */
async function orRefused<Result>(requestId: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { code, message } = toAppError(error);
    throw code === 'bug'
      ? new ProtocolError(internalError, `Something went wrong on our side (${requestId}).`)
      : new ProtocolError(invalidParams, message, { code });
  }
}
