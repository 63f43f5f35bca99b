import { factsFor } from '../focus.ts';
import type { Source } from '../cited.ts';
import { sayFact } from '../noun.ts';
import { cellAt } from '../table.ts';

const shownFacts = 5;
/** When the highest of several was: behind its number. */
const whenHighest = /, highest (?:run day|day|hour at) /i;

/** A single row that nothing names: what it measures and when. */
export function single(source: Source, question: string): string | null {
  const { table } = source;
  const isNamed = table.columns.some(({ is }) => is === 'label');
  if (table.rows.length !== 1 || isNamed) return null;
  const facts = factsFor(source, question)
    .filter((column) => cellAt(table, 0, column) !== null)
    .slice(0, shownFacts)
    .map((column) => sayFact(source, 0, column));
  const said = facts.join(', ').replace(whenHighest, ' on ');
  return facts.length === 0 ? null : `${said}.`;
}
