import { failure } from './errors.ts';
import type { TokenList } from './tokens.ts';

type Look = { readonly list: TokenList; readonly at: number; readonly code: string };

/** Signs and words that DuckDB would accept and Databricks does not have. */
const signs = new Set(['{', '}', '//', '**', '#', '$', '@']);
const words = new Set(['exclude', 'glob', 'asof', 'similar', 'positional']);

const isForeignWord = ({ list, at, code }: Look): boolean => {
  const before = list.before(at);
  if (!words.has(code) || !list.endsOperand(before) || list.code(before) === '.') return false;
  return list.code(before) === '*' || list.tokens[list.after(at)]?.kind !== 'sign';
};
const isForeign = (look: Look): boolean => {
  const { list, at, code } = look;
  if (signs.has(code) || isForeignWord(look)) return true;
  if (code === '[') return !list.endsOperand(list.before(at));
  if (code === '~') return list.endsOperand(list.before(at));
  if (code === 'columns') return list.code(list.after(at)) === '(';
  return code === 'exclude'
    ? list.code(list.before(at)) === '*'
    : /^\d/.test(code) && list.tokens[at]?.kind === 'sign';
};

/** What Databricks has and the local workspace cannot read. */
function unreadable({ list, at, code }: Look): string | null {
  if (code === 'x' && list.tokens[at + 1]?.kind === 'text') return 'Binary literals do not run';
  if (['array', 'map', 'struct'].includes(code) && list.code(list.after(at)) === '<')
    return `The type ${code.toUpperCase()}<…> cannot be written`;
  return null;
}

/**
 * Refuses what only DuckDB has and what the local workspace cannot read. Pure.
 *
 * @throws {SqlFailure} For such a token.
 */
export function refuseForeign(list: TokenList, at: number): void {
  const look = { list, at, code: list.code(at) };
  if (isForeign(look))
    throw failure('PARSE_SYNTAX_ERROR', `Syntax error at or near '${look.code}'.`);
  if (look.code.startsWith('spark_') && list.code(list.after(at)) === '(')
    throw failure('UNRESOLVED_ROUTINE', `Cannot resolve routine \`${look.code}\`.`);
  const reason = unreadable(look);
  if (reason !== null) throw failure('UNSUPPORTED_FEATURE', `${reason} in the local workspace.`);
}
