import { describe, expect, test } from 'vitest';
import type { Investigation } from '../../domain/investigation.ts';
import { FirstLineLabel } from '../../eval/case.ts';
import type { EvaluationCase } from '../../eval/case.ts';
import type { CaseRun } from '../../eval/case-run.ts';
import { firstLine } from '../../eval/scorers/first-line.ts';

const day = '2026-11-18';
const labelled: EvaluationCase = {
  id: 'a',
  question: 'What did we spend?',
  route: { among: ['cost'] },
  certified: null,
  firstLine: null,
  cause: null,
  asOf: day,
};

const lead = '“the last 7 days” could not be applied.';

function verdict(markdown: string, label: object, over: Partial<CaseRun> = {}): string {
  const lanes = [{ domain: 'cost', outcome: 'answered' }];
  const caveats = [...markdown.matchAll(/^\*\*(.*)\*\*$/gm)].map(([, text = '']) => text);
  const answer = { markdown, citations: [], caveats };
  const run: CaseRun = {
    case: { ...labelled, firstLine: FirstLineLabel.parse(label) },
    // What the scorer reads of it.
    investigation: {
      status: 'completed',
      lanes,
      answer,
      explanation: null,
    } as unknown as Investigation,
    evidence: [],
    truths: [],
    meant: null,
    asOf: day,
    world: null,
    earlier: [],
    ...over,
  };
  return firstLine.judge(run).verdict;
}

const usd = { number: 2610.075916, unit: 'USD', tolerance: 0.006 };
const minutes = { number: 165.14, unit: 'min', tolerance: 0.01 };
const table = { name: 'prod.payments.transactions' };

describe('the first line', () => {
  test.each([
    ['has the number', 'It was 2,610.08 USD [cost:1] yesterday.', [usd], 'pass'],
    ['has it rounded', 'It was about $2.6k yesterday.', [usd], 'pass'],
    ['has another number', 'It was 2,710.08 USD yesterday.', [usd], 'fail'],
    ['has it in another unit', 'It was 2,610.08 DBU yesterday.', [usd], 'fail'],
    ['has it in hours', 'It took 2.75 h.', [minutes], 'pass'],
    ['has the name', '`prod.payments.transactions` is stale.', [table], 'pass'],
    ['has one of two', 'It is `x`.', [table, { name: 'x' }], 'pass'],
    ['says yes', 'Yes, 93 times.', [{ yes: true }], 'pass'],
    ['says no where yes is right', 'No, never.', [{ yes: true }], 'fail'],
    ['says that there is none', 'No table is named `x.y`.', [{ noSuch: 'x.y' }], 'pass'],
    ['says it of something else', 'No table is named `z`.', [{ noSuch: 'x.y' }], 'fail'],
  ])('%s: %s', (_, text, group, expected) => {
    expect(verdict(text, { expect: [group] })).toBe(expected);
  });

  test('is read alone: what comes later does not count', () => {
    expect(verdict('# \n\nIt rose.\n\nIt was 2,610.08 USD.', { expect: [[usd]] })).toBe('fail');
  });

  test('stands behind what of the question is not followed', () => {
    const text = `**${lead}**\n\nIt was 2,610.08 USD.`;
    expect(verdict(text, { expect: [[usd]] })).toBe('pass');
    expect(verdict(`**${lead}**\n\nIt rose.`, { expect: [[usd]] })).toBe('fail');
  });

  test('may say before all else that there is no such thing', () => {
    const told = '**There is no “etl-large”: no warehouse is called so.**\n\nIt was 2,610.08 USD.';
    expect(verdict(told, { expect: [[{ noSuch: 'etl-large' }]] })).toBe('pass');
    expect(verdict(told, { expect: [[{ noSuch: 'other' }]] })).toBe('fail');
    // No other thing is looked for there.
    expect(verdict(told, { expect: [[{ name: 'etl-large' }]] })).toBe('fail');
  });

  test('has a line for each domain, where several answer', () => {
    const text =
      '- **cost**: It was 2,610.08 USD.\n- **reliability**: 93 runs failed.\n\n## More\n\n- 12 h';
    const runs = { number: 93, unit: 'runs', tolerance: 0 };
    expect(verdict(text, { expect: [[usd], [runs]] })).toBe('pass');
    expect(verdict(text, { expect: [[{ number: 12, unit: 'h', tolerance: 0 }]] })).toBe('fail');
  });

  test('needs one of every group, and nothing that is forbidden', () => {
    const text = 'It was 2,610.08 USD, most of it `etl`.';
    expect(verdict(text, { expect: [[usd], [{ name: 'etl' }]] })).toBe('pass');
    expect(verdict(text, { expect: [[usd], [{ name: 'other' }]] })).toBe('fail');
    expect(verdict(text, { expect: [[usd]], mustNot: ['etl'] })).toBe('fail');
    expect(
      verdict('2,610.08 USD and 9,717.56 USD', { expect: [[usd]], mustNot: [9717.56408] }),
    ).toBe('fail');
  });

  test('of other data is not judged, and neither is none', () => {
    expect(verdict('x', { expect: [[usd]] }, { asOf: '2026-11-29' })).toBe('skipped');
    expect(verdict('', { expect: [[usd]] })).toBe('notRun');
  });
});
