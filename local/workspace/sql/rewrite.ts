import { failure } from './errors.ts';
import { type FunctionRule, functionRules } from './functions.ts';
import { macroNames } from './macros/index.ts';
import { typedNames } from './typed.ts';
import {
  boolean,
  call,
  cast,
  isNode,
  type Node,
  nodes,
  text,
  textOf,
  type Tree,
  word,
} from './tree.ts';

/** Functions that mean the same in both, and those that DuckDB's grammar makes of keywords. */
const sameFunctions = new Set(
  `+ * & | ~ && abs acos acosh asin asinh atan atan2 atanh cos cosh sin sinh tan tanh degrees radians exp power pow cbrt
  ceil ceiling floor round factorial greatest least pi e rand uuid hash
  upper lower ucase lcase trim ltrim rtrim btrim reverse repeat left right ascii chr translate concat_ws contains md5
  sha1 hex unhex bin not_like_escape like_escape ilike_escape not_ilike_escape
  sum min max count_star max_by min_by bool_and bool_or corr covar_pop covar_samp stddev_pop stddev_samp var_pop
  var_samp skewness kurtosis regr_slope regr_intercept regr_r2 regr_count approx_count_distinct mode listagg grouping
  grouping_id quantile_cont quantile_disc percentile_cont percentile_disc bit_and bit_or bit_xor
  row_number rank dense_rank percent_rank cume_dist ntile lag lead nth_value last_value
  coalesce nullif date_part make_date make_timestamp flatten map_keys map_values map_entries map_concat map_from_entries
  to_json unnest row list_value struct_pack range array_agg error`.split(/\s+/),
);

const syntaxOnly = new Set(['list_value', 'struct_pack', 'unnest', 'error']);

/** The type in a cast → the end of the name of the macro that casts as Spark does. */
const castFunctions: Readonly<Record<string, string>> = {
  TINYINT: 'tinyint',
  SMALLINT: 'smallint',
  INTEGER: 'integer',
  BIGINT: 'bigint',
  BOOLEAN: 'boolean',
  DOUBLE: 'double',
  TIMESTAMP: 'timestamp',
  'TIMESTAMP WITH TIME ZONE': 'timestamp',
};

function rewriteCast(node: Node): Node {
  const type = isNode(node['cast_type']) ? word(node['cast_type'], 'id') : '';
  const child = node['child'] as Node;
  const isTry = node['try_cast'] === true;
  if (type === 'VARCHAR') return { ...node, child: call('spark_text', [child]) };
  // DuckDB has `true` as a cast of 't'.
  if (type === 'BOOLEAN' && ['t', 'f'].includes(textOf(child) ?? '')) return node;
  const name = castFunctions[type];
  if (name === undefined) return node;
  const made = call(`spark_${isTry ? 'try_' : ''}to_${name}`, [child]);
  return { ...made, alias: node['alias'] ?? '' };
}

/** A double is written as a decimal in the text that DuckDB makes of a tree. */
function rewriteConstant(node: Node): Node {
  const value = node['value'];
  if (!isNode(value) || !isNode(value['type']) || value['type']['id'] !== 'DOUBLE') return node;
  const digits = text(word(value, 'value').replace('\0', ''));
  return { ...cast(digits, 'DOUBLE'), alias: node['alias'] ?? '' };
}

/** Ranks are INT in Databricks and BIGINT in DuckDB. */
const ranks = new Set(['row_number', 'rank', 'dense_rank', 'ntile']);

const isInterval = (node: Node): boolean =>
  /^to_(year|month|week|day|hour|minute|second|millisecond|microsecond|quarter)s$/.test(
    word(node, 'function_name'),
  );
const isOfDays = (node: Node): boolean =>
  /^to_(year|month|week|day|quarter)s$/.test(word(node, 'function_name'));

/** Fields of `extract` with another count in DuckDB, or none. */
const fields: Readonly<Record<string, string>> = {
  dow: 'dayofweek',
  dayofweek: 'dayofweek',
  dayofweek_iso: 'weekday_iso',
  dow_iso: 'weekday_iso',
};

function rewriteDatePart(node: Node): Node {
  const [field, value] = nodes(node['children']);
  const name = (textOf(field) ?? '').toLowerCase();
  if (value === undefined || name === '') return node;
  if (fields[name] === 'dayofweek') return call('dayofweek', [value]);
  if (fields[name] === 'weekday_iso') return call('spark_date_part', [text('isodow'), value]);
  return call('spark_date_part', [text(name), value]);
}

/** A call by its rule: another name, or another tree. */
function byRule(rule: FunctionRule, node: Node): Node {
  if (typeof rule === 'string')
    return { ...node, function_name: rule, is_operator: !/^\w/.test(rule) };
  const args = nodes(node['children']);
  const made = rule(args, node);
  if (made !== null) return { ...made, alias: node['alias'] ?? '' };
  throw failure(
    'WRONG_NUM_ARGS.WITHOUT_SUGGESTION',
    `The \`${word(node, 'function_name')}\` does not take ${args.length} arguments.`,
  );
}

