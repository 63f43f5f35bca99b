import { silentText } from '../../../sql/tables.ts';

const quotedCatalog = new RegExp(`${silentText}|\`(system)\`(?=\\s*\\.)`, 'gi');

/** A statement whose catalog stands without backticks: the translation knows it so. */
export const bareCatalog = (sql: string): string =>
  sql.replaceAll(quotedCatalog, (text: string, name?: string) => name ?? text);

const source = new RegExp(`${silentText}|\\b(from|join)(\\s+)([\\w.\`]+)`, 'gi');

/**
 * A statement whose tables have their whole names, by the catalog and schema it was sent with. Only
 * names that exist are completed: the others may be a statement's own (`with … as`).
 *
 * @param known Whole names of the tables there are.
 */
export function qualify(
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
