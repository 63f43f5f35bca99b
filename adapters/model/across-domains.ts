import type { Citer } from '../../domain/citations.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Domain } from '../../domain/domains.ts';
import type { LaneReport } from '../../domain/reasoner-port.ts';

/** How many names are told, and in how many rows of each table they are looked for. */
const mostNames = 5;
const searchedRows = 50;

type Place = { readonly it: Evidence; readonly row: number; readonly column: string };

/**
 * Names that stand in the rows of more than one domain, each with where: the plainest correlation.
 *
 * Pure.
 */
export function acrossDomains(lanes: readonly LaneReport[], citer: Citer): string {
  const names = new Map<string, Map<Domain, Place>>();
  for (const { name, place } of lanes.flatMap(({ evidence }) => evidence.flatMap(placesIn))) {
    const places = names.get(name) ?? new Map<Domain, Place>();
    if (!places.has(place.it.domain)) places.set(place.it.domain, place);
    names.set(name, places);
  }
  const lines = [...names]
    .filter(([, places]) => places.size > 1)
    .slice(0, mostNames)
    .map(([name, places]) => {
      const cited = [...places.values()].map(
        ({ it, row, column }) => `${it.domain} ${citer.cell(it, row, column)}`,
      );
      return `- \`${name.replaceAll('`', "'")}\` stands in ${cited.join(' and ')}.`;
    });
  return lines.length === 0 ? '' : `## Across domains\n\n${lines.join('\n')}`;
}

function placesIn(it: Evidence): readonly { name: string; place: Place }[] {
  return it.columns.flatMap((column, at) =>
    column.is !== 'label'
      ? []
      : it.rows.slice(0, searchedRows).flatMap((cells, row) => {
          const name = cells[at];
          return typeof name === 'string' && name !== ''
            ? [{ name, place: { it, row, column: column.name } }]
            : [];
        }),
  );
}
