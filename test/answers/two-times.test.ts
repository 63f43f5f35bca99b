import { describe, expect, it } from 'vitest';
import { composeByRule } from '../../answers/compose.ts';
import { checkClaims } from '../../claims/check-claims.ts';
import type { AnswerWords } from '../../domain/answer-words.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { anEvidence } from '../support/evidence.ts';
import { count, day, key, label, money, percent } from './columns.ts';

const wordsOf = (over: Partial<AnswerWords>): AnswerWords => ({
  line: 'You spent {sum cost_usd} {scope}[[, most on {at cost_usd usage_date}]].',
  none: 'There is no usage {scope}: nothing was spent.',
  exists: false,
  opposite: [],
  asks: [],
  roles: new Map([
    ['from_date', 'window.from'],
    ['to_date', 'window.to'],
    ['workspace', 'workspace'],
    ['top_n', 'top_n'],
  ]),
  ...over,
});

/** A table of the days from one to before another, with more parameters if it has any. */
function tableOf(
  [from, to]: readonly [string, string],
  columns: Evidence['columns'],
  rows: Evidence['rows'],
  over: Partial<Evidence> = {},
): Evidence {
  const parameters = [
    { name: 'from_date', value: from },
    { name: 'to_date', value: to },
    ...(over.parameters ?? []),
  ];
  const base = {
    columns: columns.map((column) => ({ ...column })),
    rows,
    rowCount: rows.length,
    certified: 'cost/some',
    ...over,
  };
  return anEvidence({ ...base, parameters });
}

/** The first line of a lane with two tables; every claim of it must be traced to them. */
function lineOf(question: string, evidence: readonly Evidence[], words: AnswerWords | null) {
  const lane = { domain: 'cost', question, outcome: 'answered', detail: null, evidence } as const;
  const { markdown, citations } = composeByRule({ lanes: [lane], question, wordsOf: () => words });
  const [line = ''] = markdown.split('\n');
  const claims = checkClaims(line, citations, evidence);
  expect(claims.filter(({ verdict }) => verdict === 'unsupported')).toEqual([]);
  return line.replaceAll(/ ?\[cost:\d+\]/g, '');
}

const saturday = ['2026-11-21', '2026-11-22'] as const;
const friday = ['2026-11-20', '2026-11-21'] as const;
const thisWeek = ['2026-11-16', '2026-11-23'] as const;
const lastWeek = ['2026-11-09', '2026-11-16'] as const;

