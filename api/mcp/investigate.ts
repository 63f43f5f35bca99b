import type { CallToolResult, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { domains } from '../../domain/domains.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import { parseSessionId } from '../../domain/ids.ts';
import { admitFor } from '../admit-for.ts';
import { invalid } from '../errors.ts';
import { text } from '../inputs.ts';
import { longestQuestion } from '../inputs.ts';
import { noted } from '../note.ts';
import { readReadable, readRow } from '../read.ts';
import { answering, mustHave, readsOnly, toldResult } from './call.ts';
import type { ToolCall } from './call.ts';
import { canFollowTask, taskOf } from './tasks.ts';
import { tellInvestigation, textOf, ToldInvestigation } from './told-investigation.ts';
import { longestWaitSeconds, resumed, waitAndTell } from './wait.ts';

const Question = z.strictObject({
  question: z.string().describe('In English, as you would ask a colleague'),
  domains: z.array(z.enum(domains)).min(1).optional().describe('Asks these instead of choosing'),
  depth: z.enum(['standard', 'deep']).optional().describe('deep takes minutes to days'),
  thread_id: z.string().optional().describe('The thread_id of an earlier answer, to go on from it'),
});
type Question = z.infer<typeof Question>;

const wait = z.number().min(0).max(longestWaitSeconds).optional();

/** Adds the tool that asks a question. */
export function addInvestigate(server: McpServer, call: ToolCall): void {
  const config = {
    title: 'Investigate',
    description:
      'Answers a question about cost, security, performance, reliability or data quality of the Databricks platform, with evidence for every number. Takes seconds to minutes: when it has not ended, call poll_investigation with the id.',
    inputSchema: Question,
    outputSchema: ToldInvestigation,
    annotations: { ...readsOnly, idempotentHint: false },
  };
  server.registerTool('investigate', config, (input, context) =>
    answering(call, async () => {
      mustHave(call, 'ask');
      const known = resumed(context);
      const row =
        known === null ? await ask(call, input) : await readRow(call.deps, call.caller, known.id);
      return known === null && canFollowTask(context)
        ? beginTask(call, row)
        : waitAndTell(call, row, context, longestWaitSeconds);
    }),
  );
}

/**
 * A task in place of a result. The library's types know none; it passes on what has this `resultType`, but wants
 * the content that a result of the tool has.
 */
async function beginTask(call: ToolCall, row: InvestigationRow): Promise<CallToolResult> {
  const told = await tellInvestigation(call, row);
  const task = { resultType: 'task', ...taskOf(row, told) };
  return { ...task, ...toldResult(told, textOf(told)), content: [] } as CallToolResult;
}

function ask({ deps, caller }: ToolCall, input: Question) {
  const question = text(longestQuestion).safeParse(input.question);
  if (!question.success)
    throw invalid(question.error.issues.map(({ message }) => ({ path: 'question', message })));
  const { domains: named = null, depth = 'standard', thread_id: thread } = input;
  const sessionId = thread === undefined ? null : parseSessionId(thread);
  if (thread !== undefined && sessionId === null)
    throw invalid([{ path: 'thread_id', message: 'must be the thread_id of an earlier answer' }]);
  return admitFor(deps, {
    principal: caller,
    idempotencyKey: null,
    question: question.data,
    sessionId,
    mode: depth,
    budgetSeconds: null,
    domains: named,
    visibility: 'private',
    audit: noted(deps, caller),
    dailyQuestions: caller.dailyQuestions,
  });
}

/** Adds the tool that waits for an investigation. */
export function addPoll(server: McpServer, call: ToolCall): void {
  const config = {
    title: 'Poll an investigation',
    description: 'An investigation as it is when it has ended, or after wait_s seconds.',
    inputSchema: z.strictObject({ id: z.string(), wait_s: wait }),
    outputSchema: ToldInvestigation,
    annotations: readsOnly,
  };
  server.registerTool('poll_investigation', config, ({ id, wait_s: seconds = 0 }, context) =>
    answering(call, async () => {
      const row = await readReadable(call.deps, call.caller, id);
      return waitAndTell(call, row, context, seconds);
    }),
  );
}
