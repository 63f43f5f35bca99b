import { checkClaims } from '../claims/check-claims.ts';
import type { Citation, Claim } from '../domain/answer.ts';
import { markersIn, withoutMarkers } from '../domain/citations.ts';
import type { Cell } from '../domain/evidence.ts';
import { leading } from '../domain/explained-text.ts';
import { cut } from '../domain/text.ts';
import { checkedText } from './checked-text.ts';
import { answerFile, evidenceFile, manifestFile } from './format.ts';
import type { ProvenTable } from './format.ts';
import type { Finding, Proof } from './open-proof.ts';

/** UTF-16 units. */
const longestLine = 240;

/**
 * Holds an answer against the rows that are bundled with it: every citation must be the cell that it names, and
 * the claims of the text, checked again, must come out as they are told. Nothing is computed again.
 *
 * Pure.
 *
 * @returns What does not fit; nothing when all does.
 */
export function verifyProof(proof: Proof): readonly Finding[] {
  const { manifest, answer: proven } = proof;
  const { answer, explanation } = proven;
  const isSame = manifest.investigationId === proven.id && manifest.question === proven.question;
  const other = 'it is about another investigation or question than answer.json';
  const told = [
    ...claimsAgain(proof),
    ...citationsOf(proof, answer.citations, answer.markdown),
    ...(explanation === null
      ? []
      : citationsOf(proof, explanation.citations, explanation.lines.join('\n'))),
  ];
  return [
    ...(isSame ? [] : [{ file: manifestFile, claim: null, line: null, problem: other }]),
    ...told.filter((one, at) => told.findIndex((before) => isEqual(before, one)) === at),
  ];
}

const isEqual = (a: Finding, b: Finding): boolean =>
  a.file === b.file && a.claim === b.claim && a.problem === b.problem;

/** The tables that the claims were checked against: those of the domains, then those that a cause cites. */
function tablesOf({ answer: { lanes, explanation }, tables }: Proof): readonly ProvenTable[] {
  const ofLanes = new Set<string>(lanes.flatMap(({ evidenceIds }) => evidenceIds));
  const cited = new Set<string>(
    leading(explanation)?.citations.map(({ evidenceId }) => evidenceId),
  );
  return [
    ...tables.filter(({ id }) => ofLanes.has(id)),
    ...tables.filter(({ id }) => cited.has(id) && !ofLanes.has(id)),
  ];
}

/** Markers in a text that are not the cell which they are said to be. */
function citationsOf(
  { answer: { answer }, tables }: Proof,
  citations: readonly Citation[],
  text: string,
): readonly Finding[] {
  const byId = new Map<string, ProvenTable>(tables.map((table) => [table.id, table]));
  const known = new Set(citations.map(({ marker }) => marker));
  const unknown = markersIn(text).filter((marker) => !known.has(marker));
  const wrong = citations.flatMap((citation): readonly Finding[] => {
    const table = byId.get(citation.evidenceId);
    const file = table === undefined ? answerFile : evidenceFile(table.id);
    const problem = problemOf(citation, table);
    if (problem === null) return [];
    const claims = claimsBefore(citation.marker, answer.claims, answer.markdown);
    const told = claims.length === 0 ? [wordsBefore(citation.marker, text)] : claims;
    const line = lineOf([citation.marker], text);
    return told.map((claim) => ({ file, claim, line, problem: `[${citation.marker}] ${problem}` }));
  });
  return [
    ...wrong,
    ...unknown.map((marker) => ({
      file: answerFile,
      claim: wordsBefore(marker, text),
      line: lineOf([marker], text),
      problem: `[${marker}] cites nothing`,
    })),
  ];
}

function problemOf(
  { evidenceId, row, column, columnIndex, value }: Citation,
  table: ProvenTable | undefined,
): string | null {
  if (table === undefined) return `cites ${evidenceId}, which is not in the bundle`;
  if (columnIndex === null) return compared('the number of rows', table.rowCount, value);
  if (table.columns[columnIndex]?.name !== column)
    return `cites column ${columnIndex} as ${column}, which it is not`;
  if (row === null) return null;
  const cell = table.rows[row]?.[columnIndex];
  if (cell === undefined) return `cites row ${row}, which is not there`;
  return compared(`${column} of row ${row}`, cell, value);
}

