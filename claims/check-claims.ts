import type { Citation, Claim } from '../domain/answer.ts';
import type { Evidence } from '../domain/evidence.ts';
import { sentencesOf } from './blocks.ts';
import { isNameAt } from './bound.ts';
import type { Sentence } from './blocks.ts';
import { dateVerdict, headingVerdict, nameVerdict } from './facts.ts';
import { judgeNumber } from './judge-number.ts';
import type { WrittenNumber } from './numbers.ts';
import { knownWords, readSentence } from './reading.ts';
import type { Name, Reading } from './reading.ts';
import { scopeOf } from './scope.ts';
import type { Scope } from './scope.ts';
import { directionOf, factorOf } from './directions.ts';
import { rankOf } from './ranks.ts';
import { stateOf } from './states.ts';
import { areTwoTimes, betweenTables } from './two-tables.ts';
import { readTable } from './table.ts';
import type { Table } from './table.ts';
import { supported, unsupported } from './values.ts';
import type { Verdict } from './values.ts';

const statements = [directionOf, factorOf, headingVerdict, rankOf, stateOf] as const;

/**
 * Checks what each sentence, heading and row of a table in a text says against the tables that it
 * cites: each number, date and name, and the words that can be held against a table (`rose`, `most`,
 * `failed`, `three jobs`). A number must be of the row that the sentence names and of the column that
 * its words mean (`supported`), or be one of few named derivations from such cells (`derived`). What is
 * neither is `unsupported`, with its reason. No model is used.
 *
 * Pure.
 */
export function checkClaims(
  markdown: string,
  citations: readonly Citation[],
  evidence: readonly Evidence[],
): readonly Claim[] {
  return claimsBySentence(markdown, citations, evidence).flatMap(({ claims }) => claims);
}

/** As `checkClaims`, for each sentence. Pure. */
export function claimsBySentence(
  markdown: string,
  citations: readonly Citation[],
  evidence: readonly Evidence[],
): readonly { readonly sentence: Sentence; readonly claims: readonly Claim[] }[] {
  const byMarker = new Map(citations.map((citation) => [citation.marker, citation]));
  const known = knownWords(evidence);
  const tables = new Map<string, Table>();
  const tableOf = (id: string): readonly Table[] => {
    const found = tables.get(id) ?? evidence.filter((one) => one.id === id).map(readTable)[0];
    if (found !== undefined) tables.set(id, found);
    return found === undefined ? [] : [found];
  };
  return sentencesOf(markdown).flatMap((sentence) => {
    const cited = sentence.markers.flatMap((marker) => byMarker.get(marker) ?? []);
    const ids = [...new Set(cited.map(({ evidenceId }) => evidenceId))];
    const citedTables = ids.flatMap(tableOf);
    if (citedTables.length === 0 && sentence.isHeading) return [];
    const reading = readSentence(sentence, citedTables, known);
    const scopes = citedTables.map((table) => scopeOf(reading, table, cited));
    return { sentence, claims: claimsOf(sentence, reading, scopes) };
  });
}

function claimsOf(
  sentence: Sentence,
  reading: Reading,
  scopes: readonly Scope[],
): readonly Claim[] {
  const found: { at: number; claim: Claim }[] = [];
  const add = (at: number, text: string, verdict: Verdict | null): void => {
    if (verdict === null) return;
    const { is } = verdict;
    const claim = { text, verdict: is, markers: sentence.markers };
    found.push({ at, claim: is === 'unsupported' ? { ...claim, reason: verdict.reason } : claim });
  };
  for (const name of reading.names) {
    const verdict = verdictOfName(name, scopes);
    if (isWritten(name) || verdict.is === 'unsupported') add(name.at, name.text, verdict);
  }
  for (const date of reading.dates)
    add(
      date.at,
      date.text,
      best(scopes, (scope) => dateVerdict(scope, date)),
    );
  for (const number of reading.numbers)
    add(number.at, number.text, verdictOfNumber(number, scopes));
  // Which of two tables has more is not told by the rows of one.
  const ofOne = areTwoTimes(scopes) ? statements.slice(1) : statements;
  for (const statement of ofOne) {
    const said = scopes.flatMap((scope) => statement(scope) ?? []);
    const good = said.find(({ verdict }) => verdict.is !== 'unsupported') ?? said[0];
    if (good !== undefined) add(reading.words.length, good.text, good.verdict);
  }
  return found.toSorted((a, b) => a.at - b.at).map(({ claim }) => claim);
}

function verdictOfNumber(number: WrittenNumber, scopes: readonly Scope[]): Verdict | null {
  if (scopes.length === 0 && number.isWord) return null;
  const verdict = best(scopes, (scope) => judgeNumber(scope, number));
  return verdict?.is === 'unsupported' ? (betweenTables(scopes, number) ?? verdict) : verdict;
}

/** A name in backticks is a claim of its own. */
const isWritten = ({ text }: Name): boolean => text.startsWith('`');

function verdictOfName(name: Name, scopes: readonly Scope[]): Verdict {
  const own = scopes.flatMap((scope) =>
    scope.entities
      .filter(({ at, kind }) => at === name.at && (kind === 'thing' || kind === 'state'))
      .map((entity) => nameVerdict(scope, entity)),
  );
  if (scopes.some((scope) => isNameAt(scope, name))) return supported;
  return (
    own.find(({ is }) => is !== 'unsupported') ??
    own[0] ??
    unsupported(scopes.length === 0 ? 'the sentence cites nothing' : 'no cited table has this name')
  );
}

/** The best that a table says; null where none has anything to hold it against. */
function best(
  scopes: readonly Scope[],
  verdictOf: (scope: Scope) => Verdict | null,
): Verdict | null {
  if (scopes.length === 0) return unsupported('the sentence cites nothing');
  const all = scopes.flatMap((scope) => verdictOf(scope) ?? []);
  return (
    all.find(({ is }) => is === 'supported') ??
    all.find(({ is }) => is === 'derived') ??
    all[0] ??
    null
  );
}
