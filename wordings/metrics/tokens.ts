import type { QuestionParameter } from '../../sql/catalogue.ts';
import { stem } from '../../language/text.ts';

/** What a name in a question may be of; `name` where only its form tells that it is one. */
export type NamedKind =
  | QuestionParameter['role']
  | 'address'
  | 'cluster'
  | 'pipeline'
  | 'endpoint'
  | 'application'
  | 'sku'
  | 'error'
  | 'action'
  | 'group'
  | 'app'
  | 'column_name'
  | 'status_code'
  | 'name';

/** A word of a question in its plain form, or a name in it. */
export type Token =
  | { readonly word: string; readonly raw: string }
  | { readonly name: string; readonly kinds: readonly NamedKind[] };

/** Where a name stands in a text. */
export type NameSpan = {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly kinds: readonly NamedKind[];
};

/** A SKU, or the class of an error: capitals with underscores. */
export const skuPattern = String.raw`[A-Z][A-Z\d]*(?:_[A-Z\d]+){2,}`;

const articles = /^(?:the|an?)$/;

/** "The sales team's cost": the kind of thing that a name is of. */
const ofKind = /^(team|job|pipeline|warehouse|cluster|endpoint|workspace|table|user)['’]s$/;

/** The words of a text in their plain forms, without articles. Pure: what `stem` keeps aside. */
export const wordsOf = (text: string): Token[] =>
  [...text.toLowerCase().matchAll(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{N}]+)*|\$+|%/gu)]
    .map(([text]) => text.replace(ofKind, '$1'))
    .map((raw) => ({ raw, word: stem(raw) }))
    .filter(({ raw }) => !articles.test(raw));

/** The words and names of a text in its order; names that overlap an earlier one are words. Pure. */
export function tokensOf(text: string, names: readonly NameSpan[]): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const { from, to, name, kinds } of names.toSorted((a, b) => a.from - b.from)) {
    if (from < at) continue;
    tokens.push(...wordsOf(text.slice(at, from)), { name, kinds });
    at = to;
  }
  return [...tokens, ...wordsOf(text.slice(at))];
}

const saidBy = new WeakMap<readonly Token[], string>();

/** The words of tokens, with spaces around. Pure: kept with the tokens, which every metric reads. */
export function saidIn(tokens: readonly Token[]): string {
  const kept = saidBy.get(tokens);
  if (kept !== undefined) return kept;
  const said = ` ${tokens.flatMap((token) => ('raw' in token ? [token.raw] : [])).join(' ')} `;
  saidBy.set(tokens, said);
  return said;
}
