/**
 * Markdown (CommonMark with GitHub's tables and bare links) that others wrote, or that holds their text.
 * What would load something, run something or lead elsewhere shows as text. Pure: no state is shared.
 */

/** Databricks' documentation; answers may link to it beside their own workspace. */
const documentation = 'https://docs.databricks.com';

/** Controls but line feed and tab, and marks that change the direction of what follows them. */
const invisible = /(?![\n\t])\p{Cc}|\p{Bidi_Control}/gu;

const address = String.raw`(?:(?:https?|ftp):\/\/|www\.)[^\s<>|\`)\]“”]+`;

/** Writes foreign text, such as a title or a name, so that it shows in one line exactly as it is. */
export function literal(text: string): string {
  return oneLine(text).replaceAll(
    new RegExp(
      `(${address})|[\\\\\`*[\\]{}<>|~]|&(?=#?\\w+;)|(?<!\\w)_|_(?!\\w)|^[#+-](?=\\s)`,
      'gi',
    ),
    (found: string, url: string | undefined) => (url === undefined ? `\\${found}` : asCode(url)),
  );
}

/** Foreign text in one line, without characters that nobody sees. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(invisible, '').trim();
}

/** What of a text may be shown as a link: addresses, and the target of a link in Markdown. */
export function addressesIn(text: string): readonly string[] {
  return text.match(new RegExp(String.raw`${address}|(?<=\]\()[^)\s]+`, 'gi')) ?? [];
}

function asCode(text: string): string {
  return `\`${text}\``;
}

/** Runs of backticks that touch would be one run. */
function apart(code: string, before: string | undefined, behind: string | undefined): string {
  return `${before === '`' ? ' ' : ''}${code}${behind === '`' ? ' ' : ''}`;
}

/** Cleans a whole text at once, as `createMarkdownFilter` does. */
export function cleanMarkdown(text: string, origins: readonly string[]): string {
  const filter = createMarkdownFilter(origins);
  return filter.push(text) + filter.end();
}

/** Takes Markdown piece by piece, and gives back what of it is clean so far. */
export type MarkdownFilter = {
  readonly push: (piece: string) => string;
  /** The rest; a block of code that is still open is closed. */
  readonly end: () => string;
};

/**
 * Creates a filter that leaves structure, emphasis, tables, code and markers as they are. Images, raw
 * HTML, definitions of links, and links and bare addresses of other hosts become text.
 *
 * Effect: the result holds state.
 *
 * @param origins What may be linked to, beside the documentation: `https://host`.
 */
export function createMarkdownFilter(origins: readonly string[]): MarkdownFilter {
  const clean = createLineCleaner([documentation, ...origins]);
  let pending = '';
  let isLineStart = true;
  /** The run of backticks or tildes that opened the block of code that is open. */
  let fence: string | null = null;
  /** What of the line was given back before its end, and the whole line before it. */
  let begunLine = '';
  let before = '';
  const line = (text: string): string => {
    const wasStart = isLineStart;
    isLineStart = true;
    const above = before;
    before = begunLine + text;
    begunLine = '';
    if (fence !== null) {
      if (wasStart && closes(text, fence)) fence = null;
      return text;
    }
    // An indented fence may belong to a list, which would end it earlier: it is cleaned as text.
    fence = wasStart ? opened(text) : null;
    return fence === null ? clean(wasStart ? notOurHeading(text, above) : text) : text;
  };
  return {
    push: (piece) => {
      const shown = piece.replaceAll(invisible, '');
      pending += shown;
      let text = '';
      if (shown.includes('\n')) {
        const lines = pending.split('\n');
        pending = lines.pop() ?? '';
        text = lines.map((one) => `${line(one)}\n`).join('');
      }
      // What was harmless before is gone, so that only a new space can end more of it.
      const isLonger = /\s/.test(shown) && pending.length <= longestPending;
      const isOpen = fence === null && isLonger && !(isLineStart && headingStart.test(pending));
      const begun = isOpen ? (harmlessStart.exec(pending)?.[0] ?? '') : '';
      if (begun === '') return text;
      pending = pending.slice(begun.length);
      begunLine += begun;
      isLineStart = false;
      return text + begun;
    },
    end: () => {
      const rest = pending === '' ? '' : line(pending);
      pending = '';
      return fence === null ? rest : `${rest}\n${fence}\n`;
    },
  };
}

