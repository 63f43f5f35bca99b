import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load as parseYaml } from 'js-yaml';
import { z } from 'zod';
import { type Domain, isDomain } from '../domain/domains.ts';
import { columnName as name, Header, type QuestionHeader } from './header.ts';
import { needsOf } from './tables.ts';

export type { QuestionColumn, QuestionHeader, QuestionParameter } from './header.ts';

const Definitions = z.record(
  name,
  z
    .strictObject({
      sql: z.string().min(1),
      says: z.string().min(1),
      caveats: z.array(z.string().min(1)).default([]),
    })
    .transform((definition) => ({ ...definition, bare: bareStatement(definition.sql) })),
);

/**
 * One reviewed statement. `id` is `<domain>/<name>`; `sql` is the statement without its header and with
 * its parameter markers; `caveats` are those of the header, of the definitions in
 * the statement and of the optional tables that it reads.
 */
export type CertifiedQuestion = QuestionHeader & {
  readonly id: string;
  readonly domain: Domain;
  readonly name: string;
  readonly sql: string;
};

/**
 * All certified statements ordered by id, and the SQL definitions that they share. `questions` are those
 * that people ask. `checks` are series and lists that the search for a cause reads from a warehouse: no
 * wording leads to them, and no space has them. No id is both.
 */
export type Catalogue = {
  readonly questions: readonly CertifiedQuestion[];
  readonly checks: readonly CertifiedQuestion[];
  readonly definitions: z.infer<typeof Definitions>;
  /** Statement without comments and white space → its question or check. */
  readonly byStatement: ReadonlyMap<string, CertifiedQuestion>;
};

/**
 * A statement without comments, white space and the final semicolon, so that two layouts of one
 * statement compare equal. Quoted text is unchanged.
 */
export function bareStatement(sql: string): string {
  const kept = sql.replaceAll(
    /('(?:[^'\\]|''|\\.)*'|"(?:[^"]|"")*"|`[^`]*`)|--[^\n]*|\/\*[\s\S]*?\*\/|\s+/g,
    '$1',
  );
  return kept.replace(/;$/, '');
}

/**
 * The certified question or check whose statement equals a query, ignoring comments and white space; null
 * when there is none. Letter case and parameter markers must be equal.
 */
export function matchCertified(catalogue: Catalogue, sql: string): CertifiedQuestion | null {
  return catalogue.byStatement.get(bareStatement(sql)) ?? null;
}

function fail(file: string, problems: readonly string[]): never {
  throw new Error(`${file}: ${problems.join('; ')}`);
}

