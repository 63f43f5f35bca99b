import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { domains } from '../../domain/domains.ts';
import { cancelRun } from '../cancel-run.ts';
import { readRow } from '../read.ts';
import { steerRun } from '../steer-run.ts';
import { waitFor } from '../wait-for.ts';
import { answering, mustHave, toldResult } from './call.ts';
import type { ToolCall } from './call.ts';
import { tellInvestigation, textOf, ToldInvestigation } from './told-investigation.ts';

/** A cancelled run ends within this time, or is told as it is, milliseconds. */
const cancelWaitMs = 5_000;

/** They change an investigation, and nothing on the platform. */
const changesOwn = {
  readOnlyHint: false,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;

/** Adds the tool that ends an investigation. */
export function addCancelTool(server: McpServer, call: ToolCall): void {
  const { deps, caller } = call;
  const config = {
    title: 'Cancel an investigation',
    description: 'Ends an investigation; what was found stays. One that has ended stays as it is.',
    inputSchema: z.strictObject({ id: z.string() }),
    outputSchema: ToldInvestigation,
    annotations: changesOwn,
  };
  server.registerTool('cancel_investigation', config, ({ id }) =>
    answering(call, async () => {
      mustHave(call, 'ask');
      const row = await readRow(deps, caller, id);
      await cancelRun(deps, row);
      const wait = { until: [], ms: cancelWaitMs, signal: deps.stopping };
      const told = await tellInvestigation(call, await waitFor(deps, row, wait));
      return toldResult(told, textOf(told));
    }),
  );
}

/** Adds the tool that answers what Genie asked back. */
export function addAnswerTool(server: McpServer, call: ToolCall): void {
  const { deps, caller, requestId } = call;
  const config = {
    title: 'Answer a question',
    description: 'Answers what an investigation asks back (asks_back).',
    inputSchema: z.strictObject({
      id: z.string(),
      domain: z.enum(domains),
      text: z.string().min(1),
      question_id: z.string().optional(),
    }),
    outputSchema: ToldInvestigation,
    annotations: changesOwn,
  };
  server.registerTool('answer_question', config, (input) =>
    answering(call, async () => {
      mustHave(call, 'ask');
      const { id, domain, text, question_id: questionId } = input;
      await steerRun(deps, caller, id, { action: 'answer', domain, text, questionId }, requestId);
      const told = await tellInvestigation(call, await readRow(deps, caller, id));
      return toldResult(told, textOf(told));
    }),
  );
}
