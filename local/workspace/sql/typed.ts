import { exact, resultOf } from './decimals.ts';
import { failure } from './errors.ts';
import { call, cast, isNode, type Node, nodes, operator, text, type Tree, word } from './tree.ts';

/** What a call becomes by the types of its arguments, as DuckDB names them; '' when it tells none. */
type Choice = (types: readonly string[], node: Node) => Node;

const withAlias = (made: Node, node: Node): Node => ({ ...made, alias: node['alias'] ?? '' });
const isTime = (type: string) => type.startsWith('TIMESTAMP');
const isFraction = (type: string) => /^(DOUBLE|FLOAT|DECIMAL)/.test(type);
const isList = (type: string) => type.endsWith(']');

/** A cast: text is read as Databricks does, fractions are cut off, instants are seconds. */
const castChoice =
  (id: string, isTry: boolean): Choice =>
  ([type = ''], node) => {
    const [child] = nodes(node['children']) as [Node];
    const name = id.toLowerCase();
    const isWhole = id.endsWith('INT') || id === 'INTEGER';
    if (type === 'VARCHAR')
      return withAlias(call(`spark_text_${isTry ? 'try_' : ''}to_${name}`, [child]), node);
    const inner = !isWhole
      ? child
      : isTime(type)
        ? call('floor', [call('epoch', [child])])
        : isFraction(type)
          ? call('trunc', [child])
          : child;
    return withAlias(cast(inner, id, isTry), node);
  };

const instant = 'TIMESTAMP WITH TIME ZONE';
const timestampChoice =
  (isTry: boolean): Choice =>
  ([type = ''], node) => {
    const [child] = nodes(node['children']) as [Node];
    const isNumber = isFraction(type) || /INT$|^INTEGER$/.test(type);
    const made = isNumber
      ? call('to_timestamp', [cast(child, 'DOUBLE')])
      : cast(child, instant, isTry);
    return withAlias(made, node);
  };

const decimalChoice: Choice = (types, node) => {
  const type = resultOf(types, node);
  return type === null ? node : exact(node, type);
};

const minus: Choice = ([left, right], node) =>
  left === 'DATE' && right === 'DATE'
    ? withAlias(call('to_days', [cast({ ...node, alias: '' }, 'INTEGER')]), node)
    : node;

/** A date and an interval of whole days are a date in Databricks and an instant in DuckDB. */
const shifted =
  (name: string): Choice =>
  ([left], node) => {
    const made = call(name, nodes(node['children']));
    return withAlias(left === 'DATE' ? cast(made, 'DATE') : made, node);
  };

const element =
  (name: string, isIndex: boolean): Choice =>
  ([type = ''], node) => {
    const args = nodes(node['children']);
    if (isList(type)) return withAlias(call(name, args), node);
    if (!/^(MAP|STRUCT)/.test(type) || (type.startsWith('STRUCT') && !isIndex))
      throw failure(
        'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
        'Only arrays and maps have elements.',
      );
    return withAlias(operator('ARRAY_EXTRACT', args), node);
  };

const sequence: Choice = ([first = ''], node) => {
  const args = nodes(node['children']);
  if (first === 'DATE') return withAlias(listCast(call('spark_days', args), 'DATE'), node);
  if (isTime(first)) return withAlias(listCast(call('spark_days', args), instant), node);
  const made = call('spark_series', args);
  return withAlias(first === 'BIGINT' ? made : listCast(made, 'INTEGER'), node);
};

const listCast = (list: Node, id: string): Node => ({
  ...cast(list, 'LIST'),
  cast_type: {
    id: 'LIST',
    type_info: {
      type: 'LIST_TYPE_INFO',
      alias: '',
      extension_info: null,
      child_type: { id, type_info: null },
    },
  },
});

const castIds = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'BOOLEAN', 'DOUBLE'];

/** Calls whose meaning depends on the types of their arguments. */
const choices: Readonly<Record<string, Choice>> = {
  ...Object.fromEntries(
    castIds.flatMap((id) => [
      [`spark_to_${id.toLowerCase()}`, castChoice(id, false)],
      [`spark_try_to_${id.toLowerCase()}`, castChoice(id, true)],
    ]),
  ),
  spark_to_timestamp: timestampChoice(false),
  spark_try_to_timestamp: timestampChoice(true),
  '/': decimalChoice,
  avg: decimalChoice,
  mean: decimalChoice,
  '-': minus,
  spark_plus_days: shifted('+'),
  spark_minus_days: shifted('-'),
  spark_subscript: element('spark_index', true),
  element_at: element('spark_element', false),
  try_element_at: element('spark_try_element', false),
  spark_sequence: sequence,
};

/** Names of functions that are chosen by types. */
export const typedNames: ReadonlySet<string> = new Set(Object.keys(choices));

const choiceOf = (node: Node): Choice | undefined => {
  const name = word(node, 'function_name');
  const isUnary = name === '-' && nodes(node['children']).length < 2;
  return Object.hasOwn(choices, name) && !isUnary ? choices[name] : undefined;
};

