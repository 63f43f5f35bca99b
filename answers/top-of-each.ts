import { titleOf } from '../domain/citations.ts';
import { cite, citeName, type Source } from './cited.ts';
import { formatColumn } from './format-cell.ts';
import { scopeByNames } from './own-query.ts';

const shown = 5;
const ofEach = /, the first of each (\w+)$/;

/**
 * The first of each group: "the most events of each user: `ana` `login` (9), `bo` `logout` (3)"; null for a table of
 * anything else.
 */
export function sayTopOfEach(source: Source): string | null {
  const { table } = source;
  const [, of = ''] = ofEach.exec(titleOf(table)) ?? [];
  const each = table.columns.find(({ name }) => name === of || name === `${of}_name`);
  const measure = table.columns.find(({ is }) => is === 'measure');
  const top = table.columns.find((one) => one !== each && one !== measure);
  if (each === undefined || measure === undefined || top === undefined || table.rows.length === 0)
    return null;
  const told = [...table.rows.keys()]
    .slice(0, shown)
    .map(
      (row) =>
        `${citeName(source, row, each)} ${citeName(source, row, top)} (${cite(source, row, measure)})`,
    );
  const more = table.rows.length > shown ? ' …' : '';
  const scope = scopeByNames(table);
  return `the most ${formatColumn(measure)} of each ${of.replaceAll('_', ' ')}${scope === '' ? '' : ` ${scope}`}: ${told.join(', ')}${more}.`;
}
