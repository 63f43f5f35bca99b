import { listed } from '../domain/text.ts';
import { isTimeType } from '../domain/cells.ts';
import { instantOf } from '../domain/readable-dates.ts';
import { cite, citeName, type Source } from './cited.ts';
import { rolesByName } from './own-query.ts';
import { filtersOf } from './scope.ts';
import { cellAt } from './table.ts';

/** Others than the last one that are told. */
const shownOthers = 3;

/**
 * Who did something last, and who did before: "`ana` made the last config change of the job `etl`, on …;
 * before that `bo` (…)"; null for a table of anything else than names with their last times.
 */
export function sayWhoDid(source: Source, question: string): string | null {
  const { table } = source;
  const [who, time, ...others] = table.columns;
  if (!/\bwho\b/i.test(question) || who === undefined || time === undefined) return null;
  const deed = /^last_(.+)_at$/
    .exec(time.name)?.[1]
    ?.replaceAll('_', ' ')
    // The scope says of what.
    .replace(/^(?:config|job|warehouse|pipeline|cluster|table) (?=\w)/, '')
    .replace(/^(?:update|edit)$/, 'change');
  if (deed === undefined || others.length > 0 || !who.name.startsWith('user')) return null;
  if (!isTimeType(time.type)) return null;
  const at = (row: number): number => instantOf(cellAt(table, row, time)) ?? 0;
  const rows = [...table.rows.keys()].toSorted((left, right) => at(right) - at(left));
  const [last, ...before] = rows;
  if (last === undefined) return null;
  const scope = filtersOf(table, { roles: rolesByName(table) });
  const shown = before
    .slice(0, shownOthers)
    .map((row) => `${citeName(source, row, who)} (${cite(source, row, time)})`);
  const earlier = shown.length === 0 ? '' : `; before that ${listed(shown)}`;
  return `${citeName(source, last, who)} made the last ${deed} ${scope}, on ${cite(source, last, time)}${earlier}.`;
}
