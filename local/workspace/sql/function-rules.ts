import { toStrftime } from './date-patterns.ts';
import { failure } from './errors.ts';
import {
  boolean,
  call,
  caseWhen,
  cast,
  either,
  isNode,
  type Node,
  nodes,
  nothing,
  operator,
  same,
  text,
  textOf,
  word,
} from './tree.ts';

/** What a call becomes; null for another number of arguments. */
export type TreeRule = (args: readonly Node[], call: Node) => Node | null;

const unsupported = (what: string) =>
  failure('UNSUPPORTED_FEATURE', `${what} does not run in the local workspace.`);

/** The call under another name with other arguments; filter, order and window stay. */
export const renamed = (node: Node, name: string, args: readonly Node[]): Node => ({
  ...node,
  function_name: name,
  children: [...args],
});

/** The name of a column reference. */
function columnOf(node: Node | undefined): string | null {
  const names = node?.['column_names'];
  const last = Array.isArray(names) ? names.at(-1) : null;
  return typeof last === 'string' ? last : null;
}

/** The name of a unit: a bare word, or a text. */
function unitOf(node: Node | undefined): string {
  const unit = (columnOf(node) ?? textOf(node) ?? '')
    .toLowerCase()
    .replace(/^sql_tsi_/, '')
    .replace(/s$/, '');
  if (/^(microsecond|millisecond|second|minute|hour|day|week|month|quarter|year)$/.test(unit))
    return unit;
  throw failure('PARSE_SYNTAX_ERROR', `Syntax error: ${unit || 'this'} is not a unit of time.`);
}

export const difference: TreeRule = (args) =>
  args.length === 2
    ? call('spark_days_between', args)
    : args.length === 3
      ? call('spark_difference', [text(unitOf(args[0])), ...args.slice(1)])
      : null;

export const addition: TreeRule = (args) =>
  args.length === 2
    ? call('spark_add_days', args)
    : args.length === 3
      ? call('spark_add_units', [
          cast(args[2] as Node, 'TIMESTAMP WITH TIME ZONE'),
          call(`to_${unitOf(args[0])}s`, [cast(args[1] as Node, 'INTEGER')]),
        ])
      : null;

/** A function with a pattern as its last argument, which must be a constant. */
export const formatted =
  (name: string, usual?: string): TreeRule =>
  (args) => {
    if (args.length === 1 && usual !== undefined)
      return call(name, [...args, text(toStrftime(usual))]);
    if (args.length !== 2) return null;
    const pattern = textOf(args[1]);
    if (pattern === null) throw unsupported('A datetime pattern that is no constant');
    return call(name, [args[0] as Node, text(toStrftime(pattern))]);
  };

/** A function that reads a text as Databricks writes it, or by a pattern. */
const parsed =
  (name: string, usual: (arg: Node) => Node): TreeRule =>
  (args, node) =>
    args.length === 1 ? usual(args[0] as Node) : formatted(`${name}_format`)(args, node);

export const toTimestamp = parsed('spark_to_timestamp', (arg) => call('spark_to_timestamp', [arg]));
export const toDate = parsed('spark_to_date', (arg) => cast(arg, 'DATE'));
export const unixTimestamp = parsed('spark_unix_timestamp', (arg) =>
  call('spark_unix_timestamp', [call('spark_to_timestamp', [arg])]),
);
export const attempted =
  (rule: TreeRule): TreeRule =>
  (args, node) => {
    const made = rule(args, node);
    return made === null ? null : operator('OPERATOR_TRY', [made]);
  };

/** Functions with lambdas; those with the index as a second name count from another number. */
export const withLambda =
  (name: string, order: readonly number[] = [0, 1]): TreeRule =>
  (args, node) => {
    if (args.length !== order.length)
      throw unsupported(`${word(node, 'function_name')} with ${args.length} arguments`);
    const left = args.at(order.indexOf(1))?.['lhs'];
    if (order.length === 2 && isNode(left) && left['class'] === 'FUNCTION')
      throw unsupported('A lambda with the index');
    return renamed(
      node,
      name,
      order.map((from) => args[from] as Node),
    );
  };

