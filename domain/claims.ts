import type { Citation, Claim } from './answer.ts';
import { markersIn, withoutMarkers } from './citations.ts';
import type { Cell, Evidence } from './evidence.ts';

type Verdict = Claim['verdict'];

/** A number as written: its value, how many decimals it shows, and whether it is a percentage. */
type WrittenNumber = {
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
 * whole cited column (`derived`), or neither (`unsupported`). No model is used.
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
    const collect = (pattern: RegExp, verdictOf: (match: RegExpMatchArray) => Verdict): void => {
      for (const match of rest.matchAll(pattern)) {
        claims.push({ text: match[0].trim(), verdict: verdictOf(match), markers });
      }
      rest = rest.replaceAll(pattern, ' ');
    };
    collect(namePattern, ([, name = '']) => (hasName(sources, name) ? 'supported' : 'unsupported'));
    collect(datePattern, ([text]) =>
      [...sources.texts].some((cell) => cell.startsWith(text.replace(' ', 'T')) || cell === text)
        ? 'supported'
        : 'unsupported',
    );
    collect(numberPattern, ([text]) => numberVerdict(readNumber(text), sources));
    return claims;
  });
}

/** The answer writes a name in one line, without backticks, and cuts a long one with `…`. */
function hasName({ texts }: Sources, name: string): boolean {
  const prefix = name.endsWith('…') ? name.slice(0, -1) : null;
  return [...texts].some((text) => {
    const line = text.replaceAll(/\s+/g, ' ').replaceAll('`', "'");
    return prefix === null ? line === name : line.startsWith(prefix);
  });
}

/**
 * Sentences end at a line end, or at `.`, `!` or `?` before a capital letter. Headings are left
 * out.
 */
function sentencesOf(markdown: string): readonly string[] {
  return markdown
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.replace(/^\s*(?:[-*]|\d+\.)\s+/, ''))
    .flatMap((line) => line.split(/(?<=[.!?](?:\s?\[[a-z]+:\d+\])*)\s+(?=[A-Z])/));
}

function readNumber(text: string): WrittenNumber {
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

function numberVerdict(written: WrittenNumber, sources: Sources): Verdict {
  if (sources.numbers.some((value) => matches(written, value))) return 'supported';
  const derived = [...derivations(sources.numbers), ...sources.columns.flatMap(aggregates)];
  return derived.some((value) => matches(written, value)) ? 'derived' : 'unsupported';
}

/**
 * Whether a value, rounded to the decimals of the written number, equals it. The signs may differ:
 * the text may say `fell by 5`.
 */
function matches(written: WrittenNumber, value: number): boolean {
  const half = 0.5 * 10 ** -written.decimals + 1e-9 * Math.abs(value);
  const same = (x: number): boolean => Math.abs(Math.abs(x) - Math.abs(written.value)) <= half;
  return same(value) || (written.percent && same(value * 100));
}

/** With more numbers, almost any number could be computed from them. */
const maxCombinedNumbers = 12;

/**
 * Sums, differences, ratios and relative changes of pairs, and sums of three or four neighbours.
 */
function derivations(numbers: readonly number[]): readonly number[] {
  const combined = numbers.slice(0, maxCombinedNumbers);
  const pairs = combined.flatMap((a) => combined.map((b): [number, number] => [a, b]));
  const ofPairs = pairs.flatMap(([a, b]) =>
    b === 0 ? [a - b, a + b] : [a - b, a + b, a / b, a / b - 1],
  );
  const longerSums = combined.flatMap((_, from) =>
    [3, 4].map((length) => combined.slice(from, from + length).reduce((sum, n) => sum + n, 0)),
  );
  return [...ofPairs, ...longerSums];
}

function aggregates(column: readonly number[]): readonly number[] {
  if (column.length === 0) return [];
  const sum = column.reduce((total, n) => total + n, 0);
  return [sum, sum / column.length, Math.min(...column), Math.max(...column), column.length];
}
