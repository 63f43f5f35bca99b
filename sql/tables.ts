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

/**
 * Tables that an account need not have, each with what brings it. Sources: docs/system-tables.md.
 */
export const optionalTables: Readonly<Record<string, string>> = {
  'system.billing.account_prices': 'a preview in which Databricks enrolls an account',
  'system.data_classification.results': 'the preview of data classification',
  'system.data_quality_monitoring.table_results': 'the preview of data quality monitoring',
};

/** The optional ones of the tables that a statement names. */
export const optionalTablesIn = (sql: string): string[] =>
  tablesIn(sql).filter((table) => table in optionalTables);

/** What a statement needs beyond what every account has, one line for each table. */
export const needsOf = (sql: string): string[] =>
  optionalTablesIn(sql).map(
    (table) => `Needs ${table}, which comes with ${optionalTables[table] ?? ''}.`,
  );
