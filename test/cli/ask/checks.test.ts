import { describe, expect, it } from 'vitest';
import { withCheck } from '../../../cli/ask/check-lines.ts';
import type { CheckNotes } from '../../../cli/ask/check-lines.ts';
import { liveLines, plainLine } from '../../../cli/ask/lane-lines.ts';
import { reportText } from '../../../cli/ask/report-text.ts';
import { shownTables } from '../../../cli/ask/shown-tables.ts';
import { sqlText } from '../../../cli/ask/sql-text.ts';
import type { EventPayloads, EventType, LogEvent } from '../../../domain/events.ts';
import type { CheckResult } from '../../../domain/explanation.ts';
import { evidenceId } from '../../../domain/ids.ts';
import { applyEvent, unstarted } from '../../../domain/resource.ts';
import { anExplanation } from '../../support/explanation.ts';
import { answer, evidence, investigation, logOf } from './investigation-fixture.ts';

/** The payload fits its type by the signature; the union cannot be built from a generic one. */
const event = <Type extends EventType>(type: Type, payload: EventPayloads[Type]): LogEvent =>
  ({ seq: 5, type, at: '2026-11-20T08:00:05.000Z', ...payload }) as unknown as LogEvent;
const started = (hypothesis: string) =>
  event('check.started', { hypothesis, question: 'reliability/runs' });
const finished = (hypothesis: string, result: CheckResult) =>
  event('check.finished', { hypothesis, result, evidenceIds: [] });
const log = [
  started('failing-runs'),
  started('failing-runs'),
  started('price\u001b[2J'),
  finished('failing-runs', 'supports'),
];

describe('the checks of a cause', () => {
  it('are a line for each event in a pipe, and the verdict ends them', () => {
    const explained = event('explained', { explanation: anExplanation(), usage: {} });
    expect([...log, explained].map(plainLine)).toEqual([
      'Checking failing runs: reliability/runs',
      'Checking failing runs: reliability/runs',
      'Checking price[2J: reliability/runs',
      'Checked failing runs: supports',
      'A cause was found',
    ]);
    const added = { title: 'Runs', rowCount: 1, truncated: false, certified: null };
    const table = { domain: 'cost', round: 0, evidenceId: evidence.id, ...added } as const;
    expect(plainLine(event('evidence.added', table))).toBeNull();
  });

  it('are a line for each hypothesis on a terminal, the latest ones', () => {
    const routed = logOf('partial').slice(0, 3);
    const progress = routed.map((one, seq) => ({ ...one, seq })).reduce(applyEvent, unstarted);
    const linesOf = (events: readonly LogEvent[]) =>
      liveLines(
        { progress, notes: {}, checks: events.reduce<CheckNotes>(withCheck, {}) },
        Date.UTC(2026, 10, 20, 8, 0, 15),
        100,
      ).slice(progress.lanes.length, -1);
    expect(linesOf(log)).toEqual(['✓ failing runs: supports', '▸ price[2J: reading rows']);
    const many = Array.from({ length: 20 }, (_, n) => started(`cause-${n}`));
    expect(linesOf(many)).toHaveLength(6);
    expect(linesOf(many).at(-1)).toBe('▸ cause 19: reading rows');
  });
});

describe('the tables of a result', () => {
  const ofLane = { ...evidence, id: evidenceId('a'.repeat(32)) };
  const rows = [
    ['etl', '1'],
    ['ingest', '2'],
    ['report', '3'],
  ];
  const source = { kind: 'warehouse', warehouseId: 'w', statementId: 's', fetchedAt: '' } as const;
  const check = { ...evidence, id: evidenceId('b'.repeat(32)), rows, rowCount: 3, source };
  const unused = { ...check, id: evidenceId('c'.repeat(32)) };
  const cited = {
    marker: 'cost:7',
    evidenceId: check.id,
    row: 1,
    column: 'usd',
    columnIndex: 1,
    value: '2',
  };
  const one = { ...investigation('completed'), answer: { ...answer, citations: [cited] } };

  it('are those of the lanes, and of checks the rows that the answer cites', () => {
    const shown = shownTables(one, [ofLane, check, unused]);
    expect(shown).toEqual([ofLane, { ...check, rows: [['ingest', '2']] }]);
  });

  it('that are computed tell by which rule, having no SQL', () => {
    const rule = 'The median of the same weekday | before.';
    const computed = {
      ...check,
      sql: '',
      source: { kind: 'computed', from: [check.id], rule, fetchedAt: '' },
    } as const;
    expect(sqlText([computed])).toContain(`-- computed: ${rule}`);
    expect(reportText(one, [computed])).toContain('The median of the same weekday');
    expect(reportText(one, [computed])).not.toContain('```');
  });
});
