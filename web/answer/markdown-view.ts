import { createRenderer, markerNumbers, nextPieces } from './render-markdown.ts';
import type { Piece, RenderMarkdown } from './render-markdown.ts';

/** A place that shows Markdown. */
export type MarkdownView = Disposable & {
  /** Shows a text; where it goes on with the one before, that stays as it is. */
  readonly show: (text: string) => void;
};

/** How long a frame may render, milliseconds, and how much, UTF-16 units: the rest of it is for layout and the reader. */
const frameMs = 12;
const frameSize = 24_000;
/** Pieces in a part of the page that is laid out by itself. */
const piecesOfPart = 4;

type Shown = { readonly piece: Piece; readonly nodes: readonly ChildNode[] };

/**
 * Creates a view in an empty element.
 *
 * Effect: fills the element, over several frames when the text is long, until disposed.
 */
export function createMarkdownView(place: HTMLElement): MarkdownView {
  let text = '';
  let numbers: ReadonlyMap<string, number> = new Map();
  const render = createRenderer((marker) => numbers.get(marker));
  let shown: Shown[] = [];
  let waiting: Piece[] = [];
  let frame = 0;

  const end = (): number => {
    const last = waiting.at(-1) ?? shown.at(-1)?.piece;
    return last === undefined ? 0 : last.from + last.text.length;
  };
  const add = (piece: Piece): void => {
    const isNewPart = shown.length % piecesOfPart === 0;
    if (isNewPart)
      place.append(Object.assign(document.createElement('div'), { className: 'part' }));
    const nodes = nodesOf(piece, render);
    place.lastElementChild?.append(...nodes);
    shown.push({ piece, nodes });
  };
  const work = (): void => {
    frame = 0;
    const until = performance.now() + frameMs;
    let size = 0;
    do {
      if (waiting.length === 0) waiting = [...nextPieces(text, end())];
      const piece = waiting.shift();
      if (piece === undefined) return;
      add(piece);
      size += piece.text.length;
    } while (size < frameSize && performance.now() < until);
    frame = requestAnimationFrame(work);
  };
  const removeLast = (): void => {
    for (const node of shown.pop()?.nodes ?? []) node.remove();
    if (place.lastElementChild?.childNodes.length === 0) place.lastElementChild.remove();
  };
  const clear = (): void => {
    shown = [];
    place.replaceChildren();
  };
  return {
    show: (next) => {
      cancelAnimationFrame(frame);
      waiting = [];
      const normal = next.replaceAll(/\r\n?/g, '\n');
      // The last piece of a text that is written may have gone on.
      if (normal.startsWith(text)) removeLast();
      else clear();
      text = normal;
      numbers = markerNumbers(text);
      work();
    },
    [Symbol.dispose]: () => cancelAnimationFrame(frame),
  };
}

function nodesOf({ text, isPlain }: Piece, render: RenderMarkdown): ChildNode[] {
  if (!isPlain) return [...render(text).childNodes];
  const plain = document.createElement('div');
  plain.className = 'plain';
  plain.textContent = text;
  return [plain];
}
