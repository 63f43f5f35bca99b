import { describe, expect, it } from 'vitest';
import { composeByRule } from '../../answers/compose.ts';
import type { Explanation } from '../../domain/explanation.ts';
import { anEvidence } from '../support/evidence.ts';
import { anExplanation } from '../support/explanation.ts';

const table = anEvidence({ certified: 'cost/jobs' });
const lane = {
  domain: 'cost',
  question: 'Why did spend rise?',
  outcome: 'answered',
  detail: null,
  evidence: [table],
} as const;
const check = anEvidence({ title: 'Runs by day' });
const cited = (n: number, row: number) => ({
  marker: `cost:${n}`,
  evidenceId: check.id,
  row,
  column: 'cost',
  columnIndex: 1,
  value: '1',
});
const explanation = anExplanation({
  lines: ['Spend rose by `etl` [cost:3].', 'It failed first [cost:7].'],
  ruledOut: [{ kind: 'price', why: 'No price changed [cost:3].', markers: ['cost:3'] }],
  missing: [{ what: 'Who changed it', remedy: 'GRANT SELECT;' }],
  actions: { now: ['Stop `etl`.'], thisWeek: [], thisMonth: ['Set a limit.'] },
  citations: [cited(3, 0), cited(7, 1)],
});

const compose = (given: Explanation | null) =>
  composeByRule({
    lanes: [lane],
    question: 'Why did spend rise?',
    wordsOf: () => null,
    explanation: given,
  });

describe('an answer with a settled cause', () => {
  it('begins with its first line, and has its other parts before the domains', () => {
    const { markdown } = compose(explanation);
    expect(markdown.split('\n\n').slice(0, 9)).toEqual([
      'Spend rose by `etl` [cost:3].',
      '- It failed first [cost:7].',
      '## Ruled out',
      '- No price changed [cost:3].',
      '## What is missing',
      '- Who changed it. GRANT SELECT;',
      '## What to do',
      '- **Now**: Stop `etl`.\n- **This month**: Set a limit.',
      '## What the domains found',
    ]);
    expect(markdown).toContain('\n## Cost\n');
  });

  it('keeps its markers, and cells of other tables get others', () => {
    const { citations } = compose(explanation);
    expect(citations.slice(0, 2)).toEqual([cited(3, 0), cited(7, 1)]);
    const others = citations.slice(2);
    expect(others.length).toBeGreaterThan(0);
    expect(others.every(({ evidenceId }) => evidenceId === table.id)).toBe(true);
    expect(new Set(citations.map(({ marker }) => marker)).size).toBe(citations.length);
  });

  it('is as without one where nothing was searched', () => {
    const skipped = anExplanation({ verdict: 'skipped', lines: ['No cause was looked for.'] });
    expect(compose(skipped).markdown).toBe(compose(null).markdown);
  });
});
