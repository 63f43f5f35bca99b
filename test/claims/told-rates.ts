import type { Cell } from '../../domain/evidence.ts';
import type { Random } from './made.ts';
import { all, dayMs, dayText, fromMs, table, words } from './telling.ts';
import type { Telling, Told } from './telling.ts';

/** Runs by day or workspace with a rate, tables with a flag, owners with conditions. */
export function rates(chance: Random): Telling {
  const { below, of } = chance;
  const names = ['prod-eu', 'prod-us', 'analytics', 'sandbox'].slice(0, 3 + below(2));
  const rows = names.map((name): readonly Cell[] => {
    const finished = 100 + below(600);
    const failed = 3 + below(90);
    return [
      name,
      finished,
      finished - failed,
      failed,
      Number((((finished - failed) / finished) * 100).toFixed(1)),
    ];
  });
  const made = table(
    [
      ['workspace', 'STRING', 'label', null],
      ['finished_runs', 'INT', 'measure', 'runs'],
      ['succeeded_runs', 'INT', 'measure', 'runs'],
      ['failed_runs', 'INT', 'measure', 'runs'],
      ['success_percent', 'DOUBLE', 'measure', 'percent'],
    ],
    rows,
  );
  const at = below(rows.length);
  const [name, finished, succeeded, failed, percent] = (rows[at] ?? [])
    .map(Number)
    .map((n, k) => (k === 0 ? names[at] : n)) as [string, number, number, number, number];
  const bar = of([20, 40, 60]);
  const above = rows.filter((row) => Number(row[3]) > bar).length;
  const wrong = above + of([1, 2]);
  const count = (n: number): string =>
    n === 0
      ? `No workspace has more than ${bar} failed runs.`
      : n === 1
        ? `One workspace has more than ${bar} failed runs.`
        : of([
            `${words[n]?.replace(/^./, (c) => c.toUpperCase())} workspaces have more than ${bar} failed runs.`,
            `The number of workspaces that have more than ${bar} failed runs is ${n}.`,
          ]);
  const most = Math.max(...rows.map((row) => Number(row[3])));
  const say = (isTrue: boolean): readonly Told[] => [
    {
      kind: 'rate',
      isTrue,
      rows: [at],
      text: of([
        `${name} succeeds in ${isTrue ? percent : (percent - 7).toFixed(1)} percent of the cases.`,
        `The success rate of ${name} is ${isTrue ? percent : (100 - percent).toFixed(1)} %.`,
        `${name} failed in ${isTrue ? (100 - percent).toFixed(1) : percent} % of its runs.`,
        `Failure rate of ${name}: ${isTrue ? ((failed / finished) * 100).toFixed(1) : percent}%.`,
      ]),
    },
    {
      kind: 'polarity',
      isTrue,
      rows: [at],
      text: of([
        `Of the ${finished} finished runs of ${name}, ${isTrue ? succeeded : failed} succeeded.`,
        `Of the ${finished} finished runs of ${name}, ${isTrue ? failed : succeeded} failed.`,
        `${isTrue ? failed : succeeded} of ${finished} runs of ${name} failed.`,
      ]),
    },
    { kind: 'condition', isTrue, rows: all(rows), text: count(isTrue ? above : wrong) },
    {
      kind: 'every',
      isTrue,
      rows: all(rows),
      text: of([
        `Every workspace has ${isTrue ? 'at most' : 'fewer than'} ${most} failed runs.`,
        `No workspace has more than ${isTrue ? most : most - 1} failed runs.`,
      ]),
    },
    {
      kind: 'unit',
      isTrue,
      rows: [at],
      text: `The success rate of ${name} is ${isTrue ? percent : Number((percent * 3).toFixed(1))} %.`,
    },
  ];
  return { table: made, told: [...say(true), ...say(false)] };
}

