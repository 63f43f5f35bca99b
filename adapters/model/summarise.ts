import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import type { ChatOpenAICompletions } from '@langchain/openai';
import type { SummaryRequest } from '../../domain/summary-port.ts';
import { longestSummary } from '../../domain/summary-port.ts';
import { filtered, finishReason, tokensOf } from './chat.ts';
import type { OpenCall, Share } from './model-calls.ts';
import { ModelFailure } from './model-failure.ts';
import { readPrompt } from './prompt.ts';
import { quoted, quotedHistory } from './quoted.ts';

/** What leads somewhere, or is no plain text: a summary has none of it. */
const link = /\w:\/\/|\bwww\.|\]\(|<\/?[a-z!]|\bdata:|\bjavascript:/i;
/** Control characters, and those that turn the direction of a text. */
const unprintable = /\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/**
 * Lets a model sum up messages of a session, with the summary of what came before them.
 *
 * Effect: one call.
 *
 * @throws {ModelFailure} When what it writes is no summary: nothing, too much, cut off, or with a link.
 */
export async function summarise(
  chat: ChatOpenAICompletions,
  { before, messages, share }: SummaryRequest & Share,
  { signal, onUsage }: OpenCall,
): Promise<string> {
  const prompt = readPrompt('summary');
  const user = prompt.user({
    summary: before === null ? '(none)' : quoted(before),
    conversation: quotedHistory({ messages }, share),
  });
  const reply = await chat.invoke([new SystemMessage(prompt.system), new HumanMessage(user)], {
    signal,
  });
  onUsage(tokensOf(reply.usage_metadata));
  const end = finishReason(reply.response_metadata);
  if (end === 'content_filter') throw filtered();
  const text = reply.text.replaceAll(/\s+/g, ' ').trim();
  const fault = end === 'length' ? 'its summary was cut off' : faultOf(text);
  if (fault !== null) throw new ModelFailure(fault, 'permanent');
  return text;
}

function faultOf(text: string): string | null {
  if (text === '') return 'it wrote nothing';
  if (text.length > longestSummary) return `its summary has more than ${longestSummary} characters`;
  if (link.test(text) || unprintable.test(text)) return 'its summary is no plain text';
  return null;
}
