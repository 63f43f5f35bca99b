import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteText } from '../../data/quote.ts';
import { type ArgumentTypes, choose, hasTyped, probe, typesIn } from './typed.ts';
import { failure } from './errors.ts';
import { isUnnamed, mapSelectLists, rewrite } from './rewrite.ts';
import { cast, isNode, type Node, nothing, parseTree, printTree, type Tree, word } from './tree.ts';
import type { SqlSession } from './session.ts';
import { emptyCatalog } from './set-up.ts';
import { catalogName, toDuckDb } from './translate.ts';

/** Statements that DuckDB has a tree of; all else reaches it as it is. */
const query = /^[\s(]*(?:(?:--[^\n]*\n|\/\*[\s\S]*?\*\/)\s*)*[\s(]*(?:select|with|values|from)\b/i;

const explained = /^(\s*explain\s+(?:analyze\s+)?(?:\([^)]*\)\s*)?)([\s\S]*)$/i;

async function textOfOne(connection: DuckDBConnection, sql: string): Promise<string> {
  const reader = await connection.runAndReadAll(sql);
  return String(reader.getRows()[0]?.[0] ?? '');
}

async function treeOf(connection: DuckDBConnection, sql: string): Promise<Node> {
  const json = await textOfOne(connection, `select json_serialize_sql(${quoteText(sql)})`);
  const tree = parseTree(json);
  if (isNode(tree) && tree['error'] === false) return tree;
  const reason = isNode(tree) ? word(tree, 'error_message') : 'no tree';
  throw failure('PARSE_SYNTAX_ERROR', reason);
}

const sqlOf = (connection: DuckDBConnection, tree: Tree): Promise<string> =>
  textOfOne(connection, `select json_deserialize_sql(${quoteText(printTree(tree))})`);

/** Names of functions in column names, which Databricks writes in another way. */
const inNames: readonly (readonly [RegExp, string])[] = [
  [/count_star\(\)/g, 'count(1)'],
  [/\bspark_(array|map|struct|filter|exists)\(/g, '$1('],
  [/\bAS INTEGER\)/g, 'AS INT)'],
  [/\bAS VARCHAR\)/g, 'AS STRING)'],
  [/\bmain\.(?=\w+\()/g, ''],
  [/\$(?=\w)/g, ':'],
  [/'((?:[^']|'')*)'/g, '$1'],
];

/** Gives expressions without a name the text that they have before they are rewritten. */
async function named(connection: DuckDBConnection, tree: Node): Promise<Tree> {
  const unnamed: Node[] = [];
  mapSelectLists(tree, (items) => {
    unnamed.push(...items.filter(isUnnamed));
    return [...items];
  });
  if (unnamed.length === 0) return tree;
  const probe = { ...emptySelect, select_list: unnamed.map((item) => ({ ...item })) };
  const texts: string[] = [];
  for (const item of unnamed) {
    const one = {
      error: false,
      statements: [{ node: { ...probe, select_list: [item] }, named_param_map: [] }],
    };
    const sql = (await sqlOf(connection, one)).replace(/^SELECT /, '');
    texts.push(inNames.reduce((name, [pattern, to]) => name.replace(pattern, to), sql));
  }
  let next = 0;
  return mapSelectLists(tree, (items) =>
    items.map((item) =>
      isUnnamed(item) ? { ...item, alias: nameFor(item, texts[next++] ?? '') } : item,
    ),
  );
}

const nameFor = (item: Node, sql: string): string =>
  item['function_name'] === 'explode' ? 'col' : sql;

const emptySelect: Node = {
  type: 'SELECT_NODE',
  modifiers: [],
  cte_map: { map: [] },
  select_list: [],
  from_table: { type: 'EMPTY', alias: '', sample: null, query_location: '\u00000' },
  where_clause: null,
  group_expressions: [],
  group_sets: [],
  aggregate_handling: 'STANDARD_HANDLING',
  having: null,
  sample: null,
  qualify: null,
};

/** The tree for a plan: over empty tables, and with null for each parameter, whose value is text. */
function forPlan(tree: Tree): Tree {
  if (Array.isArray(tree)) return tree.map(forPlan);
  if (!isNode(tree)) return tree;
  if (tree['class'] === 'PARAMETER') return cast(nothing, 'VARCHAR');
  const node: Node = {};
  for (const key of Object.keys(tree)) node[key] = forPlan(tree[key] ?? null);
  if (node['catalog_name'] === catalogName) node['catalog_name'] = emptyCatalog;
  return node;
}

/** More rounds than any statement has quotients in quotients. */
const maxRounds = 8;

/**
 * Chooses what depends on types. What an outer call is given has its type only when the inner one is
 * chosen, so plans are made until their types stay.
 */
async function chosen(connection: DuckDBConnection, tree: Tree): Promise<Tree> {
  if (!hasTyped(tree)) return tree;
  let types: ArgumentTypes = [];
  for (let round = 0; round < maxRounds; round += 1) {
    const asked = await sqlOf(connection, forPlan(probe(tree, types)));
    // Only its texts are read: numbers may lose digits.
    const plan = JSON.parse(
      await textOfOne(connection, `select json_serialize_plan(${quoteText(asked)})`),
    ) as Tree;
    if (isNode(plan) && plan['error'] === true) await tellWhy(connection, asked, plan);
    const found = typesIn(plan, tree);
    if (JSON.stringify(found) === JSON.stringify(types)) break;
    types = found;
  }
  return choose(tree, types);
}

/** @throws {Error} What DuckDB says to the statement, else that it has no plan for it. */
async function tellWhy(connection: DuckDBConnection, sql: string, plan: Node): Promise<never> {
  const statement = await connection.prepare(sql);
  statement.destroySync();
  throw failure(
    'UNSUPPORTED_FEATURE',
    `No plan in the local workspace: ${word(plan, 'error_message')}`,
  );
}

/**
 * A statement of Databricks as one that DuckDB runs with the same meaning, as far as it has one.
 *
 * @throws {SqlFailure} For what DuckDB cannot parse or the local workspace does not have.
 */
export async function toPlan(
  connection: DuckDBConnection,
  statement: string,
  session: SqlSession,
): Promise<string> {
  const [explain = '', rest = ''] = explained.exec(statement)?.slice(1) ?? ['', statement];
  const sql = toDuckDb(rest, session);
  if (!query.test(sql)) return explain + sql;
  const tree = await treeOf(connection, sql);
  return (
    explain +
    (await sqlOf(connection, await chosen(connection, rewrite(await named(connection, tree)))))
  );
}
