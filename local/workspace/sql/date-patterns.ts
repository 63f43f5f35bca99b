import { failure } from './errors.ts';

/**
 * Letters of a datetime pattern → directive of `strftime`. Source: docs.databricks.com, "Datetime
 * patterns"; duckdb.org/docs, "Date format functions". A pattern of another count or letter is refused.
 */
const directives: Readonly<Record<string, string>> = {
  yyyy: '%Y',
  y: '%Y',
  yy: '%y',
  MM: '%m',
  M: '%-m',
  MMM: '%b',
  MMMM: '%B',
  LL: '%m',
  dd: '%d',
  d: '%-d',
  D: '%-j',
  DDD: '%j',
  HH: '%H',
  H: '%-H',
  hh: '%I',
  h: '%-I',
  mm: '%M',
  m: '%-M',
  ss: '%S',
  s: '%-S',
  SSS: '%g',
  SSSSSS: '%f',
  a: '%p',
  E: '%a',
  EE: '%a',
  EEE: '%a',
  EEEE: '%A',
};

/**
 * A datetime pattern of Databricks as a format of DuckDB. Pure.
 *
 * @throws {SqlFailure} When a letter of it has no directive.
 */
export function toStrftime(pattern: string): string {
  return pattern.replaceAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|%/g, (part, quoted?: string) => {
    if (part === '%') return '%%';
    if (quoted !== undefined) return quoted === '' ? "'" : quoted.replaceAll("''", "'");
    const directive = Object.hasOwn(directives, part) ? directives[part] : undefined;
    if (directive !== undefined) return directive;
    throw failure(
      'UNSUPPORTED_DATETIME_PATTERN',
      `The datetime pattern '${part}' of '${pattern}' does not run in the local workspace.`,
    );
  });
}