/** A longer rest of a line waits for the end of the line, UTF-16 units. */
const longestPending = 4_000;

/** Whole words of a line that is still being written which nothing behind them can change. */
const harmlessStart = /^(?:(?!www\.)[^\\`!<[\]:~]|\[[a-z]+:\d+\](?=[\s.,;)])|:(?=\s))*\s(?=\S|$)/i;

/** The heading of the caveats of an answer, which are told by us. */
export const caveatsHeading = 'Caveats';

const underline = /^(\s*)([=-]+\s*)$/;
/** The marks before the text of a heading, also of one in a list or in a quotation. */
const headingMarks = /^((?:[\s>*+-]|\d+[.)])*)(#+\s.*)$/;
const headingStart = /^[\s>*+=\d.)-]*(?:#|$)/;

/** Shows a heading with the words of ours as text; `above` is the line before it. */
function notOurHeading(text: string, above: string): string {
  const [, indent, marks] = underline.exec(text) ?? [];
  if (marks !== undefined && isOurs(above)) return `${indent}\\${marks}`;
  const [, lead, heading] = headingMarks.exec(text) ?? [];
  return heading !== undefined && isOurs(heading) ? `${lead}\\${heading}` : text;
}

function isOurs(heading: string): boolean {
  const shown = heading
    .replaceAll(/&#(x?)([\da-f]{1,6});/gi, (_, hex: string, code: string) =>
      String.fromCodePoint(Math.min(Number.parseInt(code, hex === '' ? 10 : 16) || 0, 0xffff)),
    )
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return shown.toLowerCase() === caveatsHeading.toLowerCase();
}

function opened(text: string): string | null {
  const [, ticks, tildes] = /^(?:(`{3,})[^`]*|(~{3,}).*)$/.exec(text) ?? [];
  return ticks ?? tildes ?? null;
}

function closes(text: string, fence: string): boolean {
  const run = /^ {0,3}(`{3,}|~{3,})\s*$/.exec(text)?.[1] ?? '';
  return run.length >= fence.length && run[0] === fence[0];
}

/** Code with a pipe is none in a table, which is cut into cells first. */
const token = new RegExp(
  [
    String.raw`(?<kept>\\[!-/:-@[-\`{-~]|(?<run>(?<!\`)\`+(?!\`))[^|]+?(?<!\`)\k<run>(?!\`))`,
    String.raw`(?<ticks>\`+)`,
    String.raw`(?<link>(?<!!)\[[^[\]\`<\\]*\]\((?<to>[^\s()<>\\]*)\))`,
    String.raw`(?<opening>!(?=\[)|\](?=[(:])|<(?=[a-z/!?])|\\)`,
    `(?<url>${address})`,
  ].join('|'),
  'gi',
);

function createLineCleaner(origins: readonly string[]): (line: string) => string {
  const isAllowed = (url: string): boolean =>
    /^https?:\/\/[\w.:[\]-]+(?:[/?#][\w\-./~%?#=&+,:;@]*)?$/i.test(url) &&
    URL.canParse(url) &&
    origins.includes(new URL(url).origin);
  return (line) => {
    const rest = (text: string): string =>
      text.replaceAll(token, (...found: readonly unknown[]) => {
        const all = String(found[0]);
        const { kept, ticks, to, opening, url } = found.at(-1) as Record<
          string,
          string | undefined
        >;
        if (kept !== undefined) return all;
        if (ticks !== undefined) return ticks.replaceAll('`', '\\`');
        if (to !== undefined)
          return isAllowed(to) ? all : rest(`${all.slice(0, -to.length - 2)}\\(${to})`);
        if (opening !== undefined) return opening === ']' ? ']\\' : `\\${opening}`;
        const [at, whole] = [Number(found.at(-3)), String(found.at(-2))];
        const behind = whole.slice(at + all.length);
        if (url === undefined || !isAllowed(url))
          return apart(asCode(all), whole[at - 1], behind[0]);
        // A bare address would take in what stands directly behind it, with its backslashes.
        return /^[.,;:!?)]*(?:\s|$)/.test(behind) ? all : `<${all}>`;
      });
    return rest(line);
  };
}