/** Tables of a day against what was expected; the last commit and owner of stale ones. */
export function tables(chance: Random): Telling {
  const { below, of } = chance;
  const names = ['prod.hr.payroll', 'prod.web.sessions', 'eu.sales.umsätze', 'dev.tmp.x1'].slice(
    0,
    3 + below(2),
  );
  const owners = ['finance', 'web', 'people', 'finance'];
  const rows = names.map((name, n): readonly Cell[] => {
    const least = 10_000 + below(3_000_000);
    const got = of([Math.round(least * 1.25), Math.round(least * 0.5)]);
    const at = fromMs + (2 * n + below(2)) * dayMs + below(1440) * 60_000;
    return [name, owners[n] ?? '', got, least, got >= least, new Date(at).toISOString()];
  });
  const made = table(
    [
      ['table', 'STRING', 'label', null],
      ['owner', 'STRING', 'label', null],
      ['rows_of_day', 'BIGINT', 'measure', 'rows'],
      ['least_expected_rows', 'BIGINT', 'measure', 'rows'],
      ['complete', 'BOOLEAN', 'label', null],
      ['last_commit_at', 'TIMESTAMP', 'time', null],
    ],
    rows,
  );
  const at = below(rows.length);
  const [name, owner, got, least, complete, commit] = rows[at] ?? [];
  const done = rows.filter((row) => row[4] === true).length;
  const time = String(commit).slice(11, 16);
  const say = (isTrue: boolean): readonly Told[] => {
    const pick = <T>(right: T, wrong: T): T => (isTrue ? right : wrong);
    const isComplete = isTrue === complete;
    const ms = Date.parse(String(commit)) + (isTrue ? 0 : of([-1, 1, 2]) * dayMs);
    const big = (n: unknown): string =>
      of([
        Number(n).toLocaleString('en-US'),
        `${(Number(n) / 1000).toFixed(1)}K`,
        `${(Number(n) / 1e6).toFixed(2)} million`,
      ]);
    return [
      {
        kind: 'flag',
        isTrue,
        rows: [at],
        text: of([
          `${name} is ${isComplete ? 'complete' : 'incomplete'}.`,
          `${name} is ${isComplete ? '' : 'not '}complete.`,
          `${name} got ${isComplete ? 'more' : 'fewer'} rows than expected.`,
        ]),
      },
      {
        kind: 'flag-count',
        isTrue,
        rows: all(rows),
        text: of([
          `${done + pick(0, 1)} tables are complete.`,
          `${rows.length - done + pick(0, 1)} tables are incomplete.`,
        ]),
      },
      {
        kind: 'owner',
        isTrue,
        rows: [at],
        text: of([
          `${name} belongs to ${isTrue ? owner : owner === 'web' ? 'people' : 'web'}.`,
          `The owner of ${name} is ${isTrue ? owner : owner === 'web' ? 'finance' : 'web'}.`,
        ]),
      },
      {
        kind: 'commit',
        isTrue,
        rows: [at],
        text: of([
          `${name} was last written on ${dayText(ms, chance)}.`,
          `The last commit of ${name} is from ${dayText(ms, chance)} at ${time} UTC.`,
        ]),
      },
      {
        kind: 'rows',
        isTrue,
        rows: [at],
        text: of([
          `${name} got ${big(pick(got, least))} rows.`,
          `The lower bound for ${name} stands at ${big(pick(least, got))} rows.`,
          `At least ${big(pick(least, got))} rows were expected in ${name}.`,
        ]),
      },
      {
        kind: 'window',
        isTrue,
        rows: all(rows),
        text: of([
          `The figures are from ${pick(4, 5)} November to ${pick(17, 18)} November.`,
          `The window begins on November ${pick(4, 3)}.`,
          `Window: ${pick(4, 1)} Nov – 17 Nov 2026.`,
          `Tables over a stretch of ${pick(14, 13)} days.`,
          `All figures are for ${pick(14, 7)} days up to the end of 17 November.`,
          `Tables since ${pick(4, 6)} November.`,
          `The window ends on ${pick(17, 16)} November.`,
        ]),
      },
      {
        kind: 'heading',
        isTrue,
        rows: all(rows),
        text: of([
          `## Rows by ${pick('table', 'workspace')}`,
          `**The ${rows.length + pick(0, 1)} tables of this answer**`,
          `### Rows per ${pick('owner', 'warehouse')}`,
          `Rows per table (${rows.length - pick(0, 1)} tables)`,
        ]),
      },
    ];
  };
  return { table: made, told: [...say(true), ...say(false)] };
}
