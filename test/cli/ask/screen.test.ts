import { describe, expect, it } from 'vitest';
import { foldLines, visibleLength } from '../../../cli/ask/fold.ts';
import { listText } from '../../../cli/ask/list-text.ts';
import { reportText } from '../../../cli/ask/report-text.ts';
import { screenText } from '../../../cli/ask/screen-text.ts';
import { cellText, tableLines } from '../../../cli/ask/table-text.ts';
import { usageLine } from '../../../cli/ask/usage-line.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { answer, evidence, investigation } from './investigation-fixture.ts';

const plain = (text: string): string => text;
const long = 'A sentence of the answer that is quite long. '.repeat(40);
const many: Evidence = {
  ...evidence,
  rows: Array.from({ length: 200 }, (_, n) => [`job_${n}`, `${n}.500`]),
  rowCount: 200,
};

describe('a result on a terminal', () => {
  const sizes = [
    [80, 24],
    [40, 12],
    [120, 50],
    [20, 10],
  ] as const;

  it.each(sizes)('fits into %i columns and %i lines', (width, height) => {
    const one = { ...investigation('partial'), answer: { ...answer, markdown: long } };
    const lines = screenText(one, [many, many, many], { width, height }, plain).split('\n');
    expect(lines.length).toBeLessThanOrEqual(height);
    const wide = lines.filter((line) => visibleLength(line) > width && line.includes(' '));
    expect(wide.filter((line) => !line.startsWith('Whole result:'))).toEqual([]);
  });

  it('has the first lines of the answer, rows of its tables, what is missing and what it took', () => {
    const size = { width: 80, height: 24 };
    expect(screenText(investigation('partial'), [evidence], size, plain)).toBe(`Answer
Jobs cost 12.50 USD [cost:1].
• first
• second
cost: Spend by job (1 row; certified cost/job_cost, complete until 2026-11-20T0…
job            usd
nightly_load  12.5
✗ quality: failed. QUALITY_GENIE_SPACE_ID is not set
Confidence 45 %, without model
Whole result: npm run ask -- --follow ${investigation('partial').id} --full
7.0 s, 0 Genie questions, 0 polls, no model
`);
  });

  it('says how much it left out', () => {
    const one = { ...investigation('completed'), answer: { ...answer, markdown: long } };
    const size = { width: 60, height: 16 };
    expect(screenText(one, [many, many, many, many], size, plain)).toMatch(
      /… \d+ more lines\n[^]*… \d+ more tables\n/,
    );
  });
});

describe('a table in a terminal', () => {
  it('aligns numbers to the right and counts the columns that do not fit', () => {
    expect(tableLines(evidence, 5, 80)).toEqual(['job            usd', 'nightly_load  12.5']);
    expect(tableLines(evidence, 5, 14)).toEqual(['job           +1', 'nightly_load']);
    const columns = evidence.columns.map((column) => ({
      ...column,
      name: `\u001B[2J${column.name}\n`,
    }));
    expect(tableLines({ ...evidence, columns }, 5, 80)[0]).toBe('[2Jjob        [2Jusd');
  });

  it.each([
    ['12.500000000000000000', 'DECIMAL(38,18)', '12.5'],
    ['3.000', 'decimal(10,3)', '3'],
    ['3.10', 'STRING', '3.10'],
    ['9007199254740993', 'BIGINT', '9007199254740993'],
    [1200, 'INT', '1200'],
    [null, 'INT', ''],
    ['2026-11-20T08:15:30.000Z', 'TIMESTAMP', '2026-11-20 08:15'],
    ['v1.200', 'STRING', 'v1.200'],
    ['a\nb\u001b[2J', 'STRING', 'a b[2J'],
  ] as const)('shows %j of type %s as %j', (cell, type, shown) => {
    expect(cellText(cell, type)).toBe(shown);
  });
});

describe('lines that are too wide', () => {
  it('go on below their text', () => {
    expect(foldLines('• one two three', 9)).toEqual(['• one two', '  three']);
    expect(foldLines('unbreakable', 5)).toEqual(['unbreakable']);
  });
});

describe('the line of what an answer took', () => {
  it('counts the model and its tokens', () => {
    const usage = {
      modelCalls: 1,
      inputTokens: 1234,
      outputTokens: 56,
      genieQuestions: 2,
      geniePolls: 14,
      statements: 0,
    };
    expect(usageLine({ ...investigation('completed'), usage })).toBe(
      '7.0 s, 2 Genie questions, 14 polls, 1 model call (1,234 tokens in, 56 tokens out)',
    );
    expect(
      usageLine({ ...investigation('completed'), usage: { ...usage, statements: 9 } }),
    ).toMatch(/14 polls, 9 statements, 1 model call/);
  });
});

describe('the list of investigations', () => {
  it('is a line each, cut at the width of the terminal', () => {
    const one = investigation('completed');
    const atMs = Date.parse(one.createdAt) + 7_500_000;
    expect(listText([one], atMs, null)).toBe(`${one.id}  completed     2 h  What did jobs cost?\n`);
    expect(listText([one], atMs, 60).trimEnd().length).toBe(60);
    expect(listText([], atMs, null)).toBe('You have not asked anything yet.\n');
  });
});

describe('a report', () => {
  it('has question, answer, tables, SQL, caveats and time', () => {
    const text = reportText(investigation('partial'), [evidence]);
    const order = [
      '# What did jobs cost?',
      '## Answer',
      '### Answer',
      'Jobs cost **12.50 USD** [cost:1].',
      '- quality: failed.',
      '- List prices.',
      '## cost: Spend by job (1 row; certified cost/job_cost',
      '| job | usd |\n| --- | --- |\n| nightly_load | 12.5 |',
      '- `:top_n` = 5',
      '```sql\nselect job, usd from spend\n```',
      '7.0 s, 0 Genie questions',
    ].map((part) => text.indexOf(part));
    expect(order.filter((at) => at < 0)).toEqual([]);
    expect(order).toEqual(order.toSorted((left, right) => left - right));
  });

  it('is not broken by what stands in a cell or in the SQL', () => {
    const odd = { ...evidence, rows: [['a|b\nc', '1']], sql: 'select "```"' };
    const text = reportText(investigation('partial'), [odd]);
    expect(text).toContain('| a\\|b c | 1 |');
    const live = { ...evidence, title: '![x](y)', rows: [['<img src=x>', '1']] };
    expect(reportText(investigation('partial'), [live])).not.toMatch(/!\[x\]|(?<!\\)<img/);
    expect(text).toContain('````sql\nselect "```"\n````');
  });
});
