import type { CertifiedQuestion } from '../../../sql/catalogue.ts';
import type { WireColumn } from '../sql/cells.ts';

/**
 * What the header of a certified question says of its columns that the statement does not give; null
 * when they agree. Names, types and order count.
 */
export function headerLie(
  question: Pick<CertifiedQuestion, 'id' | 'columns'>,
  found: readonly Pick<WireColumn, 'name' | 'type_text'>[],
): string | null {
  const said = Object.entries(question.columns).map(([name, { type }]) => `${name} ${type}`);
  const given = found.map(({ name, type_text: type }) => `${name} ${type}`);
  const at = [...said, ...given].findIndex((_, index) => said[index] !== given[index]);
  if (at < 0 || (at >= said.length && at >= given.length)) return null;
  const wrong = `the header says ${said[at] ?? 'no more'}, the statement gives ${given[at] ?? 'no more'}`;
  return `sql/questions/${question.id}.sql: columns, number ${at + 1}: ${wrong}.`;
}
