import { parseDocument } from 'yaml';

const parts = /^(\s*\/\*---\n)([\s\S]*?)(\n---\*\/\s*)([\s\S]*)$/;

/** What stands inside a comment cannot hold its end. */
export const insideComment = (text: string): string => text.replaceAll('*/', '* /');

function split(source: string): [open: string, header: string, close: string, sql: string] {
  const [, open, header, close, sql] = source.match(parts) ?? [];
  if (open === undefined || header === undefined || close === undefined || sql === undefined) {
    throw new Error('a certified question without a header');
  }
  return [open, header, close, sql];
}

/** The file of a certified question with another statement under its header. */
export function withStatement(source: string, sql: string): string {
  const [open, header, close] = split(source);
  return `${open}${header}${close}${sql}\n`;
}

/** The file of a certified question with another question in its header; the other lines stay. */
export function withQuestion(source: string, question: string): string {
  const [open, header, close, sql] = split(source);
  const yaml = parseDocument(header);
  yaml.set('question', insideComment(question));
  return `${open}${yaml.toString({ lineWidth: 0 }).trimEnd()}${close}${sql}`;
}
