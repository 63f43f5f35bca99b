import type { Cell, Evidence } from '../../domain/evidence.ts';
import { literal } from '../../domain/markdown.ts';
import { cut } from '../../domain/text.ts';
import { conditionsOf } from '../../language/conditions.ts';
import type { Condition } from '../../language/conditions.ts';

/** Characters of a condition that are shown. */
const maxShown = 80;

const holds = (cell: Cell, name: string): boolean =>
  typeof cell === 'string' && cell.toLowerCase().includes(name);

/** Whether a name stands in a table's query or in one of its cells. */
function stands(table: Evidence, of: string): boolean {
  const name = of.toLowerCase();
  return (
    table.sql.toLowerCase().includes(name) ||
    table.parameters.some(({ value }) => value.toLowerCase().includes(name)) ||
    table.rows.some((row) => row.some((cell) => holds(cell, name)))
  );
}

/** Whether a query filters by a name or a row has it as a whole cell: a short name is in many texts. */
function isTaken({ sql, parameters, rows }: Evidence, name: string): boolean {
  const quoted = new RegExp(`['"\`]%?${name}%?['"\`]`, 'i');
  return (
    quoted.test(sql) ||
    parameters.some(({ value }) => value.toLowerCase() === name) ||
    rows.some((row) => row.some((cell) => String(cell).toLowerCase() === name))
  );
}

const negation = /<>|!=|\bnot\s+(?:in|like|ilike|exists)\b|\bexcept\b|\bminus\b|\banti\b/i;

/** Numbers that a query writes out or gets as parameters. */
const numbersOf = ({ sql, parameters }: Evidence): readonly number[] =>
  [sql, ...parameters.map(({ value }) => value)]
    .join(' ')
    .match(/\d+(?:\.\d+)?/g)
    ?.map(Number) ?? [];

function isApplied(condition: Condition, table: Evidence): boolean {
  if (condition.kind === 'number') {
    const written = numbersOf(table);
    return condition.values.some((value) => written.some((one) => Math.abs(one - value) < 1e-9));
  }
  if (condition.kind === 'currency') return table.columns.some(({ unit }) => unit === condition.of);
  if (condition.kind === 'name') return stands(table, condition.of);
  if (condition.kind === 'named') return isTaken(table, condition.of.toLowerCase());
  // "only failures" is taken up by `result_state = 'FAILED'`.
  if (condition.kind === 'only') return stands(table, condition.of.slice(0, 4));
  const words = condition.of.split(/[\s,]+|\band\b/).filter((word) => word.length > 2);
  return negation.test(table.sql) && words.some((word) => stands({ ...table, rows: [] }, word));
}

/**
 * What the question said and no table of the answer took up, as sentences: "excluding prod-us", "in
 * EUR", a name that no query and no row has. Empty when there is no table.
 *
 * Pure.
 */
export function unappliedIn(question: string, evidence: readonly Evidence[]): readonly string[] {
  if (evidence.length === 0) return [];
  const missed = conditionsOf(question).filter(
    (condition) => !evidence.some((table) => isApplied(condition, table)),
  );
  return [...new Set(missed.map(sentence))];
}

function sentence(condition: Condition): string {
  const { kind, words } = condition;
  if (kind === 'number') return `No query took up “${cut(words, maxShown)}”.`;
  const { of } = condition;
  if (kind === 'exclusion' || kind === 'only')
    return `No query took up “${literal(cut(words, maxShown))}”.`;
  if (kind === 'currency') return `The amounts are not in ${of}: nothing is converted.`;
  return `“${literal(cut(of, maxShown))}” is in no query and no row of this answer.`;
}
