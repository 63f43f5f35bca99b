/** Pattern of string literals, quoted identifiers and comments, in which no table or parameter is named. */
export const quotedOrComment = String.raw`'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*"|--[^\n]*|\/\*[\s\S]*?\*\/`;

const quotedOrCommentPattern = new RegExp(quotedOrComment, 'g');

/** A statement without comments and backticks and with empty string literals, to search it for words. */
export const stripQuotedText = (sql: string): string =>
  sql
    .replaceAll(quotedOrCommentPattern, (text) => (/^['"]/.test(text) ? "''" : ' '))
    .replaceAll('`', '');

/** The system tables that a statement names, without duplicates, in lower case. */
export function tablesIn(sql: string): string[] {
  const found = stripQuotedText(sql).matchAll(/(?<![\w.])system\s*\.\s*(\w+)\s*\.\s*(\w+)/gi);
  const names = [...found].map(([, schema = '', table = '']) => `system.${schema}.${table}`);
  return [...new Set(names.map((name) => name.toLowerCase()))];
}