describe('spend of two times', () => {
  const columns = [day('usage_date'), money('cost_usd')];
  const spent = (window: readonly [string, string], ...rows: (readonly [string, string])[]) =>
    tableOf(window, columns, rows);
  const now = spent(saturday, ['2026-11-21', '1200.00']);
  const before = spent(friday, ['2026-11-20', '1068.00']);
  const line = 'on Sat 21 Nov, 12.4 % more than on Fri 20 Nov (1,068.00 USD).';

  it('is one line, whichever table comes first', () => {
    const question = 'spend yesterday vs the day before';
    expect(lineOf(question, [now, before], wordsOf({}))).toBe(`You spent 1,200.00 USD ${line}`);
    expect(lineOf(question, [before, now], wordsOf({}))).toBe(`You spent 1,200.00 USD ${line}`);
  });

  it.each([
    ['did we spend more yesterday than the day before?', 'Yes'],
    ['is spend lower than the day before?', 'No'],
  ])('is told after yes or no: %s', (question, verdict) => {
    expect(lineOf(question, [now, before], wordsOf({}))).toBe(
      `${verdict}: you spent 1,200.00 USD ${line}`,
    );
  });

  it('is the sum of the days of each', () => {
    const weeks = [
      spent(lastWeek, ['2026-11-09', '10.00'], ['2026-11-10', '20.00']),
      spent(['2026-11-02', '2026-11-09'], ['2026-11-02', '25.00'], ['2026-11-03', '15.00']),
    ];
    expect(lineOf('spend last week vs the week before', weeks, wordsOf({}))).toBe(
      'You spent 30.00 USD from Mon 9 to Sun 15 Nov, 25.0 % less than from Mon 2 to Sun 8 Nov (40.00 USD).',
    );
  });

  it('of a time that is not over is set against nothing, unless it is more already', () => {
    const until = { completeUntil: '2026-11-18T00:00:00.000Z' };
    const [part, whole] = [
      { ...spent(thisWeek, ['2026-11-16', '10.00']), ...until },
      spent(lastWeek, ['2026-11-09', '40.00']),
    ];
    const question = 'is spend higher than last week?';
    expect(lineOf(question, [part, whole], wordsOf({}))).toBe(
      'You spent 10.00 USD from Mon 16 to Sun 22 Nov, against 40.00 USD from Mon 9 to Sun 15 Nov; the later time is not over yet.',
    );
    const more = { ...spent(thisWeek, ['2026-11-16', '50.00']), ...until };
    expect(lineOf(question, [more, whole], wordsOf({}))).toMatch(/^Yes: you spent 50\.00 USD/);
  });

  it('is not held against the order of the days of one time', () => {
    const weeks = [
      spent(thisWeek, ['2026-11-16', '30.00'], ['2026-11-17', '20.00']),
      spent(lastWeek, ['2026-11-09', '25.00'], ['2026-11-10', '15.00']),
    ];
    expect(lineOf('spend last week vs the week before', weeks, wordsOf({}))).toMatch(
      /25\.0 % more than/,
    );
  });

  it('of times of another length are set against each other without a percentage', () => {
    const tables = [
      spent(['2026-11-01', '2026-11-23'], ['2026-11-01', '50.00']),
      spent(['2026-10-01', '2026-11-01'], ['2026-10-01', '60.00']),
    ];
    expect(lineOf('spend in November vs October', tables, wordsOf({}))).toBe(
      'You spent 50.00 USD from Sun 1 to Sun 22 Nov, against 60.00 USD from Thu 1 to Sat 31 Oct; the times are not equally long.',
    );
  });

  it('is told when there was none at one time', () => {
    const question = 'spend yesterday vs the day before';
    const none = { ...before, rows: [], rowCount: 0 };
    expect(lineOf(question, [now, none], wordsOf({}))).toBe(
      'You spent 1,200.00 USD on Sat 21 Nov, against none on Fri 20 Nov.',
    );
    expect(lineOf(question, [{ ...now, rows: [], rowCount: 0 }, before], wordsOf({}))).toBe(
      'There is no usage on Sat 21 Nov: nothing was spent, against 1,068.00 USD on Fri 20 Nov.',
    );
  });

  it('is said of columns without words', () => {
    const plain = [now, before].map((table) => ({ ...table, certified: null }));
    expect(lineOf('spend yesterday vs the day before', plain, null)).toBe(
      'Cost of 1,200.00 USD on Sat 21 Nov, 12.4 % more than on Fri 20 Nov (1,068.00 USD).',
    );
  });
});

describe('counts of two times', () => {
  const runs = [key('run_id'), label('job_name')];
  const words = wordsOf({
    line: 'The latest is of {job_name run_id}; {count failed_run failed_runs} in all {scope}.',
    none: 'No run failed {scope}.',
  });
  const failed = (window: readonly [string, string], n: number, top?: string) =>
    tableOf(
      window,
      runs,
      Array.from({ length: n }, (_, at) => [`r${at}`, 'etl']),
      top === undefined ? {} : { parameters: [{ name: 'top_n', value: top }] },
    );

  it('are the rows of a list', () => {
    expect(
      lineOf(
        'failed runs last week vs the week before',
        [failed(thisWeek, 6), failed(lastWeek, 4)],
        words,
      ),
    ).toBe(
      '6 failed runs from Mon 16 to Sun 22 Nov, 50.0 % more than from Mon 9 to Sun 15 Nov (4).',
    );
  });

  it('of a list that was cut are at least so many', () => {
    const tables = [failed(thisWeek, 5, '5'), failed(lastWeek, 4, '5')];
    expect(lineOf('did failed runs go up against last week?', tables, words)).toBe(
      'Yes: at least 5 failed runs from Mon 16 to Sun 22 Nov, already more than from Mon 9 to Sun 15 Nov (4); the later time is not over yet.',
    );
    expect(lineOf('failed runs last week vs the week before', tables.toReversed(), words)).toMatch(
      /^At least 5 failed runs/,
    );
    const other = [failed(thisWeek, 4, '5'), failed(lastWeek, 5, '5')];
    expect(lineOf('did failed runs go up against last week?', other, words)).toBe(
      '4 failed runs from Mon 16 to Sun 22 Nov, against at least 5 from Mon 9 to Sun 15 Nov; the later time is not over yet.',
    );
  });

  it('are those that the question asks for', () => {
    const columns = [day('day'), count('events', 'events'), count('refused_events', 'events')];
    const events = wordsOf({ line: '{sum events} events {scope}.' });
    const tables = [
      tableOf(saturday, columns, [['2026-11-21', 90, 9]]),
      tableOf(friday, columns, [['2026-11-20', 80, 12]]),
    ];
    expect(lineOf('refused events yesterday vs the day before', tables, events)).toBe(
      '9 refused events on Sat 21 Nov, 25.0 % less than on Fri 20 Nov (12).',
    );
  });
});

