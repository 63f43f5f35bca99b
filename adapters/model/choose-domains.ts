import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import type { AIMessage } from '@langchain/core/messages';
import type { ChatOpenAICompletions } from '@langchain/openai';
import { z } from 'zod';
import { domains } from '../../domain/domains.ts';
import type { RouteRequest } from '../../domain/reasoner-port.ts';
import type { RoutedDomain, Routing } from '../../domain/routing.ts';
import { cut } from '../../domain/text.ts';
import { onlyReads } from '../../domain/tools.ts';
import { weighedByRules } from './agreement.ts';
import { filtered, finishReason, tokensOf } from './chat.ts';
import { readDecision, readTools } from './decision.ts';
import type { OpenCall, Share } from './model-calls.ts';
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
  tools: z.array(z.object({ tool: z.string(), reason: z.string() })).optional(),
});

/** What a model chose. */
export type Choice = Pick<Routing, 'domains' | 'tools'>;

/** How much of a reply that could not be read the model is shown, UTF-16 units. */
const longestReply = 500;
const none = '(none)';

/** A question to choose domains for. */
export type ChoiceRequest = RouteRequest & {
  /** What the rules would choose. */
  readonly byRules: readonly RoutedDomain[];
  /** What the model replied to the same request, if that could not be read. */
  readonly lastReply: string | null;
};

/**
 * Lets a model choose among the domains that can be asked, and word a question for each; and propose tools of
 * those that can be used.
 *
 * Effect: one call.
 */
export async function chooseDomains(
  chat: ChatOpenAICompletions,
  request: ChoiceRequest & Share,
  { timeZone, now }: { timeZone: string; now: () => number },
  { signal, onUsage }: OpenCall,
): Promise<Choice> {
  const cards = request.cards.filter(({ available }) => available);
  const lines = cards.map(
    ({ domain, asks, examples }) =>
      `- ${domain}: ${asks} For example: ${examples.slice(0, 4).join(' | ')}`,
  );
  const tools = (request.tools ?? []).filter(onlyReads);
  const prompt = readPrompt('route');
  const user = prompt.user({
    domains: lines.join('\n'),
    tools: tools.map(({ tool, describes }) => `- ${tool}: ${describes}`).join('\n') || none,
    now: nowIn(timeZone, now()),
    rules: request.byRules.map(byRule).join('\n') || none,
    lastReply: request.lastReply === null ? none : quoted(cut(request.lastReply, longestReply)),
    conversation: quotedHistory(request.history, request.share),
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
  onUsage(tokensOf((raw as AIMessage).usage_metadata));
  if (finishReason(raw.response_metadata) === 'content_filter') throw filtered();
  const offered = cards.map(({ domain }) => domain);
  const chosen = readDecision(raw as AIMessage, { asked: request.question, offered });
  return {
    domains: weighedByRules(chosen, request.byRules),
    tools: readTools(raw as AIMessage, {
      asked: request.question,
      offered: tools.map(({ tool }) => tool),
    }),
  };
}

function byRule({ domain, score, question }: RoutedDomain): string {
  return `- ${domain} (${score}): ${quoted(question)}`;
}

/** `Sunday 29 November 2026 at 14:05, Europe/Berlin`. */
function nowIn(timeZone: string, nowMs: number): string {
  const form = { timeZone, dateStyle: 'full', timeStyle: 'short' } as const;
  return `${new Intl.DateTimeFormat('en-GB', form).format(nowMs)}, ${timeZone}`;
}
