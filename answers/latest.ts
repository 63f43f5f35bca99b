import { yesOrNoIn } from '../language/yes-or-no.ts';
import type { EvidenceColumn } from '../domain/evidence.ts';
import { cite, citeNames, type Source } from './cited.ts';
import { labelOf } from './label.ts';
import { rolesByName } from './own-query.ts';
import { filtersOf } from './scope.ts';
import { cellAt } from './table.ts';

const isGood = (result: string): boolean =>
  /^(?:SUCCEEDED|COMPLETED|FINISHED|RUNNING|STARTING|SCALED_UP|SCALED_DOWN)$/i.test(result);

/** Whether a question asks if something is wrong, and not if it is well. */
const asksForFault =
  /\b(?:fail(?:s|ed|ing)?|broken?|red|down|crash(?:ed|ing)?|error(?:ed|ing)?)\b/i;

/** Yes or no to "is it ok now?", "is it still failing?"; null for another question. */
function verdictOf(question: string, result: string): 'Yes' | 'No' | null {
  const sentence = yesOrNoIn(question);
  if (sentence === null) return null;
  return asksForFault.test(sentence) === isGood(result) ? 'No' : 'Yes';
}

const shown = 4;

/** "The last run ended as `FAILED` for `a`; as `SUCCEEDED` for `b` and `c`", the bad ones first. */
function sayLatestOfEach(source: Source, result: EvidenceColumn): string | null {
  const { table } = source;
  const label = labelOf(table);
  if (label === undefined || label === result) return null;
  const of = (row: number): string => String(cellAt(table, row, result) ?? '');
  const byResult = Map.groupBy(table.rows.keys(), of);
  const told = [...byResult]
    .filter(([name]) => name !== '')
    .toSorted(([left], [right]) => Number(isGood(left)) - Number(isGood(right)))
    .map(([, rows]) => {
      const names = citeNames(source, rows, label, shown);
      return `as ${cite(source, rows[0] ?? 0, result)} for ${names}`;
    });
  const noun = result.name.replace(/^last_|_result$/g, '').replaceAll('_', ' ');
  return told.length === 0 ? null : `the last ${noun} ended ${told.join('; ')}.`;
}

/**
 * How the last event of a thing ended: "No: the last run of the job `etl` ended as `FAILED` on …"; null for a
 * table of anything else.
 */
export function sayLatest(source: Source, question: string): string | null {
  const { table } = source;
  const columnOf = (ending: string) =>
    table.columns.find(({ name }) => name.startsWith('last_') && name.endsWith(ending));
  const [result, endedAt, minutes] = [
    columnOf('_result'),
    columnOf('_ended_at'),
    columnOf('_minutes'),
  ];
  if (result !== undefined && endedAt !== undefined && table.rows.length > 1)
    return sayLatestOfEach(source, result);
  if (table.rows.length !== 1 || result === undefined || endedAt === undefined) return null;
  const cell = cellAt(table, 0, result);
  if (cell === null) return null;
  const noun = result.name.replace(/^last_|_result$/g, '').replaceAll('_', ' ');
  const scope = filtersOf(table, { roles: rolesByName(table) });
  const took = minutes === undefined ? '' : ` after ${cite(source, 0, minutes)}`;
  const verb = noun === 'event' ? 'was' : 'ended as';
  const said = `the last ${noun} ${scope} ${verb} ${cite(source, 0, result)} on ${cite(source, 0, endedAt)}${took}.`;
  const verdict = verdictOf(question, String(cell));
  return verdict === null ? said : `${verdict}: ${said}`;
}
