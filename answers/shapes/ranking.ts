import type { EvidenceColumn } from '../../domain/evidence.ts';
import { cite, citeName, listed, type Source } from '../cited.ts';
import { formatColumn } from '../format-cell.ts';
import { labelOf } from '../label.ts';
import { seriesOf } from '../series.ts';
import { cellAt } from '../table.ts';

const shownMeasures = 3;
const shownNext = 2;

/** "most" or "least" where the rows are in the order of the measure, else null. */
function endOf({ table }: Source, measure: EvidenceColumn): 'most' | 'least' | null {
  const values = table.rows.map((_, row) => Number(cellAt(table, row, measure)));
  const pairs = values.slice(1).map((value, n) => value - (values[n] ?? value));
  if (pairs.every((step) => step <= 0)) return 'most';
  return pairs.every((step) => step >= 0) ? 'least' : null;
}

/** In a ranking: its first row with up to three measures and those that follow; or its only row. */
export function ranking(source: Source): string | null {
  const { table } = source;
  const label = labelOf(table);
  const measures = table.columns.filter(({ is }) => is === 'measure');
  const [measure] = measures;
  if (seriesOf(table) || !measure || !label || table.rows.length === 0) return null;
  const facts = measures
    .slice(0, shownMeasures)
    .map((one) => `${formatColumn(one)} ${cite(source, 0, one)}`);
  const [, ...others] = facts;
  const name = citeName(source, 0, label);
  if (table.rows.length === 1) return `${name}: ${facts.join(', ')}.`;
  const rows = [...table.rows.keys()].slice(1, 1 + shownNext);
  const next = rows.map((row) => `${citeName(source, row, label)} (${cite(source, row, measure)})`);
  const end = endOf(source, measure);
  const first =
    end === null
      ? `${name} is first of ${table.rowCount}: ${facts.join(', ')}`
      : `${name} has the ${end} ${formatColumn(measure)}: ${[cite(source, 0, measure), ...others].join(', ')}`;
  return `${first}; then ${listed(next)}.`;
}