/** What was found of each part of a tree: it is walked several times, and most parts have no such call. */
const known = new WeakMap<object, boolean>();

/** Whether a tree has a call that is chosen by types. Trees are never changed. */
export function hasTyped(tree: Tree): boolean {
  if (typeof tree !== 'object' || tree === null) return false;
  const before = known.get(tree);
  if (before !== undefined) return before;
  const found = Array.isArray(tree)
    ? tree.some(hasTyped)
    : choiceOf(tree) !== undefined || Object.values(tree).some(hasTyped);
  known.set(tree, found);
  return found;
}

/**
 * Replaces the calls that are chosen by types, inner ones first. The same call in the same select has the
 * same number, so that what is grouped by stays what is selected; a number is the same in every walk.
 */
function mapTyped(tree: Tree, map: (node: Node, id: number, choice: Choice) => Node): Tree {
  const ids = new Map<string, number>();
  let selects = 0;
  const walk = (part: Tree, select: number): Tree => {
    if (!hasTyped(part)) return part;
    if (Array.isArray(part)) return part.map((item) => walk(item, select));
    if (!isNode(part)) return part;
    const own = part['type'] === 'SELECT_NODE' ? (selects += 1) : select;
    const choice = choiceOf(part);
    const key = choice === undefined ? '' : `${own} ${JSON.stringify({ ...part, alias: '' })}`;
    const node: Node = {};
    for (const name of Object.keys(part)) node[name] = walk(part[name] ?? null, own);
    if (choice === undefined) return node;
    const id = ids.get(key) ?? ids.size;
    ids.set(key, id);
    return map(node, id, choice);
  };
  return walk(tree, 0);
}

/** Types of the arguments of each call, in the order of the walk; none before the first plan. */
export type ArgumentTypes = readonly (readonly string[])[];

/** The call as DuckDB has it, whose type is the right one in most cases. */
function neutral(node: Node): Node {
  const name = word(node, 'function_name');
  const [child] = nodes(node['children']);
  const id = castIds.find((one) => name.endsWith(`to_${one.toLowerCase()}`));
  if (child !== undefined && id !== undefined) return withAlias(cast(child, id), node);
  if (child !== undefined && name.endsWith('to_timestamp'))
    return withAlias(cast(child, instant), node);
  if (name.startsWith('spark_')) {
    const plain: Readonly<Record<string, string>> = { spark_plus_days: '+', spark_minus_days: '-' };
    const made = Object.hasOwn(plain, name)
      ? call(plain[name] ?? '', nodes(node['children']))
      : name === 'spark_sequence'
        ? call('list_value', nodes(node['children']).slice(0, 1))
        : operator('ARRAY_EXTRACT', nodes(node['children']));
    return withAlias(made, node);
  }
  return name.endsWith('element_at') ? operator('ARRAY_EXTRACT', nodes(node['children'])) : node;
}

const probeName = (id: number, index: number): string => `probe:${id}:${index}`;

/** The tree with every choice made that the types allow. Pure. */
export const choose = (tree: Tree, types: ArgumentTypes): Tree =>
  mapTyped(tree, (node, id, choice) => choice(types[id] ?? [], node));

/** The same with a probe around each argument, for a plan to tell its type. Pure. */
export const probe = (tree: Tree, types: ArgumentTypes): Tree =>
  mapTyped(tree, (node, id, choice) => {
    const children = nodes(node['children']).map((child, index) =>
      call('spark_probe', [child, text(probeName(id, index))]),
    );
    const own = types[id];
    const asked = { ...node, children };
    return own === undefined ? neutral(asked) : choice(own, asked);
  });

/** The texts of the constants in a part of a plan. */
const constantsIn = (plan: Tree | undefined): string[] => {
  if (Array.isArray(plan)) return plan.flatMap(constantsIn);
  if (!isNode(plan)) return [];
  const value = plan['type'] === 'VALUE_CONSTANT' && isNode(plan['value']) ? plan['value'] : null;
  return value === null ? Object.values(plan).flatMap(constantsIn) : [word(value, 'value')];
};

function collect(plan: Tree, found: Map<string, string>): void {
  for (const item of Array.isArray(plan) ? plan : isNode(plan) ? Object.values(plan) : [])
    collect(item, found);
  if (!isNode(plan) || plan['type'] !== 'OPERATOR_COALESCE') return;
  const [type = '', name = ''] = constantsIn(plan['children']);
  if (name.startsWith('probe:')) found.set(name, type);
}

/** The types that a plan tells: DuckDB has put the text of a type beside the probe's name. Pure. */
export function typesIn(plan: Tree, tree: Tree): ArgumentTypes {
  const found = new Map<string, string>();
  collect(plan, found);
  const types: string[][] = [];
  mapTyped(tree, (node, id) => {
    types[id] = nodes(node['children']).map((_, index) => found.get(probeName(id, index)) ?? '');
    return node;
  });
  return types;
}
