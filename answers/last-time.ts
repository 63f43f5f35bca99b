import { isTimeType } from '../domain/cells.ts';
import type { Evidence } from '../domain/evidence.ts';
import { cite, type Source } from './cited.ts';
import { rolesByName } from './own-query.ts';
import { filtersOf } from './scope.ts';
import { cellAt } from './table.ts';

/** "Cancelled run" for "cancelled": the title of the table says what it is of. */
function withNoun(what: string, { title }: Evidence): string {
  const [, told = ''] = /^(?:last|first) (.+?)(?= of |$)/i.exec(title) ?? [];
  return told.startsWith(`${what} `) ? told : what;
}

/**
 * When something was at last or at first: "the last group addition of the group `analysts` was on …"; null for
 * a table of anything else than one such time.
 */
export function sayLastTime(source: Source): string | null {
  const { table } = source;
  const [time, ...others] = table.columns;
  if (time === undefined || others.length > 0 || table.rows.length !== 1) return null;
  const [, which = '', what = ''] = /^(last|first)_(.+)_(?:at|day)$/.exec(time.name) ?? [];
  if (what === '' || !isTimeType(time.type) || cellAt(table, 0, time) === null) return null;
  const scope = filtersOf(table, { roles: rolesByName(table) });
  const of = scope === '' ? '' : ` ${scope}`;
  return `the ${which} ${withNoun(what.replaceAll('_', ' '), table)}${of} was on ${cite(source, 0, time)}.`;
}
