import { quotedOrComment } from '../../../sql/tables.ts';

const quotedCatalog = new RegExp(`${quotedOrComment}|\`(system)\`(?=\\s*\\.)`, 'gi');

/** The statement with `system` not quoted with backticks, as the translation to DuckDB expects. */
export const unquoteCatalog = (sql: string): string =>
  sql.replaceAll(quotedCatalog, (text: string, name?: string) => name ?? text);

const source = new RegExp(`${quotedOrComment}|\\b(from|join)(\\s+)([\\w.\`]+)`, 'gi');

/**
 * The statement with full table names, completed with the catalog and schema of the request. Only
 * existing tables are completed, because other names may be defined in the statement (`with … as`).
 *
 * @param known Full names of all tables.
 */
export function qualifyTables(
  sql: string,
  catalog: string | undefined,
  schema: string | undefined,
  known: ReadonlySet<string>,
): string {
  if (catalog === undefined && schema === undefined) return sql;
  const replace = (text: string, word?: string, gap?: string, name?: string) => {
    if (word === undefined || name === undefined) return text;
    const bare = name.replaceAll('`', '').toLowerCase();
    const whole = [catalog ?? 'system', ...(bare.includes('.') ? [] : [schema ?? '']), bare];
    const full = whole.join('.').toLowerCase();
    return known.has(full) ? `${word}${gap ?? ' '}${full}` : text;
  };
  return sql.replaceAll(source, replace);
}
