import type { Evidence } from '../../domain/evidence.ts';
import { cut } from '../../domain/text.ts';

/** UTF-16 units of a text that a span shows. */
const longestText = 16_000;
/** Rows of a table that a span shows. */
const mostRows = 50;

/** A text as far as a span shows it. Pure. */
export const shownText = (text: string): string => cut(text, longestText);

/**
 * One message in the form of `gen_ai.input.messages`. Pure.
 *
 * @see https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/gen-ai-input-messages.json
 */
export const messages = (role: 'user' | 'assistant', text: string): string =>
  JSON.stringify([{ role, parts: [{ type: 'text', content: shownText(text) }] }]);

/**
 * The first rows of a table as the documents of a retriever: what groundedness is judged by. Pure.
 *
 * @see https://mlflow.org/docs/latest/genai/concepts/span/#retriever-spans
 */
export function rowsAsDocuments({ id, columns, rows }: Evidence): string {
  const names = columns.map(({ name }) => name);
  const documents = rows.slice(0, mostRows).map((row, at) => ({
    page_content: shownText(row.map((cell, n) => `${names[n]}: ${cell ?? 'null'}`).join(', ')),
    metadata: { doc_uri: `${id}#${at}` },
  }));
  return JSON.stringify(documents);
}
