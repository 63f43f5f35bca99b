import { columnsMeant, earlierOf } from './columns.ts';
import { later, peersIn, valueOf } from './comparisons.ts';
import { isConditional, isCount } from './counts.ts';
import { clauseAt } from './scope.ts';
import type { Entity, Scope, Span } from './scope.ts';
import { find, subjectOf } from './statements.ts';
import type { Statement, Word } from './statements.ts';
import type { Column } from './table.ts';
import { questionOf, supported, unsupported } from './values.ts';

const rising =
  /\b(?:rose|rises?|risen|rising|increas(?:e[sd]?|ing)|grew|grows?|grown|growing|climb(?:s|ed)?|jump(?:s|ed)?|surg(?:es?|ed)|gain(?:s|ed)?|went up|gone up|(?<!add |adds |adding |added |make |makes |made |sum |sums )up(?=\s*(?:from|by|against|on)\b|,|\s{2,}|\s*$)|higher|slower|longer)\b|\b(?:more(?! than (?:doubled|tripled|twice|half|halved|\s))|larger|bigger|greater)\b(?=[^.;]*\bthan\b)|\bahead of\b|\babove\b/;
const falling =
  /\b(?:fell|falls?|fallen|falling|decreas(?:e[sd]?|ing)|drop(?:s|ped)?|declin(?:es?|ed|ing)|shrank|shrinks?|shrunk|shrinking|sank|dipp?(?:s|ed)?|went down|gone down|down(?=\s*(?:from|by|to|against|on)\b|,|\s{2,}|\s*$)|lower|faster|shorter|cheaper|reduced)\b|\b(?:less|fewer|smaller)\b(?=[^.;]*\bthan\b)|\bbehind\b|\bbelow\b/;

/** Whether a sentence says that something rose or fell, and where. */
function directionIn(words: string): (Word & { readonly isUp: boolean }) | null {
  const [up, down] = [find(words, rising), find(words, falling)];
  if (up === null) return down === null ? null : { ...down, isUp: false };
  return down === null || up.at < down.at ? { ...up, isUp: true } : { ...down, isUp: false };
}

/** Columns of which less is better: times, failures, waiting; of others words do not tell. */
const improving = /\b(?:improved|improves|got better)\b/;
const worsening = /\b(?:worsened|worsens|deteriorated|got worse)\b/;
const isWorseWhenMore =
  /\b(?:p\d\d|latency|duration|time|minutes|seconds|wait\w*|fail\w*|error\w*|refus\w*|stale)\b/;

function qualityIn(words: string): ReturnType<typeof directionIn> {
  if (!isWorseWhenMore.test(words)) return null;
  const [better, worse] = [find(words, improving), find(words, worsening)];
  if (better !== null) return { ...better, isUp: false };
  return worse === null ? null : { ...worse, isUp: true };
}

