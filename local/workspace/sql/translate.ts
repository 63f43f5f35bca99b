import { quoteText } from '../../data/quote.ts';
import { failure } from './errors.ts';
import { refuseForeign } from './foreign.ts';
import { type SqlSession, sessionValues } from './session.ts';
import { type Token, TokenList, tokenize } from './tokens.ts';

/** The catalog that replaces `system`, a name that DuckDB reserves. */
export const catalogName = 'system_tables';

/** Replaces the tokens from `at` to before `next` with a text. */
type Change = { readonly text: string; readonly next: number };
type Rule = (list: TokenList, at: number, session: SqlSession) => Change | null;

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', '0': '\0' };

/** A Spark string literal as a DuckDB literal, with backslash escapes resolved. */
function literal(text: string): string {
  const isRaw = /^r/i.test(text);
  const quote = text.at(-1) ?? "'";
  const inner = text.slice(isRaw ? 2 : 1, -1);
  if (isRaw) return quoteText(inner);
  const value = inner
    .replaceAll(quote + quote, quote)
    // `\%` and `\_` stay: LIKE reads them. Source: docs.databricks.com, "STRING type", literals.
    .replaceAll(/\\u([0-9A-Fa-f]{4})|\\([\s\S])/g, (_, code?: string, letter = '') =>
      code === undefined
        ? '%_'.includes(letter)
          ? `\\${letter}`
          : (escapes[letter] ?? letter)
        : String.fromCharCode(Number.parseInt(code, 16)),
    );
  return quoteText(value);
}

const suffixTypes: Readonly<Record<string, string>> = {
  l: 'bigint',
  s: 'smallint',
  y: 'tinyint',
  d: 'double',
  f: 'float',
};

function number(text: string): string {
  const [, digits = text, suffix = ''] = /^(.*?)(bd|[lsydf])?$/i.exec(text) ?? [];
  const type = suffixTypes[suffix.toLowerCase()];
  if (type !== undefined) return `cast(${digits} as ${type})`;
  return suffix === '' || digits.includes('.')
    ? digits
    : `cast(${digits} as decimal(${digits.length}, 0))`;
}

const plain: Rule = (list, at) => {
  const token = list.tokens[at] as Token;
  const next = at + 1;
  if (token.kind === 'text') return { text: literal(token.text), next };
  if (token.kind === 'name') {
    const name = token.text.slice(1, -1).replaceAll('``', '`').replaceAll('"', '""');
    return { text: `"${name}"`, next };
  }
  return token.kind === 'number' ? { text: number(token.text), next } : null;
};

/** `system.schema.table`, not after a dot; `information_schema` has another name inside. */
const systemTable: Rule = (list, at) => {
  if (list.code(at) !== 'system' || list.code(list.before(at)) === '.') return null;
  const schema = list.after(list.after(at));
  const table = list.after(list.after(schema));
  if (list.code(list.after(at)) !== '.' || list.code(list.after(schema)) !== '.') return null;
  if (list.tokens[table]?.kind !== 'word' && list.tokens[table]?.kind !== 'name') return null;
  return list.code(schema) === 'information_schema'
    ? { text: `${catalogName}.uc_information_schema.`, next: table }
    : { text: `${catalogName}.`, next: schema };
};

const marker: Rule = (list, at) => {
  const name = list.tokens[at + 1];
  if (list.code(at) !== ':' || name?.kind !== 'word') return null;
  const isPath = list.before(at) === at - 1 && list.endsOperand(at - 1);
  if (isPath)
    throw failure(
      'UNSUPPORTED_FEATURE',
      'Paths into JSON (`column:path`) do not run in the local workspace.',
    );
  return { text: `$${name.text}`, next: at + 2 };
};

const sessionValue: Rule = (list, at, session) => {
  const name = list.code(at);
  const known = Object.hasOwn(sessionValues, name) ? sessionValues[name] : undefined;
  const open = list.after(at);
  if (known === undefined || list.code(list.before(at)) === '.') return null;
  if (list.has(open, '(', ')')) return { text: known.value(session), next: list.after(open) + 1 };
  const isName = ['as', '.'].includes(list.code(list.before(at))) || list.code(open) === '.';
  return known.bare === undefined || isName || list.code(open) === '('
    ? null
    : { text: known.value(session), next: at + 1 };
};

