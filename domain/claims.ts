import type { Citation, Claim } from './answer.ts';
import { markersIn, withoutMarkers } from './citations.ts';
import type { Cell, Evidence } from './evidence.ts';

type Verdict = Claim['verdict'];

/** A number as written: its value, how many decimals it shows, and whether it is a percentage. */
type Shown = {
  readonly text: string;
  readonly value: number;
  readonly decimals: number;
  readonly percent: boolean;
};

const datePattern = /\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?/g;
const namePattern = /`([^`]+)`/g;
const numberPattern =
  /(?<![\w.])[-−+]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:e[-+]?\d+)?\s?%?/gi;

/**
 * Checks every date, name in backticks and number of a text against the cells that its sentence
 * cites: equal to a cell or rounded from it (`supported`), computed from up to four cells or from a
 * whole cited column (`derived`), or neither (`unsupported`). No model takes part.
 */
export function checkClaims(
  markdown: string,
  citations: readonly Citation[],
  evidence: readonly Evidence[],
): readonly Claim[] {
  const byMarker = new Map(citations.map((citation) => [citation.marker, citation]));
  return sentencesOf(markdown).flatMap((sentence) => {
    const markers = markersIn(sentence);
    const cited = markers.flatMap((marker) => byMarker.get(marker) ?? []);
    const sources = sourcesOf(cited, evidence);
    let rest = withoutMarkers(sentence);
    const claims: Claim[] = [];
    const take = (pattern: RegExp, verdictOf: (match: RegExpMatchArray) => Verdict): void => {
      for (const match of rest.matchAll(pattern)) {
        claims.push({ text: match[0].trim(), verdict: verdictOf(match), markers });
      }
      rest = rest.replaceAll(pattern, ' ');
    };
    take(namePattern, ([, name = '']) => (isNamed(name, sources) ? 'supported' : 'unsupported'));
    take(datePattern, ([text]) =>
      [...sources.texts].some((cell) => cell.startsWith(text.replace(' ', 'T')) || cell === text)
        ? 'supported'
        : 'unsupported',
    );
    take(numberPattern, ([text]) => numberVerdict(readNumber(text), sources));
    return claims;
  });
}

/** A name is written in one line, without backticks, and cut with `…` when it is long. */
function isNamed(name: string, { texts }: Sources): boolean {
  const cut = name.endsWith('…') ? name.slice(0, -1) : null;
  return [...texts].some((text) => {
    const line = text.replaceAll(/\s+/g, ' ').replaceAll('`', "'");
    return cut === null ? line === name : line.startsWith(cut);
  });
}

/** Sentences end at a line's end or at a full stop before a capital; headings make no claims. */
function sentencesOf(markdown: string): readonly string[] {
  return markdown
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.replace(/^\s*(?:[-*]|\d+\.)\s+/, ''))
    .flatMap((line) => line.split(/(?<=[.!?](?:\s?\[[a-z]+:\d+\])*)\s+(?=[A-Z])/));
}

function readNumber(text: string): Shown {
  const percent = text.includes('%');
  const digits = text.replace(/[,%\s]/g, '').replace('−', '-');
  const [mantissa = '', exponent = '0'] = digits.toLowerCase().split('e');
  const decimals = (mantissa.split('.')[1]?.length ?? 0) - Number(exponent);
  return { text, value: Number(digits), decimals, percent };
}

type Sources = {
  readonly texts: ReadonlySet<string>;
  readonly numbers: readonly number[];
  readonly columns: readonly (readonly number[])[];
};

function sourcesOf(cited: readonly Citation[], evidence: readonly Evidence[]): Sources {
  const columns = cited.flatMap(({ evidenceId, column }) => {
    const table = evidence.find(({ id }) => id === evidenceId);
    const at = table?.columns.findIndex(({ name }) => name === column) ?? -1;
    return table && at >= 0 ? [numbersOf(table.rows.map((row) => row[at] ?? null))] : [];
  });
  const cells = cited.map(({ value }) => value);
  return {
    texts: new Set(cells.filter((cell) => cell !== null).map(String)),
    numbers: numbersOf(cells),
    columns,
  };
}

function numbersOf(cells: readonly Cell[]): readonly number[] {
  return cells
    .filter((cell) => cell !== null && cell !== '' && typeof cell !== 'boolean')
    .map(Number)
    .filter(Number.isFinite);
}

function numberVerdict(shown: Shown, sources: Sources): Verdict {
  if (sources.numbers.some((value) => shows(shown, value))) return 'supported';
  const made = [...derivations(sources.numbers), ...sources.columns.flatMap(aggregates)];
  return made.some((value) => shows(shown, value)) ? 'derived' : 'unsupported';
}

/** Whether a value, rounded to as many decimals as are shown, is the number; sign may be in words. */
function shows(shown: Shown, value: number): boolean {
  const half = 0.5 * 10 ** -shown.decimals + 1e-9 * Math.abs(value);
  const same = (x: number): boolean => Math.abs(Math.abs(x) - Math.abs(shown.value)) <= half;
  return same(value) || (shown.percent && same(value * 100));
}

/** Numbers of a sentence that are combined; more would make almost any number a result. */
const mostNumbers = 12;

/** Sums of up to four cells, differences, ratios and relative changes of pairs. */
function derivations(numbers: readonly number[]): readonly number[] {
  const some = numbers.slice(0, mostNumbers);
  const pairs = some.flatMap((a) => some.map((b): [number, number] => [a, b]));
  const ofPairs = pairs.flatMap(([a, b]) =>
    b === 0 ? [a - b, a + b] : [a - b, a + b, a / b, a / b - 1],
  );
  const runs = some.flatMap((_, from) =>
    [3, 4].map((length) => some.slice(from, from + length).reduce((sum, n) => sum + n, 0)),
  );
  return [...ofPairs, ...runs];
}

function aggregates(column: readonly number[]): readonly number[] {
  if (column.length === 0) return [];
  const sum = column.reduce((total, n) => total + n, 0);
  return [sum, sum / column.length, Math.min(...column), Math.max(...column), column.length];
}
