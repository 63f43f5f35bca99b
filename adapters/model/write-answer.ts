import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import type { UsageMetadata } from '@langchain/core/messages';
import type { ChatOpenAICompletions } from '@langchain/openai';
import { createMarkers } from '../../domain/citations.ts';
import { explainedSections, leading, settledLine } from '../../domain/explained-text.ts';
import { createMarkdownFilter } from '../../domain/markdown.ts';
import type { Composed, ComposeRequest, Draft } from '../../domain/reasoner-port.ts';
import { filtered, finishReason, tokensOf } from './chat.ts';
import { createCitedText } from './cited-text.ts';
import type { OpenCall, Share } from './model-calls.ts';
import { ModelFailure } from './model-failure.ts';
import { readPrompt } from './prompt.ts';
import { quoted, quotedHistory } from './quoted.ts';
import { showTables } from './shown-tables.ts';

/** Whom a text is written for, by role. */
const readers: Readonly<Record<string, string>> = {
  manager: 'a manager: totals and what they mean first, short, no SQL and no internals',
  analyst: 'an analyst: a detailed breakdown with all measures',
  engineer: 'an engineer: objects, ids and technical detail',
};

const readerOf = (role: ComposeRequest['role']): string => readers[role ?? ''] ?? '(not known)';

/** A text that has cited nothing by then will not, UTF-16 units. */
const longestUncited = 4_000;
/** What a model writes beyond this is not read, UTF-16 units. */
const longestAnswer = 250_000;

type Writing = {
  readonly onText: (text: string) => Promise<void>;
  readonly links: readonly string[];
  readonly answerPrompt: string | undefined;
};

/**
 * Lets a model write the answer, handing its text on as it comes, without what the filter of Markdown
 * takes out of it. Nothing is handed on before it cites a cell that it was shown: what cites none is a
 * refusal, or made up. A stream that ends with such a text is an answer; a caveat tells an end that
 * the model did not mean or did not name. Where a cause was settled, its line is the first, whatever the model
 * writes.
 *
 * Effect: one call.
 */
export async function writeAnswer(
  chat: ChatOpenAICompletions,
  { question, lanes, history, share, draft, explanation, role }: ComposeRequest & Share,
  { onText, links, answerPrompt }: Writing,
  { signal, arrived, onUsage }: OpenCall,
): Promise<Pick<Composed, 'markdown' | 'citations' | 'caveats'>> {
  const markers = createMarkers(explanation?.citations);
  const cause = leading(explanation);
  const settled = cause === null ? '' : `${settledLine(cause)}\n\n`;
  const tables = showTables(lanes, markers, share);
  const prompt = readPrompt('answer', answerPrompt);
  const user = prompt.user({
    conversation: quotedHistory(history, share),
    tables: tables.text,
    question: quoted(question),
    reader: readerOf(role),
    explanation: cause === null ? '(none)' : quoted(explainedSections(cause).join('\n\n')),
    draft: draft === undefined ? '(none)' : quotedDraft(withoutLead(draft, settled)),
  });
  const stream = await chat.stream([new SystemMessage(prompt.system), new HumanMessage(user)], {
    signal,
  });
  const filter = createMarkdownFilter(links);
  const cells = markers.citations().map(({ marker }) => marker);
  let isBegun = false;
  const text = createCitedText(cells, async (piece) => {
    await onText(isBegun ? piece : settled + piece);
    isBegun = true;
  });
  let read = 0;
  let usage: UsageMetadata | undefined;
  let end: string | null = null;
  try {
    for await (const chunk of stream) {
      arrived();
      await text.write(filter.push(chunk.text));
      // Some services count in every chunk what they have used so far.
      usage = chunk.usage_metadata ?? usage;
      end = finishReason(chunk.response_metadata) ?? end;
      read += chunk.text.length;
      if (read > (text.isCited() ? longestAnswer : longestUncited)) {
        end = 'length';
        break;
      }
    }
  } finally {
    onUsage(tokensOf(usage));
  }
  await text.write(filter.end());
  if (!text.isCited()) throw uncited(text.whole(), end);
  return {
    markdown: settled + text.whole(),
    citations: markers.citations(),
    caveats: [...tables.caveats, ...caveatsOf(end)],
  };
}

const withoutLead = ({ markdown, ...draft }: Draft, lead: string): Draft => ({
  ...draft,
  markdown: markdown.startsWith(lead) ? markdown.slice(lead.length) : markdown,
});

function quotedDraft({ markdown, unsupported }: Draft): string {
  const lines = unsupported.map(({ text, reason }) => `${quoted(text)}: ${quoted(reason)}`);
  return [quoted(markdown), 'Without support in it:', ...lines].join('\n');
}

/** Why a text that cites nothing is no answer. */
function uncited(text: string, end: string | null): ModelFailure {
  if (text.trim() !== '') {
    return new ModelFailure('its text cited no cell of the tables', 'temporary');
  }
  return end === 'content_filter' ? filtered() : new ModelFailure('it wrote nothing', 'temporary');
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