/** Whether a function means the same in DuckDB, is a macro, or is chosen by its types. */
function isKnown(node: Node): boolean {
  const name = word(node, 'function_name').toLowerCase();
  if (macroNames.has(name) || typedNames.has(name)) return true;
  const isSyntax = node['schema'] === 'main' || node['class'] === 'WINDOW';
  return sameFunctions.has(name) && (isSyntax || !syntaxOnly.has(name));
}

/** A sum or difference of a time and an interval of whole days, whose type follows from the time's. */
function daysShift(node: Node): Node | null {
  const args = nodes(node['children']);
  if (args[1] === undefined || !isOfDays(args[1])) return null;
  const name = word(node, 'function_name');
  return name === '+' || name === '-'
    ? call(name === '+' ? 'spark_plus_days' : 'spark_minus_days', args)
    : null;
}

function rewriteCall(node: Node): Node {
  const name = word(node, 'function_name').toLowerCase();
  const special = name === 'date_part' ? rewriteDatePart(node) : daysShift(node);
  if (special !== null) return { ...special, alias: node['alias'] ?? '' };
  const rule = Object.hasOwn(functionRules, name) ? functionRules[name] : undefined;
  if (rule !== undefined) return byRule(rule, node);
  if (isKnown(node)) return node;
  throw failure(
    'UNRESOLVED_ROUTINE',
    `Cannot resolve routine \`${name}\`: the local workspace has no such function.`,
  );
}

/** Names for the columns of a table function without any. */
const tableColumns: Readonly<Record<string, string>> = { unnest: 'col', range: 'id' };

function nameTableFunction(table: Node): Node {
  const aliases = table['column_name_alias'];
  if (!Array.isArray(aliases) || aliases.length > 0) return table;
  const name = isNode(table['function']) ? word(table['function'], 'function_name') : '';
  const alias = word(table, 'alias') || name;
  return { ...table, alias, column_name_alias: [tableColumns[name] ?? name] };
}

function nameValues(table: Node): Node {
  const [row] = Array.isArray(table['values']) ? table['values'] : [];
  const width = Array.isArray(row) ? row.length : 0;
  const expected_names = Array.from({ length: width }, (_, index) => `col${index + 1}`);
  return { ...table, expected_names };
}

/** DuckDB writes a cross join as a comma, which binds weaker than the joins beside it. */
const crossJoin = (node: Node): Node =>
  node['ref_type'] === 'CROSS' ? { ...node, ref_type: 'REGULAR', condition: boolean(true) } : node;

function rewriteOperator(node: Node): Node {
  if (node['type'] === 'ARRAY_SLICE')
    throw failure('PARSE_SYNTAX_ERROR', 'Syntax error: arrays have no slices; use slice().');
  if (node['type'] !== 'ARRAY_EXTRACT') return node;
  return { ...call('spark_subscript', nodes(node['children'])), alias: node['alias'] ?? '' };
}

const rewriteWindow = (node: Node): Node =>
  ranks.has(word(node, 'function_name'))
    ? { ...cast({ ...node, alias: '' }, 'INTEGER'), alias: node['alias'] ?? '' }
    : rewriteCall(node);

/** Class of an expression, or type of a table → what becomes of it when its parts are rewritten. */
const rewrites: Readonly<Record<string, (node: Node) => Node>> = {
  // Values of parameters are bound as text.
  PARAMETER: (node) => ({ ...cast(node, 'VARCHAR'), alias: '' }),
  CONSTANT: rewriteConstant,
  CAST: rewriteCast,
  OPERATOR: rewriteOperator,
  WINDOW: rewriteWindow,
  FUNCTION: rewriteCall,
  JOIN: crossJoin,
  TABLE_FUNCTION: nameTableFunction,
  EXPRESSION_LIST: nameValues,
};

/** Sets of patterns that `functions.ts` takes apart where they are compared. */
const patternSets = new Set(['spark_any', 'spark_all']);

/**
 * The tree of a statement of Databricks as one of DuckDB: casts, array indexes, functions and names of
 * columns. Pure.
 *
 * @throws {SqlFailure} For functions that the local workspace does not have.
 */
export function rewrite(tree: Tree): Tree {
  if (Array.isArray(tree)) return tree.map(rewrite);
  if (!isNode(tree) || (tree['class'] === 'FUNCTION' && isInterval(tree))) return tree;
  const node = Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [key, rewrite(value)]),
  );
  if (patternSets.has(word(tree, 'function_name'))) return node;
  const name = word(node, 'class') || word(node, 'type');
  const own = Object.hasOwn(rewrites, name) ? rewrites[name] : undefined;
  return own === undefined ? node : own(node);
}

/** Whether a select item needs a name: it is neither a column nor a star, and has none. */
export const isUnnamed = (item: Node): boolean =>
  item['alias'] === '' && !['COLUMN_REF', 'STAR'].includes(word(item, 'class'));

/** Applies a function to every select list in a tree. Pure. */
export function mapSelectLists(tree: Tree, map: (items: readonly Node[]) => Tree[]): Tree {
  if (Array.isArray(tree)) return tree.map((item) => mapSelectLists(item, map));
  if (!isNode(tree)) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => {
      const inner = mapSelectLists(value, map);
      return [key, key === 'select_list' ? map(nodes(inner)) : inner];
    }),
  );
}
