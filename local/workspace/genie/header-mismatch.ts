import type { CertifiedQuestion } from '../../../sql/catalogue.ts';
import type { WireColumn } from '../sql/cells.ts';

/**
 * The first difference between the columns in the header of a certified question and those of its
 * result, as an error message; null when names, types and order are equal.
 */
export function headerMismatch(
  question: Pick<CertifiedQuestion, 'id' | 'columns'>,
  found: readonly Pick<WireColumn, 'name' | 'type_text'>[],
): string | null {
  const declared = Object.entries(question.columns).map(([name, { type }]) => `${name} ${type}`);
  const actual = found.map(({ name, type_text: type }) => `${name} ${type}`);
  const index = [...declared, ...actual].findIndex((_, index) => declared[index] !== actual[index]);
  if (index < 0 || (index >= declared.length && index >= actual.length)) return null;
  const difference = `the header has ${declared[index] ?? 'no column'}, the statement returns ${actual[index] ?? 'no column'}`;
  return `sql/questions/${question.id}.sql: column ${index + 1}: ${difference}.`;
}