const withoutDirection = (said: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(
    [...said].filter(
      (concept) => concept !== 'before' && concept !== 'change' && concept !== 'now',
    ),
  );

/** The columns that a clause means: of one thing those of the present period, of two any. */
function meantBy(
  scope: Scope,
  span: Span,
  isOfTwo: boolean,
): { readonly columns: readonly Column[]; readonly isNamed: boolean } {
  const whole = { start: 0, end: scope.reading.words.length };
  const contexts = [span, whole].map(scope.conceptsOf);
  if (isOfTwo) return columnsMeant(scope.table, contexts, unitSaid(scope));
  return columnsMeant(
    scope.table,
    contexts.map(withoutDirection),
    unitSaid(scope),
    ({ period }) => period === 'now',
  );
}

const unitSaid = ({ reading: { numbers } }: Scope) =>
  numbers.find(({ unit }) => unit !== null && unit.of !== 'percent')?.unit ?? null;

/** `rose`, `fewer than expected`, `higher than`: held against the two values that it compares. */
export function directionOf(scope: Scope): Statement | null {
  const { words } = scope.reading;
  const said = directionIn(words) ?? qualityIn(words);
  if (said === null || isBoundHere(scope, said) || isOfCount(scope, said)) return null;
  const span = clauseAt(scope, said);
  const pairs = comparedBy(scope, said, span);
  if (pairs.length === 0) return null;
  // Doubles of this size may be equal where the cells are not.
  if (pairs.some(([value, base]) => value === base && Math.abs(value) > Number.MAX_SAFE_INTEGER))
    return null;
  const isUp = said.isUp !== isOfBefore(words.slice(span.start, span.end));
  const holds = pairs.some(([value, base]) => (isUp ? value > base : value < base));
  const verdict = holds
    ? supported
    : unsupported(`it is not ${said.text}: ${pairs[0]?.[0]} and ${pairs[0]?.[1]}`);
  return { text: said.text, verdict };
}

/** `It was faster before`, `the week before it had cost twice as much`: the earlier value is told. */
const isOfBefore = (clause: string): boolean =>
  /\b(?:had|was|were|used to)\b/.test(clause) &&
  /\bbefore\b/.test(clause) &&
  !/\bthan\b|\bas (?:before|the)\b|\b(?:fell|rose|from|against|compared)\b/.test(clause);

const isBoundHere = ({ reading: { numbers } }: Scope, said: Word): boolean =>
  numbers.some(({ bound, at }) => bound !== null && at >= said.at && at - said.end < 12);

/** In `two teams spent less than before` it is said of the rows that are counted. */
const isOfCount = (scope: Scope, said: Word): boolean =>
  scope.reading.numbers.some((number) => {
    if (number.end > said.at || number.unit !== null) return false;
    const question = questionOf(scope, number);
    return isConditional(question) && isCount(question) !== null;
  });

type Compared = readonly (readonly [value: number, base: number])[];

function comparedBy(scope: Scope, said: Word, span: Span): Compared {
  const peers = peersIn(scope, said);
  const subject = subjectOf(scope, span);
  const clause = scope.reading.words.slice(span.start, span.end);
  const expected = scope.table.columns.find(
    ({ concepts, isNumeric }) => isNumeric && concepts.has('expect'),
  );
  if (expected !== undefined && peers.length < 2 && /\bexpect/.test(clause))
    return subject === null ? [] : withExpected(scope, expected, subject);
  return peers.length >= 2 ? ofNames(scope, said, span, peers) : ofPeriods(scope, span, subject);
}

/** The columns of what was counted, with the column of what was expected. */
function withExpected({ table }: Scope, expected: Column, rows: readonly number[]): Compared {
  const actual = table.columns.filter(
    ({ isNumeric, unit, concepts }) =>
      isNumeric &&
      !concepts.has('expect') &&
      unit?.of === expected.unit?.of &&
      [...concepts].some((concept) => expected.concepts.has(concept)),
  );
  return actual.map((column) => [valueOf(column, rows), valueOf(expected, rows)]);
}

function ofNames(
  scope: Scope,
  said: Word,
  span: Span,
  [first, second, third]: readonly Entity[],
): Compared {
  if (first === undefined || second === undefined || third !== undefined) return [];
  const { columns, isNamed } = meantBy(scope, span, true);
  const ordered = orderOf(scope, first, second, said);
  if (ordered === null || (!isNamed && columns.length > 1)) return [];
  const [one, other] = ordered;
  return columns.map((column) => [valueOf(column, one.rows), valueOf(column, other.rows)]);
}

function ofPeriods(scope: Scope, span: Span, subject: readonly number[] | null): Compared {
  const isOfAll = scope.entities.length === 0 && scope.citedRows.length === 0;
  const about = subject ?? (isOfAll ? scope.table.allRows() : null);
  if (about === null) return [];
  const pairs = meantBy(scope, span, false).columns.flatMap((column) => {
    const earlier = earlierOf(scope.table, column);
    return earlier === null ? [] : [[valueOf(column, about), valueOf(earlier, about)] as const];
  });
  return pairs.filter(([value, base]) => !Number.isNaN(value) && !Number.isNaN(base));
}

/** Which of two names is said to be the higher or lower one; for days the later one. */
function orderOf(
  scope: Scope,
  first: Entity,
  second: Entity,
  said: Word,
): readonly [Entity, Entity] | null {
  const { words } = scope.reading;
  const lead = words.slice(0, first.at);
  if (/\b(?:compared (?:with|to)|against|relative to|unlike)\s*(?:\w+ )?$/.test(lead))
    return [second, first];
  const isDays = [first, second].every(({ kind }) => kind === 'day' || kind === 'edge');
  if (
    isDays &&
    !/\b(?:(?<!more |less )than|compared|against|above|below|ahead|behind)\b/.test(words)
  )
    return later(scope, first, second);
  const between = words.slice(first.end, second.at);
  if (
    /\b(?:than|of|to|against|compared|above|below|behind|from|over)\b/.test(between) ||
    said.at > second.end
  )
    return [first, second];
  return said.at < first.at ? null : [first, second];
}

const times: readonly (readonly [RegExp, number, number])[] = [
  [/\b(?:more than|over) (?:doubled|twice|double)\b/, 2, Infinity],
  [/\b(?:more than|over) (?:tripled|three times)\b/, 3, Infinity],
  [/\b(?:less than|under) (?:doubled|twice|double)\b/, 0, 2],
  [/\b(?:almost|nearly) (?:doubled|twice|double)\b/, 1.7, 2],
  [/\b(?:doubled|twice|double)\b/, 1.9, 2.1],
  [/\b(?:tripled|threefold)\b/, 2.85, 3.15],
  [/\bquadrupled\b/, 3.8, 4.2],
  [/\b(?:more than|over) half\b/, 0.5, Infinity],
  [/\b(?:less than|under) half\b/, 0, 0.5],
  [/\bmore than halved\b/, 0, 0.5],
  [/\bhalved\b/, 0.475, 0.525],
  [/\b(?:a|one) third of\b/, 0.31, 0.36],
  [/\bhalf (?:of|its|as|the)\b/, 0.475, 0.525],
];

/** `doubled`, `less than half of its former duration`, `twice as much as`: a factor between two values. */
export function factorOf(scope: Scope): Statement | null {
  const { words } = scope.reading;
  for (const [pattern, low, high] of times) {
    const said = find(words, pattern);
    if (said === null) continue;
    const span = clauseAt(scope, said);
    const isPart = /half|third/.test(said.text);
    const clause = words.slice(span.start, span.end);
    if (
      isPart &&
      !/\b(?:before|former|previous|earlier|prior|halved|than|used to)\b/.test(clause) &&
      peersIn(scope, said).length < 2
    )
      return null;
    const compared = comparedBy(scope, said, span);
    if (compared.length === 0) return null;
    const pairs = isOfBefore(clause)
      ? compared.map(([value, base]) => [base, value] as const)
      : compared;
    const holds = pairs.some(
      ([value, base]) => base !== 0 && value / base >= low * (1 - 1e-9) && value / base <= high,
    );
    return {
      text: said.text,
      verdict: holds ? supported : unsupported('the two values have another ratio'),
    };
  }
  return null;
}
