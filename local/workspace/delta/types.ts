import { failure } from '../sql/errors.ts';

/** Type names of Databricks → those of DuckDB. */
const plain: Readonly<Record<string, string>> = {
  string: 'varchar',
  boolean: 'boolean',
  tinyint: 'tinyint',
  byte: 'tinyint',
  smallint: 'smallint',
  short: 'smallint',
  int: 'integer',
  integer: 'integer',
  bigint: 'bigint',
  long: 'bigint',
  float: 'float',
  double: 'double',
  date: 'date',
  timestamp: 'timestamptz',
  timestamp_ntz: 'timestamp',
  binary: 'blob',
};

const nested = /^(array|map|struct)\s*<([\s\S]*)>$/i;
const decimal = /^(?:decimal|numeric)\s*(\(\s*\d+\s*(?:,\s*\d+\s*)?\))?$/i;

/** The parts of a list at its commas, those inside of brackets left out. Pure. */
export function splitList(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const sign = text[at] ?? '';
    if ('<('.includes(sign) && sign !== '') depth += 1;
    if ('>)'.includes(sign) && sign !== '') depth -= 1;
    if (at < text.length && (sign !== ',' || depth > 0)) continue;
    parts.push(text.slice(from, at).trim());
    from = at + 1;
  }
  return parts.filter((part) => part !== '');
}

/**
 * A type of Databricks in DuckDB's words. Pure.
 *
 * @throws {SqlFailure} For a type that neither has.
 */
export function duckType(text: string): string {
  const type = text.trim();
  const known = plain[type.toLowerCase()];
  if (known !== undefined) return known;
  const size = decimal.exec(type);
  if (size !== null) return `decimal${size[1] ?? '(10,0)'}`;
  const [, kind = '', inner = ''] = nested.exec(type) ?? [];
  const parts = splitList(inner);
  if (kind.toLowerCase() === 'array') return `${duckType(inner)}[]`;
  if (kind.toLowerCase() === 'map' && parts.length === 2)
    return `map(${parts.map(duckType).join(', ')})`;
  if (kind.toLowerCase() === 'struct') return `struct(${parts.map(field).join(', ')})`;
  throw failure('PARSE_SYNTAX_ERROR', `Syntax error: unsupported data type ${type}.`);
}

/** `name: type` or `name type` of a struct. */
function field(text: string): string {
  const [, name = '', type = ''] = /^`?(\w+)`?\s*:?\s*([\s\S]+)$/.exec(text) ?? [];
  return `"${name}" ${duckType(type)}`;
}
