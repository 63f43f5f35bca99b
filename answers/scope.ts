import type { Evidence } from '../domain/evidence.ts';
import { literal } from '../domain/markdown.ts';
import { instantOf, readableWindow } from '../domain/readable-dates.ts';
import { formatName } from './format-cell.ts';
import type { AnswerWords } from '../domain/answer-words.ts';

type Roles = Pick<AnswerWords, 'roles'>;

const phrases: Readonly<Record<string, (name: string) => string>> = {
  job: (name) => `of the job ${name}`,
  table: (name) => `on ${name}`,
  warehouse: (name) => `on the warehouse ${name}`,
  user: (name) => `by ${name}`,
  owner: (name) => `of ${name}`,
  team: (name) => `of the team ${name}`,
  tag: (name) => `with the tag ${name}`,
  cluster: (name) => `on the cluster ${name}`,
  pipeline: (name) => `of the pipeline ${name}`,
  endpoint: (name) => `of the endpoint ${name}`,
  application: (name) => `by ${name}`,
  address: (name) => `from ${name}`,
  target: (name) => `of ${name}`,
  target_group: (name) => `of the group ${name}`,
  status: (name) => `with the status ${name}`,
  member: (name) => `of ${name}`,
  column_name: (name) => `of the column ${name}`,
  action: (name) => `with the action ${name}`,
  sku: (name) => `of ${name}`,
  app: (name) => `of the app ${name}`,
  schema: (name) => `in the schema ${name}`,
  catalog: (name) => `in the catalog ${name}`,
  min_seconds: (size) => `over ${size} s`,
  min_minutes: (size) => `over ${size} min`,
  min_gb: (size) => `with over ${size} GB spilled`,
  min_read_gb: (size) => `with over ${size} GB read`,
  min_p99_seconds: (size) => `above ${size} s`,
  min_p95_seconds: (size) => `above ${size} s`,
  min_p90_seconds: (size) => `above ${size} s`,
  min_median_seconds: (size) => `above ${size} s`,
  min_average_seconds: (size) => `above ${size} s`,
  min_p95_minutes: (size) => `above ${size} min`,
  min_median_minutes: (size) => `above ${size} min`,
  min_average_minutes: (size) => `above ${size} min`,
  workspace: (name) => `in ${name}`,
};

/** Values of parameters that stand for no filter. */
const isAll = (value: string): boolean => value === 'ALL' || value === '';

/** A table's time window in words; null when it has none. */
export function windowOf(table: Evidence, { roles }: Roles): string | null {
  const valueOf = (role: string): number | null =>
    instantOf(table.parameters.find(({ name }) => roles.get(name) === role)?.value);
  const [from, to] = [valueOf('window.from'), valueOf('window.to')];
  return from === null || to === null ? null : readableWindow(from, to);
}

const isOfGrants = ({ columns }: Evidence): boolean =>
  columns.some(({ name }) => /(?:^|_)grants$/.test(name));

/** The names that a table is limited to, each with its words: "of the job `etl`". */
export const filterPhrases = (
  table: Evidence,
  words: Roles,
): readonly { readonly phrase: string; readonly name: string }[] =>
  Object.entries(phrases).flatMap(([role, phrase]) =>
    table.parameters
      .filter(({ name, value }) => words.roles.get(name) === role && !isAll(value))
      .map(({ value }) => formatName(value))
      .map((name) => ({
        // A grant is given to whom it names.
        phrase: role === 'user' && isOfGrants(table) ? `to ${name}` : phrase(name),
        name,
      })),
  );

/** The names that a table is limited to, in words; empty when to none. */
export const filtersOf = (table: Evidence, words: Roles): string =>
  filterPhrases(table, words)
    .map(({ phrase }) => phrase)
    .join(' ');

/** The name that a table is limited to by a parameter with a role; null when to none. */
export const filterBy = (table: Evidence, { roles }: Roles, role: string): string | null =>
  table.parameters.find(({ name, value }) => roles.get(name) === role && !isAll(value))?.value ??
  null;

/** What a table is limited to: its filters by name, then its time window; empty when to nothing. */
export function scopeOf(table: Evidence, words: Roles): string {
  const window = windowOf(table, words);
  const parts = [filtersOf(table, words), ...(window === null ? [] : [literal(window)])];
  return parts.filter((part) => part !== '').join(' ');
}

/** Whether there may be more rows than the table has: it was cut, or has as many as were asked for. */
export function isCut(table: Evidence, { roles }: Roles): boolean {
  const most = table.parameters.find(({ name }) => roles.get(name) === 'top_n')?.value;
  return table.truncated || (most !== undefined && table.rowCount >= Number(most));
}
