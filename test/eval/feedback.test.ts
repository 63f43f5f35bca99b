import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCases } from '../../cli/eval/cases.ts';
import type { EvaluationClient } from '../../cli/eval/client.ts';
import type { ProposedCase } from '../../domain/feedback.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import { feedbackCases, feedbackRow, readFeedbackSet } from '../../eval/feedback.ts';

const folder = mkdtempSync(join(tmpdir(), 'health-monitor-feedback-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'feedback.jsonl');

const idOf = (n: number): string => `case_${String(n).repeat(32)}`;
const accepted = (n: number, changes: Partial<ProposedCase> = {}): ProposedCase => ({
  id: idOf(n),
  investigationId: `inv_${n}` as InvestigationId,
  question: `Question ${n}?`,
  rating: 'down',
  comment: 'Ann in Payroll earns 12,000 USD.',
  claim: null,
  domains: ['cost'],
  state: 'accepted',
  givenAt: `2026-11-0${n}T10:00:00.000Z`,
  decidedAt: null,
  ...changes,
});

/** Writes what a service with these cases exports; the line that is printed. */
async function exportOf(
  taken: readonly ProposedCase[],
  refused: readonly ProposedCase[] = [],
): Promise<string> {
  const client = {
    allCases: async (state: string) => (state === 'accepted' ? taken : refused),
  } as Partial<EvaluationClient> as EvaluationClient;
  return (await runCases(client, { verb: 'export', out: file })).join('\n');
}
const text = (): string => readFileSync(file, 'utf8');

describe('an export of accepted questions', () => {
  test('has a row for each, and nothing of what the reader wrote', async () => {
    expect(await exportOf([accepted(1), accepted(2, { domains: null })])).toContain(
      '2 questions, 2 new, 0 gone',
    );
    expect(readFeedbackSet(file)).toEqual([
      {
        id: idOf(1),
        question: 'Question 1?',
        domains: ['cost'],
        rating: 'down',
        from: 'Feedback of 2026-11-01 on inv_1.',
      },
      expect.objectContaining({ id: idOf(2), domains: null }),
    ]);
    expect(text()).not.toContain('Payroll');
  });

  test('again changes nothing; another label changes its row in its place, new ones follow', async () => {
    const before = text();
    await exportOf([accepted(1), accepted(2, { domains: null })]);
    expect(text()).toBe(before);
    await exportOf([accepted(1, { domains: ['quality'] }), accepted(3)]);
    expect(readFeedbackSet(file).map(({ id, domains }) => [id, domains])).toEqual([
      [idOf(1), ['quality']],
      [idOf(2), null],
      [idOf(3), ['cost']],
    ]);
  });

  test('leaves out what was rejected since', async () => {
    expect(await exportOf([accepted(1)], [accepted(2)])).toContain('2 questions, 0 new, 1 gone');
    expect(readFeedbackSet(file).map(({ id }) => id)).toEqual([idOf(1), idOf(3)]);
  });

  test('stops at a row that it cannot read, and keeps the file as it is', async () => {
    const broken = `${text()}{"id":"case_1"}\n`;
    writeFileSync(file, broken);
    await expect(exportOf([accepted(1)])).rejects.toThrow(
      /feedback\.jsonl, line 3: id: must be case_/,
    );
    expect(text()).toBe(broken);
  });
});

describe('the suite of feedback', () => {
  test('asks what stands in the file and in the database once, by the newer label', () => {
    const rows = [feedbackRow(accepted(1)), feedbackRow(accepted(2))];
    const asked = feedbackCases(rows, [accepted(2, { domains: ['quality'] }), accepted(3)]);
    expect(asked.map(({ id, route }) => [id, route])).toEqual([
      [idOf(1), { exactly: [['cost']] }],
      [idOf(2), { exactly: [['quality']] }],
      [idOf(3), { exactly: [['cost']] }],
    ]);
  });

  test('asks a question of two readers once, by the label that there is', () => {
    const rows = [feedbackRow(accepted(1, { domains: null }))];
    const asked = feedbackCases(rows, [
      accepted(2, { question: ' question  1? ', domains: ['security'] }),
    ]);
    expect(asked.map(({ route }) => route)).toEqual([{ exactly: [['security']] }]);
  });
});
