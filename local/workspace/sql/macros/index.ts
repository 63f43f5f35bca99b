import { arithmetic } from './arithmetic.ts';
import { arrays } from './arrays.ts';
import { casts } from './casts.ts';
import { dates } from './dates.ts';
import type { Macro } from './macro.ts';
import { strings } from './strings.ts';

const all: readonly Macro[] = [...casts, ...arithmetic, ...strings, ...arrays, ...dates];

/** Names that the macros define. */
export const macroNames: ReadonlySet<string> = new Set(
  all.map(([name]) => name.replaceAll('"', '')),
);

/** The body with its parameters called as no alias of a statement is: DuckDB takes `b.n` for `b`. */
function definition([name, ...forms]: Macro): string {
  const made = forms.map(([parameters, body]) => {
    const names = parameters.split(', ').map((parameter) => parameter.split(' ')[0] ?? '');
    const own = (text: string) =>
      text.replaceAll(/'(?:[^']|'')*'|"[^"]*"|(?<![.\w])[a-z]+\b(?!\()/g, (word) =>
        names.includes(word) ? `spark__${word}` : word,
      );
    return `(${own(parameters)}) as (${own(body)})`;
  });
  return `create macro memory.main.${name}${made.join(', ')}`;
}

/** Settings and functions that give DuckDB the meaning that Databricks has. */
export const definitions: readonly string[] = [
  "set global TimeZone = 'UTC'",
  "set global default_null_order = 'nulls_first_on_asc_last_on_desc'",
  'set global scalar_subquery_error_on_multiple_rows = true',
  ...all.map(definition),
];
