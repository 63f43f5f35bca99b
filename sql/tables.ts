/** Text in quotes and comments, as a pattern: nothing in them names a table or a parameter. */
export const silentText = String.raw`'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*"|--[^\n]*|\/\*[\s\S]*?\*\/`;

const silent = new RegExp(silentText, 'g');

/** A statement without comments, its texts emptied and its backticks gone: fit to look for words in. */
export const wordsOf = (sql: string): string =>
  sql.replaceAll(silent, (text) => (/^['"]/.test(text) ? "''" : ' ')).replaceAll('`', '');

/** The system tables that a statement names, each once, in lower case. */
export function tablesIn(sql: string): string[] {
  const found = wordsOf(sql).matchAll(/(?<![\w.])system\s*\.\s*(\w+)\s*\.\s*(\w+)/gi);
  const names = [...found].map(([, schema = '', table = '']) => `system.${schema}.${table}`);
  return [...new Set(names.map((name) => name.toLowerCase()))];
}
