import { failure } from '../sql/errors.ts';
import { duckType, splitList } from './types.ts';

/** What a `create table` makes. */
export type NewTable = {
  /** `schema.table` and columns as DuckDB takes them. */
  readonly columns: string;
  readonly mayExist: boolean;
};

const shape =
  /^\s*create\s+table\s+(if\s+not\s+exists\s+)?\S+\s*\(([\s\S]*)\)\s*(using\s+delta\b[\s\S]*)?$/i;
const column = /^`?(\w+)`?\s+([\s\S]+?)(\s+not\s+null)?$/i;
const remarks = /--[^\n]*|\bcomment\s+'(?:[^'\\]|''|\\[\s\S])*'/gi;

/** The text up to the bracket that closes the list of columns, and what comes after it. */
function listOf(sql: string): { list: string; after: string } {
  const open = sql.indexOf('(');
  let depth = 0;
  for (let at = open; at < sql.length; at += 1) {
    if (sql[at] === '(') depth += 1;
    if (sql[at] === ')') depth -= 1;
    if (depth === 0) return { list: sql.slice(open + 1, at), after: sql.slice(at + 1) };
  }
  return { list: '', after: '' };
}

/**
 * The columns of a `create table … using delta`. Keys are informational in Delta: they are read and
 * not enforced. Pure.
 *
 * @throws {SqlFailure} For a statement of another form.
 */
export function readCreateTable(sql: string): NewTable {
  const bare = sql.replaceAll(remarks, '');
  const [, mayExist] = shape.exec(bare) ?? [];
  const { list, after } = listOf(bare);
  if (list === '' || (after.trim() !== '' && !/^\s*using\s+delta\b/i.test(after)))
    throw failure('PARSE_SYNTAX_ERROR', 'Syntax error: expected CREATE TABLE … USING DELTA.');
  const columns = splitList(list)
    .filter((part) => !/^(constraint|primary\s+key|foreign\s+key)\b/i.test(part))
    .map((part) => {
      const [, name = '', type = '', required = ''] = column.exec(part) ?? [];
      return `"${name}" ${duckType(type)}${required === '' ? '' : ' not null'}`;
    });
  return { columns: columns.join(', '), mayExist: mayExist !== undefined };
}
