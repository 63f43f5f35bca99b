import { createHash } from 'node:crypto';
import { TokenList, tokenize } from '../sql/tokens.ts';
import { duckType } from './types.ts';

/**
 * The functions that tables are written with, in DuckDB's words: `explode`, and `from_json(x, 'type')` as calls of macros of its type, with their definitions: DuckDB takes a type only
 * where a cast is written. Pure.
 *
 * @throws {SqlFailure} For a type that neither engine has.
 */
export function withFunctions(sql: string): { text: string; macros: readonly string[] } {
  const tokens = tokenize(sql);
  const list = new TokenList(tokens);
  const macros = new Map<string, string>();
  const out = tokens.map(({ text }) => text);
  for (let at = 0; at < tokens.length; at += 1) {
    const open = list.after(at);
    if (list.code(at) === 'explode' && list.code(open) === '(') out[at] = 'unnest';
    if (list.code(at) !== 'from_json' || list.code(open) !== '(') continue;
    const close = list.closing(open);
    const type = list.before(close);
    const comma = list.before(type);
    if (tokens[type]?.kind !== 'text' || list.code(comma) !== ',') continue;
    const duck = duckType((tokens[type]?.text ?? '').slice(1, -1));
    const name = `json_as_${createHash('sha256').update(duck).digest('hex').slice(0, 12)}`;
    macros.set(name, `create macro if not exists ${name}(x) as cast(json(x) as ${duck})`);
    out[at] = name;
    for (let gone = comma; gone <= type; gone += 1) out[gone] = '';
  }
  return { text: out.join(''), macros: [...macros.values()] };
}