function readYaml<T>(file: string, text: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = parseYaml(text);
  } catch (error) {
    return fail(file, [
      `the header is not valid YAML: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  return fail(
    file,
    parsed.error.issues.map((issue) => `${issue.path.join('.') || 'header'}: ${issue.message}`),
  );
}

function checkStatement(sql: string): string[] {
  const normalized = sql
    .replace(/'(?:[^'\\]|''|\\.)*'/g, "''")
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  const problems: string[] = [];
  if (!/^\s*(select|with)\b/i.test(normalized)) problems.push('statement: expected one select');
  if (/;\s*\S/.test(normalized)) problems.push('statement: expected one, found several');
  const writes = normalized.match(
    /\b(insert|update|delete|merge|drop|create|alter|truncate|grant|revoke|copy|call)\s/i,
  );
  if (writes !== null) problems.push(`statement: expected a read, found ${String(writes[1])}`);
  return problems;
}

function checkMarkers(header: QuestionHeader, sql: string): string[] {
  const text = sql
    .replace(/'(?:[^'\\]|''|\\.)*'/g, "''")
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  const markers = new Set(
    [...text.matchAll(/(?<![:\w]):([a-z_][a-z0-9_]*)/g)].map((match) => match[1] ?? ''),
  );
  const declared = Object.keys(header.parameters);
  return [
    ...declared
      .filter((key) => !markers.has(key))
      .map((key) => `parameters.${key}: not used in the statement`),
    ...[...markers]
      .filter((key) => !declared.includes(key))
      .map((key) => `parameters: :${key} is used and not declared`),
  ];
}

function checkColumns(header: QuestionHeader): string[] {
  const columns = new Set(Object.keys(header.columns));
  const unknown = (field: string, names: readonly string[]) =>
    names.filter((key) => !columns.has(key)).map((key) => `${field}: ${key} is not a column`);
  return [
    ...unknown('rows.key', header.rows.key),
    ...unknown(
      'rows.order',
      header.rows.order.map((key) => key.replace(/^-/, '')),
    ),
    ...header.next.flatMap((step) => unknown(`next.${step.ask}`, Object.values(step.with))),
  ];
}

function checkUses(
  header: QuestionHeader,
  bareSql: string,
  definitions: Catalogue['definitions'],
): string[] {
  return header.uses.flatMap((use) => {
    const definition = definitions[use];
    if (definition === undefined) return [`uses: ${use} is not in definitions.yaml`];
    return bareSql.includes(definition.bare)
      ? []
      : [`uses: ${use} does not occur in the statement`];
  });
}

/**
 * Reads one certified question from the text of its file.
 *
 * @param file Path for error messages, `<domain>/<name>.sql`.
 * @throws {Error} With the file and every invalid field.
 */
export function readQuestion(
  file: string,
  text: string,
  definitions: Catalogue['definitions'],
): CertifiedQuestion {
  const [domain = '', base = ''] = file.split('/').slice(-2);
  const questionName = base.replace(/\.sql$/, '');
  if (!isDomain(domain) || !name.safeParse(questionName).success) {
    return fail(file, ['path: expected <domain>/<name>.sql in lower-case words joined by _']);
  }
  const match = text.match(/^\s*\/\*---\n([\s\S]*?)\n---\*\/\s*([\s\S]*)$/);
  if (match === null) return fail(file, ['header: expected a leading /*--- … ---*/ comment']);
  const header = readYaml(file, match[1] ?? '', Header);
  const sql = (match[2] ?? '').trim();
  const bareSql = bareStatement(sql);
  const problems = [
    ...checkStatement(sql),
    ...checkMarkers(header, sql),
    ...checkColumns(header),
    ...checkUses(header, bareSql, definitions),
  ];
  if (problems.length > 0) return fail(file, problems);
  const shared = Object.values(definitions).filter(({ bare }) => bareSql.includes(bare));
  const declared = [...header.caveats, ...shared.flatMap((part) => part.caveats)];
  const caveats = [...new Set([...declared, ...needsOf(sql)])];
  return { ...header, caveats, id: `${domain}/${questionName}`, domain, name: questionName, sql };
}

/**
 * What needs all files: next steps lead to questions, no two statements are equal, and no check has the id
 * of a question.
 */
function checkTogether({ questions, checks }: Pick<Catalogue, 'questions' | 'checks'>): void {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const statements = new Map<string, string>();
  const taken = checks.filter(({ id }) => byId.has(id));
  for (const { id } of taken) fail(`checks/${id}.sql`, ['path: a question has this id']);
  for (const question of [...questions, ...checks]) {
    const normalized = bareStatement(question.sql);
    const duplicate = statements.get(normalized);
    if (duplicate !== undefined)
      fail(`${question.id}.sql`, [`statement: the same as ${duplicate}`]);
    statements.set(normalized, question.id);
    for (const step of question.next) {
      const target = byId.get(step.ask);
      if (target === undefined)
        return fail(`${question.id}.sql`, [`next: ${step.ask} does not exist`]);
      const unknown = Object.keys(step.with).filter((key) => !(key in target.parameters));
      if (unknown.length > 0)
        fail(
          `${question.id}.sql`,
          unknown.map((key) => `next.${step.ask}: it has no parameter ${key}`),
        );
    }
  }
}

function readFolder(
  folder: string,
  definitions: Catalogue['definitions'],
): readonly CertifiedQuestion[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted()
    .map((file) => readQuestion(file, readFileSync(join(folder, file), 'utf8'), definitions));
}

let own: Catalogue | null = null;

/**
 * Reads and validates every certified statement under `root`, ordered by id. Those of this folder are read
 * once a process.
 *
 * Effect: reads files.
 *
 * @param root Folder with `definitions.yaml`, `questions/<domain>/<name>.sql` and the same under `checks`;
 *   this folder by default.
 * @throws {Error} With the file and every invalid field.
 */
export function loadCatalogue(root?: string): Catalogue {
  if (root !== undefined) return readCatalogue(root);
  own ??= readCatalogue(import.meta.dirname);
  return own;
}

function readCatalogue(root: string): Catalogue {
  const definitions = readYaml(
    'definitions.yaml',
    readFileSync(join(root, 'definitions.yaml'), 'utf8'),
    Definitions,
  );
  const questions = readFolder(join(root, 'questions'), definitions);
  const checks = readFolder(join(root, 'checks'), definitions);
  checkTogether({ questions, checks });
  const byStatement = new Map(
    [...questions, ...checks].map((one) => [bareStatement(one.sql), one]),
  );
  return { questions, checks, definitions, byStatement };
}
