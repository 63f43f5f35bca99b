import { cite } from '../answers/cited.ts';
import { cellAt } from '../answers/table.ts';
import type { Citation } from '../domain/answer.ts';
import { createMarkers } from '../domain/citations.ts';
import type { Row } from './symptom/rows.ts';

/** Writes cells of rows into sentences, each with its marker. */
export type Say = {
  /** A cell as a sentence says it, with its marker. */
  readonly cell: (row: Row, column: string) => string;
  readonly citations: () => readonly Citation[];
};

/** Effect: the result holds the markers given so far. */
export function createSay(): Say {
  const markers = createMarkers();
  return {
    cell: ({ table, at }, name) => {
      const find = (wanted: string) => table.columns.find((one) => one.name === wanted);
      const column = find(name);
      if (column === undefined) throw new Error(`${table.title} has no column ${name}`);
      const isEmpty = cellAt(table, at, column) === null;
      // What has no name, or no longer has one, is told by its id.
      const id = isEmpty ? find(name.replace(/_name$/, '_id')) : undefined;
      return cite({ table, markers }, at, id ?? column);
    },
    citations: markers.citations,
  };
}
