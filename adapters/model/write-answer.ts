import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import type { UsageMetadata } from '@langchain/core/messages';
import type { ChatOpenAI } from '@langchain/openai';
import { createCiter } from '../../domain/citations.ts';
import type { Citer } from '../../domain/citations.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Composed, ComposeRequest } from '../../domain/reasoner-port.ts';
import type { LimitedCall } from './call-limits.ts';
import { filtered, finishReason, usageOf } from './chat.ts';
import { formatCell } from './format-cell.ts';
import { ModelFailure } from './model-failure.ts';
import { fillPrompt } from './prompt.ts';

/** Rows of a table that a model is shown; the answer's caveats say when a table was cut. */
const shownRows = 40;

/**
 * Lets a model write the answer, handing its text on as it comes. A stream that ends with text is an
 * answer; a caveat tells an end that the model did not mean or did not name.
 *
 * Effect: one call.
 */
export async function writeAnswer(
  chat: ChatOpenAI,
  { question, lanes }: ComposeRequest,
  onText: (text: string) => Promise<void>,
  { signal, arrived }: LimitedCall,
): Promise<Composed> {
  const citer = createCiter();
  const tables = lanes.flatMap(({ evidence }) => evidence.map((it) => tableOf(it, citer)));
  const stream = await chat.stream(
    [
      new SystemMessage(fillPrompt('answer', { tables: tables.join('\n\n') })),
      new HumanMessage(question),
    ],
    { signal },
  );
  let markdown = '';
  let usage: UsageMetadata | undefined;
  let end: string | null = null;
  for await (const chunk of stream) {
    arrived();
    markdown += chunk.text;
    if (chunk.text !== '') await onText(chunk.text);
    usage = chunk.usage_metadata ?? usage;
    end = finishReason(chunk.response_metadata) ?? end;
  }
  if (markdown.trim() === '') {
    throw end === 'content_filter' ? filtered() : new ModelFailure('it wrote nothing', 'temporary');
  }
  return {
    markdown,
    citations: citer.citations(),
    caveats: caveatsOf(end),
    followUps: [],
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

function tableOf(it: Evidence, citer: Citer): string {
  const rows = it.rows.slice(0, shownRows).map((_, row) =>
    it.columns
      .map((column, at) => {
        const cell = formatCell(it.rows[row]?.[at] ?? null, column);
        return `${column.name}: ${cell} ${citer.cell(it, row, column.name)}`;
      })
      .join(' | '),
  );
  return `${it.domain}: ${it.title}, ${it.rowCount} rows ${citer.rowCount(it)}\n${rows.join('\n')}`;
}
