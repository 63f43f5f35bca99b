import type { Citation } from './answer.ts';
import type { Evidence } from './evidence.ts';
import { domains } from './domains.ts';
import { literal, oneLine } from './markdown.ts';
import { cut } from './text.ts';

/** Gives each cited cell a marker, and keeps the cell of each marker. */
export type Markers = {
  /**
   * The marker of a cell, in brackets: `[cost:3]`. Row and column count from 0, because names of
   * columns may repeat. The same cell always has the same marker.
   */
  readonly cell: (evidence: Evidence, row: number, columnIndex: number) => string;
  /** The marker of a table's number of rows, in brackets. */
  readonly rowCount: (evidence: Evidence) => string;
  readonly citations: () => readonly Citation[];
};

const placeKey = ({
  evidenceId,
  row,
  columnIndex,
}: Pick<Citation, 'evidenceId' | 'row' | 'columnIndex'>): string =>
  JSON.stringify([evidenceId, row, columnIndex]);

/**
 * Creates a set of markers; those of each domain count from 1, behind those of `seed`.
 *
 * Effect: the result holds state.
 *
 * @param seed Cells that have their marker already, which stays as it is.
 */
export function createMarkers(seed: readonly Citation[] = []): Markers {
  const byPlace = new Map(seed.map((cited) => [placeKey(cited), cited]));
  const counts = new Map<string, number>();
  for (const { marker } of seed) {
    const [domain = '', n = ''] = marker.split(':');
    counts.set(domain, Math.max(counts.get(domain) ?? 0, Number(n)));
  }
  const mark = (
    evidence: Evidence,
    place: Pick<Citation, 'row' | 'column' | 'columnIndex' | 'value'>,
  ): string => {
    const key = placeKey({ evidenceId: evidence.id, ...place });
    const known = byPlace.get(key);
    if (known) return `[${known.marker}]`;
    const n = (counts.get(evidence.domain) ?? 0) + 1;
    counts.set(evidence.domain, n);
    const marker = `${evidence.domain}:${n}`;
    byPlace.set(key, { marker, evidenceId: evidence.id, ...place });
    return `[${marker}]`;
  };
  return {
    cell: (evidence, row, at) => {
      const column = evidence.columns[at]?.name ?? null;
      const value = evidence.rows[row]?.[at] ?? null;
      return mark(evidence, { row, column, columnIndex: at, value });
    },
    rowCount: (evidence) =>
      mark(evidence, { row: null, column: null, columnIndex: null, value: evidence.rowCount }),
    citations: () => [...byPlace.values()],
  };
}

/** UTF-16 units. */
const maxTitleLength = 160;

/** A table's title as Markdown for the text of an answer: Genie writes the title. */
export function titleOf({ title }: Evidence): string {
  return literal(cut(withoutMarkers(title).replaceAll(/\s+/g, ' ').trim(), maxTitleLength));
}

/** A text as answers write it in code: in one line and without backticks. */
export function inOneLine(text: string): string {
  return oneLine(text).replaceAll('`', "'");
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
