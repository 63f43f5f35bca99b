import { formatName } from './format-cell.ts';
import type { Markers } from '../domain/citations.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Domain } from '../domain/domains.ts';
import type { LaneReport } from '../domain/reasoner-port.ts';

/** How many names are shown, and how many rows of each table are searched for them. */
const mostNames = 5;
const searchedRows = 50;

type Place = { readonly table: Evidence; readonly row: number; readonly column: number };

/**
 * Names that are in the tables of more than one domain, each with its places: the simplest correlation.
 */
export function acrossDomains(lanes: readonly LaneReport[], markers: Markers): string {
  const names = new Map<string, Map<Domain, Place>>();
  for (const { name, place } of lanes.flatMap(({ evidence }) => evidence.flatMap(placesIn))) {
    const places = names.get(name) ?? new Map<Domain, Place>();
    if (!places.has(place.table.domain)) places.set(place.table.domain, place);
    names.set(name, places);
  }
  const lines = [...names]
    .filter(([, places]) => places.size > 1)
    .slice(0, mostNames)
    .map(([name, places]) => {
      const cited = [...places.values()].map(
        ({ table, row, column }) => `${table.domain} ${markers.cell(table, row, column)}`,
      );
      return `- ${formatName(name)} is in the tables of ${cited.join(' and ')}.`;
    });
  return lines.length === 0 ? '' : `## Across domains\n\n${lines.join('\n')}`;
}

function placesIn(table: Evidence): readonly { name: string; place: Place }[] {
  return table.columns.flatMap((column, at) =>
    column.is !== 'label'
      ? []
      : table.rows.slice(0, searchedRows).flatMap((cells, row) => {
          const name = cells[at];
          return typeof name === 'string' && name !== ''
            ? [{ name, place: { table, row, column: at } }]
            : [];
        }),
  );
}
