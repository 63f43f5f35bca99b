import { describe, expect, it } from 'vitest';
import { leavesOf, termsOf } from '../../../activities/synthesise/leaves.ts';
import { createMarkers } from '../../../domain/citations.ts';
import { anExplanation } from '../../support/explanation.ts';
import { jobs } from './answer-bench.ts';

const table = jobs('cost');
const markers = createMarkers();
const marker = markers.cell(table, 0, 0);
const settled = {
  question: 'What did the jobs cost last week?',
  evidence: [table],
  cause: null,
  byRule: `\`etl\` ${marker} costs the most.\n\n## Cost\n\nmore`,
  citations: markers.citations(),
};

describe('what an answer leaves in memory', () => {
  it('is its first line without markers, with the tables that it cites', () => {
    expect(leavesOf(settled)?.insights).toEqual([
      { domain: 'cost', text: '`etl` costs the most.', evidenceIds: [table.id] },
    ]);
  });

  it('is a line for each domain', () => {
    const byRule = `- **cost**: \`etl\` ${marker} costs the most.\n- **quality**: No row.`;
    expect(leavesOf({ ...settled, byRule })?.insights.map(({ domain }) => domain)).toEqual([
      'cost',
    ]);
  });

  it('is the line of a settled cause, and nothing that a model wrote', () => {
    expect(leavesOf({ ...settled, byRule: null })?.insights).toEqual([]);
    const cause = anExplanation();
    const left = leavesOf({ ...settled, byRule: null, cause });
    expect(left?.insights.length).toBeLessThanOrEqual(1);
  });

  it('is nothing where nothing was found', () => {
    expect(leavesOf({ ...settled, evidence: [] })).toBeNull();
  });

  it('is found by words, what they stand for, and the certified questions', () => {
    const terms = termsOf('How much did we spend?', ['cost/spend_by_day']);
    expect(terms).toContain('cost');
    expect(terms).toContain('q_cost_spend_by_day');
    expect(terms.every((term) => /^[\p{L}\p{N}_]+$/u.test(term))).toBe(true);
  });
});
