import type { IncidentTruth } from '../../local/data/truth.ts';
import type { CertifiedQuestion } from '../../sql/catalogue.ts';
import type { DocsFacts, Source } from './docs-facts.ts';

/** The page that has the tables. */
export const tablesPage = 'docs/local-workspace.md';

const dayMs = 86_400_000;

const cell = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').trim();

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
const linked = (files: readonly Source[], folder: string): string =>
  files
    .map(({ path }) => `[${path.replace(folder, '').replace('.test.ts', '')}](../${path})`)
    .join(', ');
const statementLink =
  ({ causeChecks }: DocsFacts) =>
  (id: string): string =>
    `[\`${id}\`](../sql/${causeChecks.has(id) ? 'checks' : 'questions'}/${id}.sql)`;

/** An id in quotes, by itself or with a column behind it, as tables of tests have it. */
const names = ({ text }: Source, id: string): boolean =>
  text.includes(`'${id}'`) || text.includes(`'${id} `);

function questionRow(question: CertifiedQuestion, facts: DocsFacts): string[] {
  const { id, parameters } = question;
  const beside = Object.entries(parameters).filter(([, { role }]) => !role.startsWith('window.'));
  const checked = facts.checks.filter(({ ask }) => ask === id).map(({ value }) => value);
  return [
    statementLink(facts)(id),
    question.question,
    code(beside.map(([name]) => name)),
    code([...new Set(checked)]),
    linked(
      facts.sqlTests.filter((file) => names(file, id)),
      'test/sql/',
    ),
    String(facts.paraphrases.filter((is) => is === id).length),
  ];
}

/** A trap: the test's title, and the certified statements that it asks for. */
export type Trap = {
  readonly file: Source;
  readonly title: string;
  readonly questions: readonly string[];
};

/**
 * The tests of a file of traps.
 *
 * @throws {Error} When a test has no title in quotes, or asks no certified question.
 */
export function trapsOf(file: Source): Trap[] {
  return file.text
    .split(/^ {2}(?=test\b)/m)
    .slice(1)
    .map((text) => {
      const title = /^test\(\s*(?:'([^'\n]+)'|"([^"\n]+)")/.exec(text);
      const asked = [...text.matchAll(/certified\(\s*'([^']+)'/g)].map(([, id = '']) => id);
      if (title === null || asked.length === 0)
        throw new Error(`${file.path}: a test without a title or a question: ${text.slice(0, 60)}`);
      return { file, title: title[1] ?? title[2] ?? '', questions: [...new Set(asked)] };
    });
}

/** When something happens, as seen from the clock. */
function relative({ from, to }: IncidentTruth, nowMs: number): string {
  const before = Math.ceil((nowMs - Date.parse(from)) / dayMs);
  const start = `${before} ${before === 1 ? 'day' : 'days'} before, ${from.slice(11, 16)}`;
  if (Date.parse(to) === nowMs) return `since ${start}`;
  const minutes = (Date.parse(to) - Date.parse(from)) / 60_000;
  return `${start}, for ${minutes < 120 ? `${minutes} min` : `${Number((minutes / 60).toFixed(1))} h`}`;
}

function incidentRow(incident: IncidentTruth, facts: DocsFacts): string[] {
  const holds = ({ text }: Source) =>
    text.includes(`'${incident.id}'`) || text.includes('data/incidents/index.ts');
  return [
    `\`${incident.id}\`: ${incident.title}`,
    incident.domains.join(', '),
    relative(incident, facts.nowMs),
    incident.sizes
      .map(({ name, value, unit }) => `${name}: ${Number(Number(value).toFixed(2))} ${unit}`)
      .join('; '),
    incident.cause,
    incident.questions.join(' '),
    [...new Set(facts.findings.filter((one) => one.incident === incident.id).map(({ ask }) => ask))]
      .map(statementLink(facts))
      .join(', '),
    linked(facts.tests.filter(holds), 'test/'),
  ];
}

/** Every certified question, trap and planted incident as Markdown, by the name of its marker. */
export function docsTables(facts: DocsFacts): Readonly<Record<string, string>> {
  const traps = facts.traps.flatMap(trapsOf);
  return {
    questions: table(
      ['question', 'asks', 'filters', 'compared with the ledger', 'also tested in', 'paraphrases'],
      facts.questions.map((question) => questionRow(question, facts)),
    ),
    traps: table(
      ['rule', 'certified statement', 'test'],
      traps.map(({ file, title, questions }) => [
        title,
        questions.map(statementLink(facts)).join(', '),
        linked([file], 'test/sql/traps/'),
      ]),
    ),
    incidents: table(
      ['incident', 'domains', 'when', 'sizes', 'cause', 'ask', 'found by', 'tests'],
      facts.incidents.map((incident) => incidentRow(incident, facts)),
    ),
  };
}

const marked = /<!-- (\w+) -->\n[\s\S]*?<!-- end -->/g;

/**
 * A page with what lies between its markers written anew.
 *
 * @throws {Error} When a table has no marker in the page, or a marker no table.
 */
export function withTables(page: string, tables: Readonly<Record<string, string>>): string {
  const found = [...page.matchAll(marked)].map(([, name = '']) => name);
  if (found.toSorted().join() !== Object.keys(tables).toSorted().join())
    throw new Error(`${tablesPage} has markers for ${found.join(', ')}`);
  return page.replaceAll(
    marked,
    (_, name: string) => `<!-- ${name} -->\n\n${tables[name] ?? ''}\n\n<!-- end -->`,
  );
}

/** A page without its written tables: what somebody wrote by hand. */
export const withoutTables = (page: string): string => page.replaceAll(marked, '');
