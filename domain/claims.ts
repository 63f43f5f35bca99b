import type { Citation, Claim } from './answer.ts';
import { markersIn, withoutMarkers } from './citations.ts';
import {
  codeSpan,
  inOneLine,
  namesOf,
  sentencesOf,
  withoutIdentifiers,
  withoutNames,
} from './claim-text.ts';
import type { Evidence } from './evidence.ts';
import { instantOf, readableDate, readableForms } from './readable-dates.ts';
import type { Decimal } from './decimals.ts';
import {
  citedNumbers,
  numbersOf,
  numberVerdict,
  quotientOfSums,
  shareOfSum,
  totalsOf,
} from './number-check.ts';
import type { CitedNumbers, Fraction } from './number-check.ts';

const datePattern = /(?<![\w.-])\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?/g;
const numberPattern =
  /(?<![\w.])[-−+]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:e[-+]?\d+)?\s?%?/gi;

/**
 * Checks every date, name in backticks and number of a text against the cells that its sentence
 * cites: equal to a cell or rounded from it (`supported`), computed from up to four cells or from a
 * whole cited column (`derived`), or neither (`unsupported`). Numbers are compared exactly. Names of
 * tables, columns and parameters, and numbers in names, are no claims. No model is used.
 */
export function checkClaims(
  markdown: string,
  citations: readonly Citation[],
  evidence: readonly Evidence[],
): readonly Claim[] {
  const byMarker = new Map(citations.map((citation) => [citation.marker, citation]));
  const names = namesOf(evidence);
  const sourcesOf = createSources(evidence);
  const windows = windowForms(evidence);
  return sentencesOf(markdown).flatMap((sentence) => {
    const markers = markersIn(sentence);
    const sources = sourcesOf(markers.flatMap((marker) => byMarker.get(marker) ?? []));
    const claims: Claim[] = [];
    const collect = (
      text: string,
      pattern: RegExp,
      verdictOf: (match: RegExpMatchArray) => Claim['verdict'] | null,
    ): string => {
      for (const match of text.matchAll(pattern)) {
        const verdict = verdictOf(match);
        if (verdict !== null) claims.push({ text: match[0].trim(), verdict, markers });
      }
      return text.replaceAll(pattern, ' ');
    };
    const unnamed = collect(withoutMarkers(sentence), codeSpan, ([, , code = '']) => {
      const name = code.replace(/^ (.*\S.*) $/, '$1');
      if (hasName(sources, name)) return 'supported';
      return names.all.has(name) ? null : 'unsupported';
    });
    const unread = collect(withoutNames(unnamed, names), readableDate, ([date]) =>
      sources.dates().has(date) || windows.has(date) ? 'supported' : 'unsupported',
    );
    const undated = collect(unread, datePattern, ([date]) =>
      hasDate(sources, date) ? 'supported' : 'unsupported',
    );
    collect(withoutIdentifiers(undated), numberPattern, ([number]) =>
      numberVerdict(number, sources),
    );
    return claims;
  });
}

type Sources = CitedNumbers & {
  readonly texts: ReadonlySet<string>;
  /** The dates of the cited cells as people say them. */
  readonly dates: () => ReadonlySet<string>;
};

const dayMs = 86_400_000;

/** The first and last days and instants of the tables' windows, as people say them. */
function windowForms(evidence: readonly Evidence[]): ReadonlySet<string> {
  const instants = evidence.flatMap(({ parameters }) =>
    parameters.flatMap(({ value }) => instantOf(value) ?? []),
  );
  return new Set(instants.flatMap((ms) => [ms, ms - dayMs].flatMap(readableForms)));
}

/** The answer writes a name in one line, without backticks, and cuts a long one with `…`. */
function hasName({ texts }: Sources, name: string): boolean {
  const prefix = name.endsWith('…') ? name.slice(0, -1) : null;
  return [...texts].some((text) => {
    const line = inOneLine(text);
    return prefix === null ? line === name : line.startsWith(prefix);
  });
}

function hasDate({ texts }: Sources, date: string): boolean {
  return [...texts].some((cell) => cell.startsWith(date.replace(' ', 'T')) || cell === date);
}

/** Finds what citations support; the numbers and totals of each column are computed once. */
function createSources(evidence: readonly Evidence[]): (cited: readonly Citation[]) => Sources {
  const tables = new Map(evidence.map((table) => [table.id, table]));
  const known = new Map<string, { numbers: readonly Decimal[]; totals: readonly Fraction[] }>();
  const columnOf = ({ evidenceId, columnIndex: at }: Citation) => {
    const table = tables.get(evidenceId);
    if (table === undefined || at === null) return null;
    const key = `${evidenceId}:${at}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const numbers = numbersOf(table.rows.map((row) => row[at] ?? null));
    const column = { numbers, totals: totalsOf(numbers) };
    known.set(key, column);
    return column;
  };
  const derived = (cited: readonly Citation[]): readonly Fraction[] =>
    cited.flatMap((one) => {
      const column = columnOf(one);
      if (column === null) return [];
      const [number] = numbersOf([one.value]);
      const shares = number === undefined ? [] : shareOfSum(number, column.numbers);
      const ratios = cited
        .filter((other) => other.evidenceId === one.evidenceId && other !== one)
        .flatMap((other) => quotientOfSums(column.numbers, columnOf(other)?.numbers ?? []));
      return [...column.totals, ...shares, ...ratios];
    });
  return (cited) => {
    const cells = cited.map(({ value }) => value);
    return {
      ...citedNumbers(numbersOf(cells), () => derived(cited)),
      texts: new Set(cells.filter((cell) => cell !== null).map(String)),
      dates: () => new Set(cells.flatMap((cell) => readableForms(instantOf(cell) ?? NaN))),
    };
  };
}
