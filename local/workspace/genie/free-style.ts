import type { CertifiedQuestion, QuestionColumn } from '../../../sql/catalogue.ts';
import { createRandom } from '../../data/random.ts';

type Column = readonly [string, QuestionColumn];

const titled = (name: string): string =>
  name
    .split('_')
    .map((word) => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`)
    .join(' ');

/** Names that a writer of SQL might give instead: all in the same hand. */
const hands: readonly ((name: string) => string)[] = [
  titled,
  (name) => name.replace(/_(?:usd|percent|hours|seconds|minutes|at|gb)$/, ''),
  (name) => `the_${name}`,
];

const isMoney = ([, column]: Column): boolean => column.unit === 'USD';

function selected([name, column]: Column, as: string): string {
  const value = isMoney([name, column]) ? `'$' || format_number(${name}, 2)` : name;
  return `${value} as \`${as}\``;
}

/** `-failed_runs` is descending; nulls stay where the certified statement has them. */
const ordered = (key: string): string => (key.startsWith('-') ? `${key.slice(1)} desc` : key);

/** Two columns may lose what told them apart; then they keep their names. */
function namesOf(columns: readonly Column[], hand: (name: string) => string): string[] {
  const names = columns.map(([name]) => hand(name));
  return new Set(names).size === names.length ? names : columns.map(([name]) => name);
}

/**
 * A statement with the meaning of a certified one that is not the same text: columns have other names
 * and another order, money is text, and one column is there that nobody asked for.
 *
 * Pure: equal seeds and contents give equal statements.
 */
export function freeStatement(question: CertifiedQuestion, seed: number, content: string): string {
  const random = createRandom(seed, 'free style', content);
  const hand = hands[Math.floor(random.between(0, hands.length))] ?? titled;
  const columns = Object.entries(question.columns);
  const shift = Math.floor(random.between(1, columns.length));
  const turned = [...columns.slice(shift), ...columns.slice(0, shift)];
  const names = namesOf(turned, hand);
  const list = turned.map((column, index) => selected(column, names[index] ?? column[0]));
  const order = question.rows.order.map(ordered).join(', ');
  const position = `row_number() over (order by ${order}) as position`;
  return `with answer as (\n${question.sql.trim()}\n)\nselect ${[...list, position].join(',\n       ')}\nfrom answer\norder by position`;
}
