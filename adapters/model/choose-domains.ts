import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import type { AIMessage } from '@langchain/core/messages';
import type { ChatOpenAICompletions } from '@langchain/openai';
import { z } from 'zod';
import { domains } from '../../domain/domains.ts';
import type { Routed, RouteRequest } from '../../domain/reasoner-port.ts';
import { cut } from '../../domain/text.ts';
import type { LimitedCall } from './call-limits.ts';
import { filtered, finishReason, usageOf } from './chat.ts';
import { readDecision } from './decision.ts';
import { readPrompt } from './prompt.ts';
import { quoted, quotedHistory } from './quoted.ts';

/** The form that a model is asked for. */
const Decision = z.object({
  domains: z.array(
    z.object({
      domain: z.enum(domains),
      question: z.string().min(1),
      score: z.number().min(0).max(1),
      reason: z.string(),
    }),
  ),
});

/** Limits of what a model words, in UTF-16 units; callers' questions have the first one too. */
const longestQuestion = 4_000;
const longestReason = 500;

/**
 * Lets a model choose the domains of a question, and word a question for each.
 *
 * Effect: one call.
 */
export async function chooseDomains(
  chat: ChatOpenAICompletions,
  request: RouteRequest,
  { signal }: LimitedCall,
): Promise<Routed> {
  const cards = request.cards.filter(({ available }) => available);
  const lines = cards.map(
    ({ domain, asks, examples }) =>
      `- ${domain}: ${asks} For example: ${examples.slice(0, 4).join(' | ')}`,
  );
  const prompt = readPrompt('route');
  const user = prompt.user({
    domains: lines.join('\n'),
    conversation: quotedHistory(request.history),
    question: quoted(request.question),
  });
  // By function calling, because a wrong form of the other kind is asked again behind our back.
  const decide = chat.withStructuredOutput(Decision, {
    method: 'functionCalling',
    name: 'route',
    includeRaw: true,
  });
  const { raw } = await decide.invoke([new SystemMessage(prompt.system), new HumanMessage(user)], {
    signal,
  });
  if (finishReason(raw.response_metadata) === 'content_filter') throw filtered();
  const chosen = readDecision(raw as AIMessage, request.question).map(
    ({ question, reason, ...one }) => ({
      ...one,
      question: cut(question, longestQuestion),
      reason: cut(reason, longestReason),
    }),
  );
  return {
    routing: { domains: chosen, tools: [], source: 'model' },
    degraded: [],
    usage: usageOf((raw as AIMessage).usage_metadata),
  };
}