const compared = (what: string, found: Cell, said: Cell): string | null =>
  found === said
    ? null
    : `cites ${what}, which is ${JSON.stringify(found)} and not ${JSON.stringify(said)}`;

const plain = (text: string): string => text.replaceAll(/[*`\s]/g, '');

/** The words in front of a marker, as far as the one before it. */
function wordsBefore(marker: string, text: string): string {
  const before = text.slice(0, Math.max(0, text.indexOf(`[${marker}]`)));
  return (before.split(/\[[a-z]+:\d+\]|\n/).at(-1) ?? '').trim();
}

/** The line that has all of some markers, for a reader; null where none has. */
function lineOf(markers: readonly string[], text: string): string | null {
  const line = text
    .split('\n')
    .find((one) => markers.length > 0 && markers.every((marker) => one.includes(`[${marker}]`)));
  if (line === undefined) return null;
  return cut(
    withoutMarkers(line)
      .replaceAll(/ +(?=[ ,;:.)])/g, '')
      .trim(),
    longestLine,
  );
}

/** The claims that a marker stands behind; of a sentence that says more, all of it. */
function claimsBefore(
  marker: string,
  claims: readonly Claim[],
  markdown: string,
): readonly string[] {
  const own = claims.filter(({ markers }) => markers.includes(marker)).map(({ text }) => text);
  const words = plain(wordsBefore(marker, markdown));
  const near = own.filter((text) => words.includes(plain(text)));
  return near.length > 0 ? near : own;
}

/** Claims whose verdict is another when the text is checked again. */
function claimsAgain(proof: Proof): readonly Finding[] {
  const { answer } = proof.answer;
  const tables = tablesOf(proof);
  // Without rows there is nothing to hold a text against.
  const again = tables.some(({ rows }) => rows.length > 0)
    ? checkClaims(checkedText(answer), answer.citations, tables)
    : [];
  const [told, found] = [byPlace(answer.claims), byPlace(again)];
  const keys = [...new Set([...told.keys(), ...found.keys()])];
  return keys.flatMap((key) => {
    const [before, now] = [told.get(key), found.get(key)];
    const problem = changeOf(before, now);
    const claim = before ?? now;
    if (problem === null || claim === undefined) return [];
    const line = lineOf(claim.markers, answer.markdown);
    const files = filesOf(claim, answer.citations);
    return files.map((file) => ({ file, claim: claim.text, line, problem }));
  });
}

/** Claims by their words and markers, and which of those that are the same. */
function byPlace(claims: readonly Claim[]): ReadonlyMap<string, Claim> {
  const counts = new Map<string, number>();
  return new Map(
    claims.map((claim) => {
      const key = JSON.stringify([claim.text, claim.markers]);
      const n = (counts.get(key) ?? 0) + 1;
      counts.set(key, n);
      return [`${key} ${n}`, claim];
    }),
  );
}

function changeOf(told: Claim | undefined, now: Claim | undefined): string | null {
  if (told === undefined) return `the text claims it (${now?.verdict}), and no claim is told`;
  if (now === undefined) return `is told as ${told.verdict}, and the rows make it no claim`;
  const why = now.reason === undefined ? '' : `: ${now.reason}`;
  return told.verdict === now.verdict
    ? null
    : `is told as ${told.verdict}, and by the rows it is ${now.verdict}${why}`;
}

function filesOf({ markers }: Claim, citations: readonly Citation[]): readonly string[] {
  const cited = citations.filter(({ marker }) => markers.includes(marker));
  const files = [...new Set(cited.map(({ evidenceId }) => evidenceFile(evidenceId)))];
  return files.length === 0 ? [answerFile] : files;
}
