import { markersIn } from '../../domain/citations.ts';

/** A marker and its brackets, UTF-16 units, and more: it may come in two pieces. */
const longestMarker = 40;

/** A text that is kept back until it cites something. */
export type CitedText = {
  readonly write: (piece: string) => Promise<void>;
  readonly isCited: () => boolean;
  readonly whole: () => string;
};

/**
 * Gathers a text piece by piece, and hands it on from its first marker of a cell. Without markers
 * there is nothing to cite, and any text is handed on.
 *
 * Effect: the result holds state.
 */
export function createCitedText(
  markers: readonly string[],
  onText: (text: string) => Promise<void>,
): CitedText {
  const known = new Set(markers);
  let whole = '';
  let isCited = false;
  const cites = (end: string): boolean =>
    known.size === 0 ? end.trim() !== '' : markersIn(end).some((marker) => known.has(marker));
  return {
    write: async (piece) => {
      whole += piece;
      const wasCited = isCited;
      isCited ||= cites(whole.slice(-piece.length - longestMarker));
      const text = wasCited ? piece : whole;
      if (isCited && text !== '') await onText(text);
    },
    isCited: () => isCited,
    whole: () => whole,
  };
}
