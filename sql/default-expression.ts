import type { CertifiedQuestion, QuestionParameter } from './catalogue.ts';
import { quotedOrComment } from './tables.ts';

const units: Readonly<Record<string, string>> = { h: 'hours', d: 'days' };

/**
 * A parameter's default as an expression in Databricks SQL: what is relative stays relative, so that
 * the same source gives the same text on any day.
 */
export function defaultExpression({ type, default: value }: QuestionParameter): string {
  const [, count, unit = ''] = String(value).match(/^(?:now|today)-(\d+)([hd])$/) ?? [];
  if (type === 'TIMESTAMP') {
    return count === undefined
      ? 'current_timestamp()'
      : `(current_timestamp() - interval ${count} ${units[unit] ?? unit})`;
  }
  if (type === 'DATE') {
    return count === undefined ? 'current_date()' : `date_sub(current_date(), ${count})`;
  }
  if (type === 'STRING') return `'${String(value).replaceAll(/['\\]/g, '\\$&')}'`;
  return String(value);
}

const markers = new RegExp(String.raw`${quotedOrComment}|(?<![:\w]):([a-z_]\w*)`, 'g');

/**
 * The statement of a question with every marker replaced by its default.
 *
 * Pure.
 *
 * @param instead Other defaults than the header's, by parameter: `{ from_time: 'now-30d' }`.
 */
export const withDefaults = (
  { sql, parameters }: CertifiedQuestion,
  instead: Readonly<Record<string, string | number>> = {},
): string =>
  sql.replaceAll(markers, (token: string, name?: string) => {
    const parameter = name === undefined ? undefined : parameters[name];
    if (name === undefined || parameter === undefined) return token;
    return defaultExpression({ ...parameter, default: instead[name] ?? parameter.default });
  });
