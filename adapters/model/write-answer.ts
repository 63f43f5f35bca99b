import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import type { UsageMetadata } from '@langchain/core/messages';
import type { ChatOpenAICompletions } from '@langchain/openai';
import { createMarkers } from '../../domain/citations.ts';
import { createMarkdownFilter } from '../../domain/markdown.ts';
import type { Composed, ComposeRequest } from '../../domain/reasoner-port.ts';
import type { LimitedCall } from './call-limits.ts';
import { filtered, finishReason, usageOf } from './chat.ts';
import { ModelFailure } from './model-failure.ts';
import { readPrompt } from './prompt.ts';
import { quoted, quotedHistory } from './quoted.ts';
import { showTables } from './shown-tables.ts';

/**
 * Lets a model write the answer, handing its text on as it comes, without what the filter of Markdown
 * takes out of it. A stream that ends with text is an
 * answer; a caveat tells an end that the model did not mean or did not name.
 *
 * Effect: one call.
 */
export async function writeAnswer(
  chat: ChatOpenAICompletions,
  { question, lanes, history }: ComposeRequest,
  { onText, links }: { onText: (text: string) => Promise<void>; links: readonly string[] },
  { signal, arrived }: LimitedCall,
): Promise<Composed> {
  const markers = createMarkers();
  const tables = showTables(lanes, markers);
  const prompt = readPrompt('answer');
  const user = prompt.user({
    conversation: quotedHistory(history),
    tables: tables.text,
    question: quoted(question),
  });
  const stream = await chat.stream([new SystemMessage(prompt.system), new HumanMessage(user)], {
    signal,
  });
  const filter = createMarkdownFilter(links);
  let markdown = '';
  const write = async (text: string): Promise<void> => {
    markdown += text;
    if (text !== '') await onText(text);
  };
  let usage: UsageMetadata | undefined;
  let end: string | null = null;
  for await (const chunk of stream) {
    arrived();
    await write(filter.push(chunk.text));
    usage = chunk.usage_metadata ?? usage;
    end = finishReason(chunk.response_metadata) ?? end;
  }
  await write(filter.end());
  if (markdown.trim() === '') {
    throw end === 'content_filter' ? filtered() : new ModelFailure('it wrote nothing', 'temporary');
  }
  return {
    markdown,
    citations: markers.citations(),
    caveats: [...tables.caveats, ...caveatsOf(end)],
    charts: [],
    degraded: [],
    usage: usageOf(usage),
  };
}

const unnamedEnd = 'The model did not say whether its answer is complete.';
const caveatByEnd: Readonly<Record<string, string>> = {
  length: 'The model reached its length limit: its answer may end in the middle.',
  content_filter: 'A content filter of the model service cut the answer.',
};

function caveatsOf(end: string | null): readonly string[] {
  const caveat = end === null ? unnamedEnd : caveatByEnd[end];
  return caveat === undefined ? [] : [caveat];
}