export const tested = (args: readonly Node[], node: Node): Node =>
  withLambda('list_transform')(args, node) as Node;

export const coalesce = (args: readonly Node[]): Node => operator('OPERATOR_COALESCE', args);

export const structOf = (names: readonly string[], values: readonly Node[]): Node =>
  call(
    'struct_pack',
    values.map((value, index) => ({ ...value, alias: names[index] ?? '' })),
  );

export const nameOf = (node: Node, index: number): string => {
  return word(node, 'alias') || (columnOf(node) ?? `col${index + 1}`);
};

export const odd = (args: readonly Node[]) => args.filter((_, index) => index % 2 === 1);
export const even = (args: readonly Node[]) => args.filter((_, index) => index % 2 === 0);

/** The values that are not null, in an array that is empty when there are none. */
export const collected =
  (isDistinct: boolean): TreeRule =>
  (args, node) => {
    const notNull = operator('OPERATOR_IS_NOT_NULL', args);
    const key = node['class'] === 'WINDOW' ? 'filter_expr' : 'filter';
    const filter = isNode(node[key]) ? either('CONJUNCTION_AND', [node[key], notNull]) : notNull;
    const list = {
      ...renamed(node, 'list', args),
      [key]: filter,
      ...(isDistinct ? { distinct: true } : {}),
    };
    return coalesce([list, call('list_value', [])]);
  };

export const first =
  (withNulls: string, without: string): TreeRule =>
  (args, node) => {
    if (args.length === 1) return renamed(node, withNulls, args);
    // DuckDB has `true` as a cast of 't'.
    const flag = isNode(args[1]?.['child']) ? textOf(args[1]['child']) : null;
    if (args.length !== 2 || flag === null) return null;
    return renamed(node, flag === 't' ? without : withNulls, args.slice(0, 1));
  };

export const concat: TreeRule = (args) =>
  args.length === 0
    ? text('')
    : args
        .map((arg) => call('spark_text', [arg]))
        .reduce((left, right) => call('||', [left, right]));

export const decode: TreeRule = ([value, ...rest]) => {
  if (value === undefined || rest.length < 2) throw unsupported('decode of a character set');
  const isOdd = rest.length % 2 === 1;
  const pairs = isOdd ? rest.slice(0, -1) : rest;
  const checks = even(pairs).map(
    (key, index) => [same(value, key), odd(pairs)[index] as Node] as const,
  );
  return caseWhen(checks, isOdd ? (rest.at(-1) as Node) : nothing);
};

export const countIf: TreeRule = (args, node) =>
  args.length === 1
    ? renamed(node, 'count', [call('nullif', [cast(args[0] as Node, 'BOOLEAN'), boolean(false)])])
    : null;

export const count: TreeRule = (args, node) =>
  args.length > 1
    ? renamed(node, 'count', [call('spark_whole', [call('row', args)])])
    : renamed(node, 'count', args);

/** Whether a value is like a pattern, or like any or all of several. */
export const like =
  (plain: string, escaping: string): TreeRule =>
  ([value, pattern], node) => {
    if (value === undefined || pattern === undefined) return null;
    const set = pattern['function_name'];
    if (set !== 'spark_any' && set !== 'spark_all')
      return likeOne(plain, escaping, value, pattern, node);
    const parts = nodes(pattern['children']).map((one) =>
      likeOne(plain, escaping, value, one, node),
    );
    const isAny = (set === 'spark_any') !== plain.startsWith('!');
    return either(isAny ? 'CONJUNCTION_OR' : 'CONJUNCTION_AND', parts);
  };

/** The backslash escapes in a pattern of Databricks unless the statement names another sign. */
function likeOne(plain: string, escaping: string, value: Node, pattern: Node, node: Node): Node {
  return textOf(pattern)?.includes('\\') === false
    ? renamed(node, plain, [value, pattern])
    : call(escaping, [value, pattern, text('\\')]);
}
