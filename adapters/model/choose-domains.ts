import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import type { UsageMetadata } from '@langchain/core/messages';
import type { ChatOpenAI } from '@langchain/openai';
import { z } from 'zod';
import { domains } from '../../domain/domains.ts';
import type { SessionHistory } from '../../domain/memory-port.ts';
import type { Routed, RouteRequest } from '../../domain/reasoner-port.ts';
import type { LimitedCall } from './call-limits.ts';
import { filtered, finishReason, usageOf } from './chat.ts';
import { fillPrompt } from './prompt.ts';

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

/**
 * Lets a model choose the domains of a question, and word a question for each.
 *
 * Effect: one call.
 */
export async function chooseDomains(
  chat: ChatOpenAI,
  request: RouteRequest,
  { signal }: LimitedCall,
): Promise<Routed> {
  const cards = request.cards.filter(({ available }) => available);
  const lines = cards.map(
    ({ domain, asks, examples }) =>
      `- ${domain}: ${asks} For example: ${examples.slice(0, 4).join(' | ')}`,
  );
  const prompt = fillPrompt('route', {
    domains: lines.join('\n'),
    history: historyOf(request.history),
  });
  // By function calling, because a wrong form of the other kind is asked again behind our back.
  const decide = chat.withStructuredOutput(Decision, {
    method: 'functionCalling',
    name: 'route',
    includeRaw: true,
  });
  const { raw, parsed } = await decide.invoke(
    [new SystemMessage(prompt), new HumanMessage(request.question)],
    { signal },
  );
  if (finishReason(raw.response_metadata) === 'content_filter') throw filtered();
  const decision = Decision.parse(parsed);
  const usage =
    'usage_metadata' in raw ? (raw.usage_metadata as UsageMetadata | undefined) : undefined;
  return {
    routing: { domains: decision.domains, tools: [], source: 'model' },
    degraded: [],
    usage: usageOf(usage),
  };
}

function historyOf(history: SessionHistory): string {
  if (history.messages.length === 0) return 'Nothing yet.';
  return history.messages
    .map(({ role, content }) => `${role}: ${JSON.stringify(content.slice(0, 500))}`)
    .join('\n');
}
