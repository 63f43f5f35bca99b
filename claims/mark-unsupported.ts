import type { Citation } from '../domain/answer.ts';
import type { Evidence } from '../domain/evidence.ts';
import { codeSpan } from './blocks.ts';
import { claimsBySentence } from './check-claims.ts';

/** Stands behind each sentence with an unsupported claim. */
export const unsupportedMark = ' *(not supported by the data)*';

/** A line of code without a fence. */
const indented = /^(?: {4}|\t)\s*(?![-*+]\s|\d+\.\s)/;

/**
 * Marks the sentences of a text that the cited tables do not support. The mark of a table's row stands
 * in its last cell; code has none, and neither has a text without rows to hold it against.
 *
 * Pure.
 */
export function markUnsupported(
  markdown: string,
  citations: readonly Citation[],
  evidence: readonly Evidence[],
): string {
  if (evidence.every(({ rows }) => rows.length === 0)) return markdown;
  const lines = markdown.split('\n');
  const marked = claimsBySentence(markdown, citations, evidence).filter(({ claims }) =>
    claims.some(({ verdict }) => verdict === 'unsupported'),
  );
  // Later marks of a line first, so that the places of the earlier ones stay.
  for (const { sentence } of marked.toReversed()) {
    const { line, behind } = sentence.end;
    const text = lines[line] ?? '';
    if (indented.test(text)) continue;
    lines[line] = withMark(text, text.length - behind);
  }
  return lines.join('\n');
}

function withMark(line: string, at: number): string {
  const end = line.slice(0, at).replace(/\s*(?:(?<!\\)\|\s*)?$/, '').length;
  const place = behindCode(line, end);
  return `${line.slice(0, place)}${unsupportedMark}${line.slice(place)}`;
}

/** The place itself, or the end of the span of code that it is in. */
function behindCode(line: string, at: number): number {
  for (const span of line.matchAll(codeSpan)) {
    const end = span.index + span[0].length;
    if (span.index < at && at < end) return end;
  }
  return at;
}
