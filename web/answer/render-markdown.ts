import DOMPurify from 'dompurify';
import type { Config } from 'dompurify';
import { Lexer, Marked } from 'marked';
import type { TokenizerAndRendererExtension, Tokens } from 'marked';

const marker = /^\[([a-z]+:\d+)\]/;
const anyMarker = /\[([a-z]+:\d+)\]/g;
const webAddress = /^https?:\/\//i;

/** The number of each marker of a text, by first appearance, from 1. Pure. */
export function markerNumbers(text: string): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const [, name = ''] of text.matchAll(anyMarker)) {
    if (!numbers.has(name)) numbers.set(name, numbers.size + 1);
  }
  return numbers;
}

/** Text that is cut into blocks at once, UTF-16 units; a block that is longer is shown as text, in pieces. */
const windowSize = 12_000;
/** Blocks are rendered together up to this size: each rendering has its price. */
const pieceSize = 2_000;

/** Whole blocks of a text, from where they begin; `isPlain` shows as it is written. */
export type Piece = { readonly from: number; readonly text: string; readonly isPlain: boolean };

/**
 * The next pieces of a text, each of whole paragraphs, lists, tables and so on: one after the other they
 * are the text. The last one of a text that is still written may go on. Pure.
 *
 * @returns None at the end of the text.
 */
export function nextPieces(text: string, from: number): readonly Piece[] {
  const window = text.slice(from, from + windowSize);
  const blocks = new Lexer({ gfm: true }).blockTokens(window, []).map(({ raw }) => raw);
  // What is cut by the window belongs to the next one.
  const whole = from + windowSize >= text.length ? blocks : blocks.slice(0, -1);
  if (whole.length === 0) return window === '' ? [] : [{ from, text: window, isPlain: true }];
  const pieces: Piece[] = [];
  for (const block of whole) {
    const last = pieces.at(-1);
    if (last !== undefined && last.text.length + block.length <= pieceSize)
      pieces.splice(-1, 1, { ...last, text: last.text + block });
    else
      pieces.push({
        from: last ? last.from + last.text.length : from,
        text: block,
        isPlain: false,
      });
  }
  return pieces;
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const tags =
  'p br strong em del code pre blockquote hr ul ol li h2 h3 h4 h5 h6 table thead tbody tr th td a button span';
const plainAttributes = ['class', 'start', 'type', 'data-marker', 'aria-label'];

const allowed = {
  ALLOWED_TAGS: tags.split(' '),
  ALLOWED_ATTR: ['href', ...plainAttributes],
  // Values of the others are no addresses.
  ADD_URI_SAFE_ATTR: plainAttributes,
  ALLOWED_URI_REGEXP: webAddress,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true as const,
} satisfies Config;

/** Renders whole blocks of Markdown. */
export type RenderMarkdown = (text: string) => DocumentFragment;

/**
 * Creates what renders Markdown that others may have written. Raw HTML shows as text, an image as its
 * description; links lead to http(s) only, in a new tab that knows nothing of this one. A marker as
 * `[cost:1]` is a button with its number and `data-marker`.
 */
export function createRenderer(numberOf: (marker: string) => number | undefined): RenderMarkdown {
  const marked = markedWith(numberOf);
  return (text) => {
    const fragment = sanitized(marked.parse(attached(text), { async: false }));
    for (const link of fragment.querySelectorAll('a')) {
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
    }
    for (const table of fragment.querySelectorAll('table')) {
      const wide = document.createElement('div');
      wide.className = 'wide';
      table.replaceWith(wide);
      wide.append(table);
    }
    return fragment;
  };
}

/** A marker stands directly behind what it cites, and no line breaks between them. */
function attached(text: string): string {
  return text.replaceAll(/ ?(?=\[[a-z]+:\d+\])/g, '\u2060');
}

/** HTML as a fragment with nothing in it that runs or loads. */
export function sanitized(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, allowed);
}

function markedWith(numberOf: (marker: string) => number | undefined): Marked {
  return new Marked({
    gfm: true,
    extensions: [citation(numberOf)],
    renderer: {
      html: ({ text }: Tokens.HTML | Tokens.Tag) => escaped(text),
      image: ({ text }: Tokens.Image) => escaped(text),
      // The page has the first level.
      heading({ tokens, depth }: Tokens.Heading) {
        const level = Math.max(2, depth);
        return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
      },
      link({ href, tokens }: Tokens.Link) {
        const text = this.parser.parseInline(tokens);
        return webAddress.test(href) ? `<a href="${escaped(href)}">${text}</a>` : text;
      },
      checkbox: ({ checked }: Tokens.Checkbox) => (checked ? '☑ ' : '☐ '),
    },
  });
}

function citation(numberOf: (marker: string) => number | undefined): TokenizerAndRendererExtension {
  return {
    name: 'citation',
    level: 'inline',
    start: (text: string) => {
      const at = text.search(/\[[a-z]+:\d/);
      return at < 0 ? undefined : at;
    },
    tokenizer: (text: string) => {
      const [raw, name] = marker.exec(text) ?? [];
      return raw === undefined ? undefined : { type: 'citation', raw, name };
    },
    renderer: (token) => {
      const name = String(token['name']);
      const number = numberOf(name) ?? '?';
      return `<button type="button" class="cite" data-marker="${escaped(name)}" aria-label="Source ${number}">${number}</button>`;
    },
  };
}
