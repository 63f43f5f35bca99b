import type { Citation } from './answer.ts';
import type { Cell, Evidence } from './evidence.ts';
import { domains } from './domains.ts';
import type { Domain } from './domains.ts';
import { cut } from './text.ts';

/** Numbers the cells of tables for the citations of a text, and remembers where each number points. */
export type Markers = {
  /** Marks one cell; the same cell has the same marker. Returns it in brackets: `[cost:3]`. */
  readonly cell: (evidence: Evidence, row: number, column: string) => string;
  /** Marks the number of rows of a table. */
  readonly rowCount: (evidence: Evidence) => string;
  readonly citations: () => readonly Citation[];
};

/**
 * Starts with no marker; each domain counts its own from 1.
 *
 * Effect: keeps the markers that it gave.
 */
export function createMarkers(): Markers {
  const byPlace = new Map<string, Citation>();
  const counts = new Map<Domain, number>();
  const mark = (
    evidence: Evidence,
    place: { row: number | null; column: string | null; value: Cell },
  ): string => {
    const key = JSON.stringify([evidence.id, place.row, place.column]);
    const known = byPlace.get(key);
    if (known) return `[${known.marker}]`;
    const n = (counts.get(evidence.domain) ?? 0) + 1;
    counts.set(evidence.domain, n);
    const marker = `${evidence.domain}:${n}`;
    byPlace.set(key, { marker, evidenceId: evidence.id, ...place });
    return `[${marker}]`;
  };
  return {
    cell: (evidence, row, column) => {
      const at = evidence.columns.findIndex(({ name }) => name === column);
      return mark(evidence, { row, column, value: evidence.rows[row]?.[at] ?? null });
    },
    rowCount: (evidence) => mark(evidence, { row: null, column: null, value: evidence.rowCount }),
    citations: () => [...byPlace.values()],
  };
}

/** The longest title that a text shows, in UTF-16 units. */
const longestTitle = 160;

/**
 * A table's title for the text of an answer. Genie words it: it must not begin a line, a heading or a
 * citation of its own.
 */
export function titleOf({ title }: Evidence): string {
  return cut(withoutMarkers(title).replaceAll(/\s+/g, ' ').trim(), longestTitle);
}

const markerPattern = new RegExp(`\\[((?:${domains.join('|')}):\\d+)\\]`, 'g');

/** Markers in a text, without brackets, each once, in order of appearance. */
export function markersIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(markerPattern)].map((match) => match[1] ?? ''))];
}

/** The text without its markers. */
export function withoutMarkers(text: string): string {
  return text.replaceAll(markerPattern, '');
}
