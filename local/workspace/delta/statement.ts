import { TokenList, tokenize } from '../sql/tokens.ts';

/** What a statement does to Delta tables. */
export type DeltaKind = 'read' | 'insert' | 'change' | 'create' | 'drop';

/** A statement over Delta tables; `text` has the names as DuckDB has them. */
export type DeltaStatement = {
  readonly kind: DeltaKind;
  readonly verb: string;
  /** Full names of the tables, the one that is written first. */
  readonly tables: readonly string[];
  readonly text: string;
};

const kinds: Readonly<Record<string, DeltaKind>> = {
  select: 'read',
  with: 'read',
  insert: 'insert',
  merge: 'change',
  update: 'change',
  delete: 'change',
  create: 'create',
  drop: 'drop',
};

/** Words before the name of a table. */
const before = new Set(['from', 'join', 'into', 'update', 'using', 'table', 'exists']);

/** Index after `a.b.c` from `at` on, with the name; null when there is no such name. */
function threePart(list: TokenList, at: number): { name: string; next: number } | null {
  const parts: string[] = [];
  let index = at;
  for (;;) {
    const token = list.tokens[index];
    if (token?.kind !== 'word' && token?.kind !== 'name') return null;
    parts.push(token.text.replaceAll('`', '').toLowerCase());
    const dot = list.after(index);
    if (list.code(dot) !== '.') {
      return parts.length === 3 ? { name: parts.join('.'), next: index + 1 } : null;
    }
    index = list.after(dot);
  }
}

/** The catalog of DuckDB in which the tables lie. */
export const deltaCatalog = 'delta_tables';

/** The name of a table in DuckDB: catalog and schema are one schema there. Pure. */
export function placeOf(name: string): string {
  const [catalog = '', schema = '', table = ''] = name.split('.');
  return `\`${deltaCatalog}\`.\`${catalog}.${schema}\`.\`${table}\``;
}

/**
 * What a statement does, when it names tables outside of `system`; null for any other. Pure.
 */
export function deltaStatement(sql: string): DeltaStatement | null {
  const tokens = tokenize(sql);
  const list = new TokenList(tokens);
  const verb = list.code(list.after(-1));
  const kind = kinds[verb];
  const tables: string[] = [];
  let text = '';
  for (let at = 0; at < tokens.length;) {
    const isPlace = before.has(list.code(list.before(at)));
    const found = isPlace ? threePart(list, at) : null;
    if (found === null || found.name.startsWith('system.')) {
      text += tokens[at]?.text ?? '';
      at += 1;
      continue;
    }
    tables.push(found.name);
    text += placeOf(found.name);
    at = found.next;
  }
  return kind === undefined || tables.length === 0 ? null : { kind, verb, tables, text };
}
