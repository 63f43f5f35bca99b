import { expect } from 'vitest';
import { firstLine } from '../../answers/first-line.ts';
import { checkClaims } from '../../claims/check-claims.ts';
import type { AnswerWords } from '../../domain/answer-words.ts';
import { createMarkers } from '../../domain/citations.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { anEvidence } from '../support/evidence.ts';

/** The first line without markers; every claim of it must be traced to the table. */
export function lineOf(
  question: string,
  table: Evidence,
  words: AnswerWords | null = null,
): string {
  const markers = createMarkers();
  const line = firstLine({ table, markers }, words, question);
  const claims = checkClaims(line, markers.citations(), [table]);
  expect(claims.filter(({ verdict }) => verdict === 'unsupported')).toEqual([]);
  return line.replaceAll(/ ?\[cost:\d+\]/g, '');
}

/** A table of these columns and rows. */
export const tableOf = (
  columns: Evidence['columns'],
  rows: Evidence['rows'],
  over: Partial<Evidence> = {},
): Evidence => anEvidence({ columns, rows, rowCount: rows.length, ...over });
