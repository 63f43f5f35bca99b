/** A node of DuckDB's tree of a statement (`json_serialize_sql`); numbers are kept as marked text. */
export type Node = { [key: string]: Tree };
export type Tree = string | boolean | null | Node | Tree[];

/** Numbers of 64 and more bits do not survive `JSON.parse`; a text of SQL has no such character. */
const mark = '\0';
/** Where a node stands in the text; equal expressions are equal nodes without it. */
const position = /"query_location":\d+/g;
const numberOrText = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
const markedNumber = /"\\u0000(-?\d[\d.eE+-]*)"/g;

/** Pure. */
export const parseTree = (json: string): Tree =>
  JSON.parse(
    json
      .replaceAll(position, '"query_location":0')
      .replaceAll(numberOrText, (text) => (text.startsWith('"') ? text : `"\\u0000${text}"`)),
  ) as Tree;

/** Pure. */
export const printTree = (tree: Tree): string =>
  JSON.stringify(tree).replaceAll(markedNumber, (_, number: string) => number);

const number = (value: number): string => `${mark}${value}`;

export const isNode = (tree: Tree | undefined): tree is Node =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree);

/** The nodes of a list; empty for all else. */
export const nodes = (tree: Tree | undefined): Node[] =>
  Array.isArray(tree) ? tree.filter((item) => isNode(item)) : [];

/** A value of a node that is text; '' for all else. */
export function word(node: Node, key: string): string {
  const value = node[key];
  return typeof value === 'string' ? value : '';
}

const base = { alias: '', query_location: number(0) };

const constant = (id: string, value: Tree): Node => ({
  class: 'CONSTANT',
  type: 'VALUE_CONSTANT',
  ...base,
  value: {
    type: { id, type_info: null },
    is_null: value === null,
    ...(value === null ? {} : { value }),
  },
});

export const text = (value: string): Node => constant('VARCHAR', value);
export const integer = (value: number): Node => constant('INTEGER', number(value));
export const double = (value: number): Node => constant('DOUBLE', number(value));
export const boolean = (value: boolean): Node => constant('BOOLEAN', value);

/** A call of a function or operator by its name. */
export const call = (name: string, children: readonly Node[], more: Node = {}): Node => ({
  class: 'FUNCTION',
  type: 'FUNCTION',
  ...base,
  function_name: name,
  schema: '',
  children: [...children],
  filter: null,
  order_bys: { type: 'ORDER_MODIFIER', orders: [] },
  distinct: false,
  is_operator: !/^\w/.test(name),
  export_state: false,
  catalog: '',
  ...more,
});

export const cast = (child: Node, id: string, isTry = false, info: Tree = null): Node => ({
  class: 'CAST',
  type: 'OPERATOR_CAST',
  ...base,
  child,
  cast_type: { id, type_info: info },
  try_cast: isTry,
});

/** The `type_info` of a decimal. */
export const decimalType = ([precision, scale]: readonly [number, number]): Node => ({
  type: 'DECIMAL_TYPE_INFO',
  alias: '',
  extension_info: null,
  width: number(precision),
  scale: number(scale),
});

/** `case` with conditions and values, and what is left. */
export const caseWhen = (pairs: readonly (readonly [Node, Node])[], rest: Node): Node => ({
  class: 'CASE',
  type: 'CASE_EXPR',
  ...base,
  case_checks: pairs.map(([when_expr, then_expr]) => ({ when_expr, then_expr })),
  else_expr: rest,
});

export const nothing = constant('NULL', null);
export const operator = (type: string, children: readonly Node[]): Node => ({
  class: 'OPERATOR',
  type,
  ...base,
  children: [...children],
});
export const either = (
  type: 'CONJUNCTION_OR' | 'CONJUNCTION_AND',
  children: readonly Node[],
): Node => ({
  class: 'CONJUNCTION',
  type,
  ...base,
  children: [...children],
});
export const same = (left: Node, right: Node): Node => ({
  class: 'COMPARISON',
  type: 'COMPARE_NOT_DISTINCT_FROM',
  ...base,
  left,
  right,
});

/** The text of a constant; null when the node is none. */
export function textOf(node: Node | undefined): string | null {
  const value = node?.['class'] === 'CONSTANT' ? node['value'] : undefined;
  const inner = isNode(value) ? value['value'] : undefined;
  return typeof inner === 'string' && !inner.startsWith(mark) ? inner : null;
}
