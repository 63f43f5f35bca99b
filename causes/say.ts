import { cite } from '../answers/cited.ts';
import type { Citation } from '../domain/answer.ts';
import { createMarkers } from '../domain/citations.ts';
import { markersIn } from '../domain/citations.ts';
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
      const column = table.columns.find((one) => one.name === name);
      if (column === undefined) throw new Error(`${table.title} has no column ${name}`);
      return cite({ table, markers }, at, column);
    },
    citations: markers.citations,
  };
}

/** The citations whose markers a text uses. Pure. */
export const citedIn = (text: string, citations: readonly Citation[]): readonly Citation[] => {
  const used = markersIn(text);
  return citations.filter(({ marker }) => used.includes(marker));
};
