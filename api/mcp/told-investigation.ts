import { z } from 'zod';
import { domains } from '../../domain/domains.ts';
import type { Investigation, InvestigationRow } from '../../domain/investigation.ts';
import { hasEnded, statuses } from '../../domain/investigation.ts';
import { outcomes } from '../../domain/outcome.ts';
import { readResource } from '../read.ts';
import type { ToolCall } from './call.ts';

/** An investigation as tools tell it: what a model needs of it, and how it goes on. */
export const ToldInvestigation = z.object({
  id: z.string(),
  status: z.enum(statuses),
  question: z.string(),
  answer: z.string().nullable().describe('Markdown; [cost:1] cites a cell of the evidence'),
  confidence: z.number().nullable().describe('0 to 1'),
  caveats: z.array(z.string()),
  follow_ups: z.array(z.string()),
  domains: z.array(
    z.object({
      domain: z.enum(domains),
      outcome: z.enum(outcomes).nullable(),
      detail: z.string().nullable(),
    }),
  ),
  evidence: z.array(
    z.object({ n: z.int(), id: z.string(), domain: z.enum(domains), title: z.string() }),
  ),
  asks_back: z
    .object({ domain: z.enum(domains), question: z.string(), question_id: z.string() })
    .nullable()
    .describe('A question that has to be answered with answer_question before work goes on'),
  failure: z.string().nullable(),
  thread_id: z.string().describe('Give it to investigate for a follow-up question'),
  url: z.string(),
  next: z.enum(['poll_investigation', 'answer_question']).nullable(),
});
export type ToldInvestigation = z.infer<typeof ToldInvestigation>;

/** The question of Genie that an investigation waits for, of the first lane that has one. Pure. */
export function askedBack({ lanes }: Pick<Investigation, 'lanes'>): ToldInvestigation['asks_back'] {
  const [lane] = lanes.filter(({ status, questionId }) => status === 'waiting' && questionId);
  return lane === undefined
    ? null
    : { domain: lane.domain, question: lane.detail ?? '', question_id: lane.questionId ?? '' };
}

/**
 * Tells an investigation as it is now.
 *
 * Effect: reads its log, and its evidence where it has ended.
 */
export async function tellInvestigation(
  { deps, page }: ToolCall,
  row: InvestigationRow,
): Promise<ToldInvestigation> {
  const resource = await readResource(deps, row);
  const { answer, failure } = resource;
  const isOver = hasEnded(resource.status);
  const evidence = isOver ? await deps.store.evidence(row) : [];
  const asks = isOver ? null : askedBack(resource);
  return {
    id: row.id,
    status: resource.status,
    question: row.question,
    ...answerOf(answer),
    domains: resource.lanes.map(({ domain, outcome, detail }) => ({ domain, outcome, detail })),
    evidence: evidence.map(({ id, domain, title }, at) => ({ n: at + 1, id, domain, title })),
    asks_back: asks,
    failure: failure?.message ?? null,
    thread_id: row.sessionId,
    url: page(row),
    next: nextOf(isOver, asks),
  };
}

const answerOf = (answer: Investigation['answer']) => ({
  answer: answer?.markdown ?? null,
  confidence: answer?.confidence ?? null,
  caveats: [...(answer?.caveats ?? [])],
  follow_ups: [...(answer?.followUps ?? [])],
});

function nextOf(isOver: boolean, asks: ToldInvestigation['asks_back']): ToldInvestigation['next'] {
  if (isOver) return null;
  return asks === null ? 'poll_investigation' : 'answer_question';
}

/** The same as a text for a model. Pure. */
export function textOf({
  id,
  status,
  answer,
  asks_back: asks,
  failure,
}: ToldInvestigation): string {
  if (answer !== null) return answer;
  if (asks !== null) return `Genie asks back about ${asks.domain}: ${asks.question}`;
  if (failure !== null) return `There is no answer: ${failure}`;
  return `Investigation ${id} is ${status}. Call poll_investigation with its id.`;
}