/** Pairs and triples of words and signs with another form in DuckDB. */
const phrases: readonly (readonly [readonly string[], string])[] = [
  [['*', 'except', '('], '* exclude ('],
  [['not', 'rlike'], '!~'],
  [['not', 'regexp'], '!~'],
  [['like', 'any', '('], 'like spark_any('],
  [['like', 'some', '('], 'like spark_any('],
  [['like', 'all', '('], 'like spark_all('],
  [['ilike', 'any', '('], 'ilike spark_any('],
  [['ilike', 'some', '('], 'ilike spark_any('],
  [['ilike', 'all', '('], 'ilike spark_all('],
  [['left', 'anti', 'join'], 'anti join'],
  [['left', 'semi', 'join'], 'semi join'],
  [['lateral', 'explode', '('], 'explode('],
];

const phrase: Rule = (list, at) => {
  const found = phrases.find(([codes]) => list.has(at, ...codes));
  if (found === undefined) return null;
  let last = at;
  for (let count = 1; count < found[0].length; count += 1) last = list.after(last);
  return { text: found[1], next: last + 1 };
};

/** Operators between two operands. */
const operators: Readonly<Record<string, string>> = {
  rlike: '~',
  regexp: '~',
  div: '//',
  '<=>': 'is not distinct from',
  '==': '=',
  minus: 'except',
};

const operator: Rule = (list, at) => {
  const code = list.code(at);
  const to = Object.hasOwn(operators, code) ? operators[code] : undefined;
  if (code === 'timestamp_ntz') return { text: 'timestamp', next: at + 1 };
  if (to !== undefined && list.endsOperand(list.before(at))) return { text: to, next: at + 1 };
  return code === '!' ? { text: 'not ', next: at + 1 } : null;
};

/** Functions whose name is a word of DuckDB's grammar, or another thing there. */
const callNames: Readonly<Record<string, string>> = {
  array: 'spark_array',
  map: 'spark_map',
  exists: 'spark_exists',
  filter: 'spark_filter',
  any: 'bool_or',
  some: 'bool_or',
};

const call: Rule = (list, at) => {
  const code = list.code(at);
  const to = Object.hasOwn(callNames, code) ? callNames[code] : undefined;
  const open = list.after(at);
  if (to === undefined || list.code(open) !== '(') return null;
  const isOther = ['select', 'with', '(', 'from'].includes(list.code(list.after(open)));
  const isOperator = code !== 'array' && list.endsOperand(list.before(at));
  return isOther || isOperator ? null : { text: to, next: at + 1 };
};

/** `struct(x as a, y)`: names stand before values in DuckDB. */
const struct: Rule = (list, at, session) => {
  const open = list.after(at);
  if (list.code(at) !== 'struct' || list.code(open) !== '(') return null;
  const close = list.closing(open);
  const parts: string[] = [];
  let from = open + 1;
  for (let end = from; end <= close; end += 1) {
    if (['(', '['].includes(list.code(end))) end = list.closing(end);
    if (end < close && list.code(end) !== ',') continue;
    const name = list.before(end);
    const word = list.before(name);
    const isNamed = list.code(word) === 'as' && word > from;
    const value = translateTokens(list.tokens.slice(from, isNamed ? word : end), session);
    const label = (list.tokens[name]?.text ?? '').replaceAll('`', '"');
    parts.push(isNamed ? `${label} := ${value}` : value);
    from = end + 1;
  }
  return { text: `spark_struct(${parts.join(', ')})`, next: close + 1 };
};

/** `f(x) ignore nulls` has the words inside of the brackets in DuckDB, and only over windows. */
const ignoreNulls: Rule = (list, at) => {
  if (!list.has(list.after(at), 'ignore', 'nulls') || list.code(at) !== ')') return null;
  const end = list.after(list.after(list.after(at)));
  if (list.code(end) === 'over') return { text: ' ignore nulls)', next: end };
  throw failure(
    'UNSUPPORTED_FEATURE',
    'IGNORE NULLS of an aggregate does not run in the local workspace; write first(x, true).',
  );
};

