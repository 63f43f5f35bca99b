import { decimal } from '../../data/schema-types.ts';
import { failure } from '../sql/errors.ts';
import type { SqlRows } from '../sql/engine.ts';

type Page = Pick<SqlRows, 'columns' | 'rows'>;
type Rows = readonly (readonly (string | null)[])[];

/** Where a statement runs. `known` are the full names of the tables that are there. */
export type Place = {
  readonly known: readonly string[];
  readonly catalog: string | undefined;
  readonly schema: string | undefined;
};

/** A statement about the catalog: what it reads, and its pages from the pages of that. */
export type Shown = {
  readonly reads: string;
  readonly pages: (read: () => AsyncIterable<Page>) => AsyncIterable<Page>;
};

const table = (columns: readonly string[], rows: Rows): Page => ({
  columns: columns.map((name, position) => ({
    name,
    position,
    type_name: name === 'isTemporary' ? 'BOOLEAN' : 'STRING',
    type_text: name === 'isTemporary' ? 'BOOLEAN' : 'STRING',
  })),
  rows,
});

const shown = (columns: readonly string[], rows: Rows): Shown => ({
  reads: 'select 1',
  pages: async function* () {
    yield table(columns, rows);
  },
});

/** The names of a dotted name, without backticks, in lower case. */
const partsOf = (name: string): string[] => name.replaceAll('`', '').toLowerCase().split('.');

/** Whether a name fits a pattern of SHOW: `*` stands for anything, `|` for or. */
function fits(name: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return true;
  const words = pattern
    .split('|')
    .map((part) => part.replaceAll(/[.+?^${}()[\]\\]/g, '\\$&').replaceAll('*', '.*'));
  return new RegExp(`^(?:${words.join('|')})$`, 'i').test(name);
}

const schemasOf = (known: readonly string[]): string[] => [
  ...new Set(known.map((name) => name.split('.')[1] ?? '')),
];

/** @throws {SqlFailure} When there is no such catalog or schema. */
function requireSchema(parts: readonly string[], place: Place): string {
  const schema = parts.at(-1) ?? '';
  const catalog = parts.length > 1 ? parts[0] : (place.catalog ?? 'system');
  requireCatalog(catalog ?? '');
  if (!schemasOf(place.known).includes(schema))
    throw failure('SCHEMA_NOT_FOUND', `The schema \`${catalog}\`.\`${schema}\` cannot be found.`);
  return schema;
}

function requireCatalog(name: string): void {
  if (name.toLowerCase() !== 'system')
    throw failure('NO_SUCH_CATALOG_EXCEPTION', `Catalog '${name}' was not found.`);
}

function showTables(place: Place, where: string | undefined, pattern: string | undefined): Shown {
  const schema = requireSchema(partsOf(where ?? place.schema ?? 'default'), place);
  const names = place.known
    .map((name) => name.split('.'))
    .filter(([, own, name = '']) => own === schema && fits(name, pattern));
  return shown(
    ['database', 'tableName', 'isTemporary'],
    names.map(([, own = '', name = '']) => [own, name, 'false']),
  );
}

/** The columns of a table, whose types are those of a statement that reads it. */
function columnsOf(name: string, place: Place, make: (page: Page) => Page): Shown {
  const parts = partsOf(name);
  const whole = [place.catalog ?? 'system', place.schema ?? 'default', ...parts].slice(-3);
  const full = (
    parts.length === 3 ? parts : parts.length === 2 ? [whole[0], ...parts] : whole
  ).join('.');
  return {
    reads: `select * from ${full} limit 0`,
    pages: async function* (read) {
      for await (const page of read()) yield make(page);
    },
  };
}

/** Types as DESCRIBE writes them; quantities are narrower here than on a real workspace. */
const described = ({ columns }: Page): Page =>
  table(
    ['col_name', 'data_type', 'comment'],
    columns.map(({ name, type_text }) => [
      name,
      type_text
        .replaceAll(decimal, 'DECIMAL(38,18)')
        .replaceAll(/[A-Z]+(?=[<>(,]|$)/g, (type) => type.toLowerCase()),
      null,
    ]),
  );

const listed = ({ columns }: Page): Page =>
  table(
    ['col_name'],
    columns.map(({ name }) => [name]),
  );

const like = String.raw`(?:\s+(?:like\s+)?'([^']*)')?\s*$`;
const name = String.raw`([\w.\`]+)`;
const within = String.raw`(?:\s+(?:in|from)\s+${name})?`;

type Form = readonly [RegExp, (place: Place, ...words: readonly (string | undefined)[]) => Shown];

/** Statements about the catalog. Source: docs.databricks.com, "SHOW …", "DESCRIBE TABLE", "USE …". */
const forms: readonly Form[] = [
  [
    new RegExp(String.raw`^show\s+catalogs${like}`, 'i'),
    (_, pattern) => shown(['catalog'], fits('system', pattern) ? [['system']] : []),
  ],
  [
    new RegExp(String.raw`^show\s+(?:schemas|databases)${within}${like}`, 'i'),
    (place, catalog, pattern) => {
      requireCatalog(catalog?.replaceAll('`', '') ?? place.catalog ?? 'system');
      const schemas = schemasOf(place.known).filter((schema) => fits(schema, pattern));
      return shown(
        ['databaseName'],
        schemas.map((schema) => [schema]),
      );
    },
  ],
  [new RegExp(String.raw`^show\s+tables${within}${like}`, 'i'), showTables],
  [
    new RegExp(
      String.raw`^show\s+columns\s+(?:in|from)\s+${name}(?:\s+(?:in|from)\s+${name})?\s*$`,
      'i',
    ),
    (place, own = '', schema = '') =>
      columnsOf(own, schema === '' ? place : { ...place, schema }, listed),
  ],
  [
    new RegExp(
      String.raw`^(?:describe|desc)\s+(?:table\s+)?(?!(?:extended|formatted|schema|database|catalog|function|query|volume|history|detail)\b)${name}\s*$`,
      'i',
    ),
    (place, own = '') => columnsOf(own, place, described),
  ],
  [
    new RegExp(String.raw`^use\s+catalog\s+${name}\s*$`, 'i'),
    (_, catalog = '') => {
      requireCatalog(catalog.replaceAll('`', ''));
      return shown([], []);
    },
  ],
  [
    new RegExp(String.raw`^use\s+(?:(?:schema|database)\s+)?${name}\s*$`, 'i'),
    (place, schema = '') => {
      requireSchema(partsOf(schema), place);
      return shown([], []);
    },
  ],
];

/**
 * What SHOW, DESCRIBE and USE answer; null for all other statements. A session ends with its statement,
 * so USE changes nothing.
 *
 * @throws {SqlFailure} For forms that the local workspace does not have, and unknown names.
 */
export function show(statement: string, place: Place): Shown | null {
  const text = statement.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ').trim();
  if (!/^(show|describe|desc|use)\b/i.test(text)) return null;
  for (const [pattern, make] of forms) {
    const words = pattern.exec(text);
    if (words !== null) return make(place, ...words.slice(1));
  }
  throw failure(
    'UNSUPPORTED_FEATURE',
    `${text.split(/\s+/).slice(0, 2).join(' ').toUpperCase()} in this form does not run in the local workspace.`,
  );
}
