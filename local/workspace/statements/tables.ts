/** Text in quotes, comments: nothing in them names a table. */
const silent = /'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*"|--[^\n]*|\/\*[\s\S]*?\*\//g;

/** A statement without comments, its texts emptied and its backticks gone: fit to look for words in. Pure. */
export const wordsOf = (sql: string): string =>
  sql.replaceAll(silent, (text) => (/^['"]/.test(text) ? "''" : ' ')).replaceAll('`', '');

/**
 * The system tables that a statement names, each once, in lower case.
 *
 * Pure.
 */
export function tablesIn(sql: string): string[] {
  const found = wordsOf(sql).matchAll(/(?<![\w.])system\s*\.\s*(\w+)\s*\.\s*(\w+)/gi);
  const names = [...found].map(([, schema = '', table = '']) => `system.${schema}.${table}`);
  return [...new Set(names.map((name) => name.toLowerCase()))];
}