/** The names from `at` on, with commas between them, and what comes after. */
function namesFrom(
  list: TokenList,
  at: number,
): { readonly names: string[]; readonly next: number } {
  const names: string[] = [];
  let next = at;
  while (['word', 'name'].includes(list.tokens[next]?.kind ?? '')) {
    names.push((list.tokens[next]?.text ?? '').replaceAll('`', '"'));
    const comma = list.after(next);
    if (list.code(comma) !== ',') return { names, next: comma };
    next = list.after(comma);
  }
  return { names, next };
}

/** Function of a lateral view, with the number of its columns → a select in which it is made. */
const generators: Readonly<Record<string, (x: string) => string>> = {
  explode: (x) => `select explode(${x})`,
  'explode 2': (x) => `select explode(map_keys(${x})), explode(map_values(${x}))`,
  posexplode: (x) => `select explode(sequence(0, size(${x}) - 1)), explode(${x})`,
};
const usualNames: Readonly<Record<string, string>> = { explode: 'col', posexplode: 'pos, col' };

/** The select in which the function of a lateral view is made, and names for its columns. */
function generatorOf(
  name: string,
  names: readonly string[],
): { make: (x: string) => string; columns: string } {
  const key = name.replace(/_outer$/, '');
  const make = generators[key === 'explode' && names.length === 2 ? 'explode 2' : key];
  if (make !== undefined) return { make, columns: names.join(', ') || (usualNames[key] ?? '') };
  throw failure('UNSUPPORTED_FEATURE', `LATERAL VIEW ${key} does not run in the local workspace.`);
}

/** `lateral view [outer] f(x) t as a, b` as a join of DuckDB. */
const lateralView: Rule = (list, at, session) => {
  if (!list.has(at, 'lateral', 'view')) return null;
  const second = list.after(list.after(at));
  const name = list.code(second) === 'outer' ? list.after(second) : second;
  const close = list.closing(list.after(name));
  const alias = list.after(close);
  const hasAlias = list.tokens[alias]?.kind === 'word' && list.code(alias) !== 'as';
  const as = hasAlias ? list.after(alias) : alias;
  const { names, next } =
    list.code(as) === 'as' ? namesFrom(list, list.after(as)) : { names: [], next: as };
  const { make, columns } = generatorOf(list.code(name), names);
  const argument = translateTokens(list.tokens.slice(list.after(name) + 1, close), session);
  const table = hasAlias ? list.tokens[alias]?.text : 'v';
  const source = `lateral (${make(argument)}) as ${table}(${columns})`;
  const keepsAll = name !== second || list.code(name).endsWith('_outer');
  return { text: keepsAll ? ` left join ${source} on true ` : ` cross join ${source} `, next };
};

const rules: readonly Rule[] = [
  lateralView,
  plain,
  systemTable,
  marker,
  sessionValue,
  phrase,
  operator,
  call,
  struct,
  ignoreNulls,
];

function translateTokens(tokens: readonly Token[], session: SqlSession): string {
  const list = new TokenList(tokens);
  let out = '';
  for (let at = 0; at < tokens.length;) {
    refuseForeign(list, at);
    let change: Change | null = null;
    for (const rule of rules) change ??= rule(list, at, session);
    out += change?.text ?? tokens[at]?.text ?? '';
    at = change?.next ?? at + 1;
  }
  return out;
}

/**
 * The text of Databricks SQL in DuckDB's grammar: names of system tables, parameter markers, quotes,
 * operators and the session's values. What the words mean is changed in the tree (`rewrite.ts`) and by
 * `macros.ts`. Pure.
 *
 * @throws {SqlFailure} When it has signs or words that Databricks does not have.
 */
export const toDuckDb = (sql: string, session: SqlSession): string =>
  translateTokens(tokenize(sql), session);