it('is about what the lane asks where the question points to an earlier one', () => {
  const columns = [
    key('job_id'),
    label('job_name'),
    count('runs', 'runs'),
    count('failed_runs', 'runs'),
  ];
  const evidence = [
    tableOf(saturday, columns, [['1', 'etl', 30, 9]]),
    tableOf(friday, columns, [['1', 'etl', 20, 3]]),
  ];
  const question = 'How many runs failed yesterday compared with the day before?';
  const lane = { domain: 'cost', question, outcome: 'answered', detail: null, evidence } as const;
  const { markdown } = composeByRule({
    lanes: [lane],
    question: 'is that more than the day before?',
    wordsOf: () => wordsOf({ line: '{job_name job_id} ran {scope}.' }),
  });
  expect(markdown).toMatch(/^Yes: 9 \[cost:1\] failed runs on Sat 21 Nov, 200\.0 %/);
});

describe('rows of two times', () => {
  const columns = [key('job_id'), label('job_name'), count('failed_runs', 'runs')];
  const words = wordsOf({ line: '{job_name job_id} failed the most: {failed_runs} runs {scope}.' });
  const tables = [
    tableOf(thisWeek, columns, [
      ['1', 'etl', 9],
      ['2', 'load', 3],
    ]),
    tableOf(lastWeek, columns, [['1', 'etl', 4]]),
  ];

  it('are told each where the question asks which', () => {
    expect(lineOf('Which jobs failed more this week than last week?', tables, words)).toBe(
      'Failed runs from Mon 16 to Sun 22 Nov, and before that from Mon 9 to Sun 15 Nov: `etl` 9 (4 before); `load` 3 (none before).',
    );
  });

  it('are not known to have been none where rows may lack', () => {
    const [now, before] = tables;
    const cut = before && { ...before, truncated: true };
    expect(
      lineOf(
        'Which jobs failed more than last week?',
        [now, cut].flatMap((one) => one ?? []),
        words,
      ),
    ).toMatch(/`load` 3 \(not among the rows before\)/);
  });

  it('are told each where a sum says nothing', () => {
    const rates = tables.map((table) => ({
      ...table,
      columns: [key('job_id'), label('job_name'), percent('success_percent')],
    }));
    expect(lineOf('success rate this week vs last week', rates, words)).toMatch(
      /`etl` 9 % \(4 % before\)/,
    );
  });

  it('are summed where the question asks for all', () => {
    expect(lineOf('failed runs last week vs the week before', tables, words)).toBe(
      '12 failed runs from Mon 16 to Sun 22 Nov, 200.0 % more than from Mon 9 to Sun 15 Nov (4).',
    );
  });
});

it('a second table of another kind is not in the first line', () => {
  const one = tableOf(
    saturday,
    [day('usage_date'), money('cost_usd')],
    [['2026-11-21', '1200.00']],
  );
  const other = {
    ...one,
    certified: 'cost/other',
    columns: [day('usage_date'), money('other_usd')],
  };
  const line = lineOf('spend yesterday vs the day before', [one, other], wordsOf({}));
  expect(line).toMatch(/^You spent 1,200\.00 USD on Sat 21 Nov/);
});
