import type { QuestionColumn } from '../../../sql/catalogue.ts';
import { createRandom } from '../../data/random.ts';
import type { GenieQuestion } from './genie-question.ts';

type Column = readonly [string, QuestionColumn];

const titleCase = (name: string): string =>
  name
    .split('_')
    .map((word) => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`)
    .join(' ');

/** Alternative column names; one style is used for a whole statement. */
const namingStyles: readonly ((name: string) => string)[] = [
  titleCase,
  (name) => name.replace(/_(?:usd|percent|hours|seconds|minutes|at|gb)$/, ''),
  (name) => `the_${name}`,
];

const isMoney = ([, column]: Column): boolean => column.unit === 'USD';

function selectItem([name, column]: Column, as: string): string {
  const value = isMoney([name, column]) ? `'$' || format_number(${name}, 2)` : name;
  return `${value} as \`${as}\``;
}

/** An ORDER BY term; `-failed_runs` is descending. The position of nulls is not changed. */
const orderTerm = (key: string): string => (key.startsWith('-') ? `${key.slice(1)} desc` : key);

/** Renamed columns; the original names when renaming makes two of them equal. */
function namesOf(columns: readonly Column[], rename: (name: string) => string): string[] {
  const names = columns.map(([name]) => rename(name));
  return new Set(names).size === names.length ? names : columns.map(([name]) => name);
}

/**
 * A statement with the meaning of a certified one but another text: renamed and reordered columns, money
 * as text, and one additional column. Equal seeds and contents give equal statements.
 */
export function freeStatement(question: GenieQuestion, seed: number, content: string): string {
  const random = createRandom(seed, 'free style', content);
  const rename = namingStyles[Math.floor(random.between(0, namingStyles.length))] ?? titleCase;
  const columns = Object.entries(question.columns);
  const shift = Math.floor(random.between(1, columns.length));
  const rotated = [...columns.slice(shift), ...columns.slice(0, shift)];
  const names = namesOf(rotated, rename);
  const list = rotated.map((column, index) => selectItem(column, names[index] ?? column[0]));
  const order = question.rows.order.map(orderTerm).join(', ');
  const position = `row_number() over (order by ${order}) as position`;
  return `with answer as (\n${question.sql.trim()}\n)\nselect ${[...list, position].join(',\n       ')}\nfrom answer\norder by position`;
}
