import { quoteText } from '../../data/quote.ts';

/** The catalog that replaces `system`, a name that DuckDB reserves. */
export const catalogName = 'system_tables';

type Rewrite = {
  readonly pattern: RegExp;
  readonly to: (match: RegExpMatchArray, clock: string) => string;
};

/** Tokens of Databricks SQL with another form in DuckDB; not applied to quoted text and comments. */
const rewrites: readonly Rewrite[] = [
  {
    pattern: /^system\s*\.\s*information_schema\s*\.\s*/i,
    to: () => `${catalogName}.uc_information_schema.`,
  },
  { pattern: /^system\s*\.\s*(?=\w+\s*\.\s*\w)/i, to: () => `${catalogName}.` },
  { pattern: /^:([a-z_]\w*)/i, to: (match) => `$${String(match[1])}` },
  {
    pattern: /^(?:current_timestamp|now)\s*\(\s*\)/i,
    to: (_, clock) => `cast('${clock}' as timestamp)`,
  },
  {
    pattern: /^(?:current_date|curdate)\s*\(\s*\)/i,
    to: (_, clock) => `cast('${clock.slice(0, 10)}' as date)`,
  },
  // DuckDB's TIMESTAMP ignores the offset in a text; Spark's TIMESTAMP is an instant.
  { pattern: /^as\s+timestamp\s*\)/i, to: () => 'as timestamptz)' },
  { pattern: /^dayofweek\s*\(/i, to: () => 'spark_dayofweek(' },
  { pattern: /^rlike\b/i, to: () => 'similar to' },
];

const quoted = /^(?:'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/)/;

/** A Spark string literal as a DuckDB literal, with backslash escapes resolved. */
function literal(text: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };
  const value = text
    .slice(1, -1)
    .replaceAll("''", "'")
    .replaceAll(/\\([\s\S])/g, (_, letter: string) => escapes[letter] ?? letter);
  return quoteText(value);
}

/**
 * Translates Databricks SQL to DuckDB: names of system tables, parameter markers, backticks, string
 * literals and the current time. Functions with another name in DuckDB are defined as `macros`.
 * `"text"` is a string in Spark and becomes a string literal.
 *
 * @param nowMs Value of `current_timestamp()`, epoch milliseconds.
 */
export function toDuckDb(sql: string, nowMs: number): string {
  const clock = new Date(nowMs).toISOString().slice(0, 23).replace('T', ' ');
  let rest = sql;
  let out = '';
  let previous = '';
  const take = (length: number, text: string) => {
    out += text;
    previous = rest[length - 1] ?? previous;
    rest = rest.slice(length);
  };
  while (rest !== '') {
    const text = rest.match(quoted)?.[0];
    const name = rest.match(/^`((?:[^`]|``)*)`/);
    const atWord = !/[\w.$]/.test(previous);
    const rewrite = atWord
      ? rewrites.find(
          (candidate) =>
            candidate.pattern.test(rest) &&
            !(candidate.pattern.source.startsWith('^:') && previous === ':'),
        )
      : undefined;
    const match = rewrite === undefined ? null : rest.match(rewrite.pattern);
    if (text !== undefined) take(text.length, /^['"]/.test(text) ? literal(text) : text);
    else if (name !== null)
      take(name[0].length, `"${String(name[1]).replaceAll('``', '`').replaceAll('"', '""')}"`);
    else if (rewrite !== undefined && match !== null)
      take(match[0].length, rewrite.to(match, clock));
    else take(1, rest.slice(0, 1));
  }
  return out;
}

/** Functions of Databricks SQL that are missing or named differently in DuckDB, and settings for equal results. */
export const macros: readonly string[] = [
  "set TimeZone = 'UTC'",
  "set default_null_order = 'nulls_first_on_asc_last_on_desc'",
  "create macro spark_dayofweek(d) as date_part('dow', d) + 1",
  'create macro datediff(later, earlier) as cast(later as date) - cast(earlier as date)',
  'create macro date_sub(d, n) as cast(d as date) - cast(n as integer)',
  'create macro date_add(d, n) as cast(d as date) + cast(n as integer)',
  'create macro unix_timestamp(t) as cast(floor(epoch(t)) as bigint)',
  'create macro nvl(a, b) as coalesce(a, b)',
  'create macro try_divide(a, b) as a / nullif(b, 0)',
  'create macro percentile_approx(x, p) as approx_quantile(x, p)',
  'create macro percentile(x, p) as quantile_cont(x, p)',
  'create macro collect_list(x) as list(x) filter (where x is not null)',
  'create macro size(x) as len(x)',
  'create macro to_date(x) as cast(x as date)',
  // Certified and free-style statements use two digits only.
  "create macro format_number(x, digits) as format('{:,.2f}', cast(x as double))",
  'create macro regexp_like(x, p) as regexp_matches(x, p)',
];
