import { expect, it } from 'vitest';
import { checkClaims } from '../../claims/check-claims.ts';
import type { EvidenceColumn } from '../../domain/evidence.ts';
import { evidenceId } from '../../domain/ids.ts';
import { anEvidence } from '../support/evidence.ts';

const id = evidenceId('5'.repeat(32));
const column = (name: string, type: string, is: EvidenceColumn['is']): EvidenceColumn => ({
  name,
  type,
  is,
  unit: null,
});
const columns = [
  column('pipeline_name', 'STRING', 'label'),
  column('updates', 'BIGINT', 'measure'),
  column('failed_updates', 'BIGINT', 'measure'),
  column('last_failed_at', 'TIMESTAMP', 'time'),
  column('last_succeeded_at', 'TIMESTAMP', 'time'),
];
const rows = [
  ['stream_events', 4, 4, '2026-11-17T18:13:33.000Z', null],
  ['hourly_orders', 6, 1, '2026-11-17T12:13:31.000Z', '2026-11-17T20:35:37.000Z'],
];
const table = anEvidence({ id, title: 'Pipelines', columns, rows, rowCount: 2 });
const cell = (marker: string, row: number, at: number) => ({
  marker: `reliability:${marker}`,
  evidenceId: id,
  row,
  column: columns[at]?.name ?? '',
  columnIndex: at,
  value: rows[row]?.[at] ?? null,
});
const citations = [cell('1', 0, 2), cell('2', 0, 0), cell('3', 1, 2), cell('4', 1, 0)];
const verdictOfMost = (text: string) =>
  checkClaims(text, citations, [table]).find((claim) => claim.text === 'most')?.verdict;

it('the day on which something happened to a thing last is not what has the most', () => {
  const said = 'updates failed on Tue 17 Nov, most of';
  expect(
    verdictOfMost(
      `5 [reliability:1] ${said} \`stream_events\` [reliability:2] (4 [reliability:1]).`,
    ),
  ).toBe('supported');
  expect(
    verdictOfMost(
      `5 [reliability:1] ${said} \`hourly_orders\` [reliability:4] (1 [reliability:3]).`,
    ),
  ).toBe('unsupported');
});
