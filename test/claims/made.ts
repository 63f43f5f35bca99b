import { createMarkers } from '../../domain/citations.ts';
import type { Citation } from '../../domain/answer.ts';
import type { Cell, Evidence } from '../../domain/evidence.ts';
import { anEvidence } from '../support/evidence.ts';
import { shapes } from './shapes.ts';
import type { Measure, Shape } from './shape.ts';

/** A sentence made from a table, and whether it is true of it. */
export type Made = {
  readonly kind: string;
  readonly markdown: string;
  readonly isTrue: boolean;
  readonly citations: readonly Citation[];
  readonly evidence: Evidence;
};

export type Random = {
  readonly below: (n: number) => number;
  readonly of: <T>(list: readonly T[]) => T;
};

/** The same numbers for the same seed (mulberry32). */
export function random(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    below,
    of: (list) => {
      const found = list[below(list.length)];
      if (found === undefined) throw new Error('an empty list');
      return found;
    },
  };
}

const names: Readonly<Record<string, readonly string[]>> = {
  job: [
    'nightly_export',
    'features_build',
    'ml score v2',
    'sync-crm',
    'etl.2024.daily',
    'Übertrag täglich',
    'load (eu)',
  ],
  team: ['growth', 'core', 'sales', 'people', 'data-platform', 'iot', 'web'],
  warehouse: ['bi-main', 'bi-main-eu', 'adhoc', 'prod serving', "analysts' box", 'etl_small'],
  user: ['fay@example.com', 'gil@example.com', 'svc-etl', 'bo.li@example.net', 'ana@example.com'],
  table: [
    'prod.hr.payroll',
    'prod.web.sessions',
    'eu.sales.umsätze',
    'dev.tmp.x1',
    'prod.web.sessions_raw',
  ],
  owner: ['finance', 'web', 'payments', 'people', 'logistics'],
  workspace: ['prod-eu', 'prod-us', 'prod-eu-2', 'analytics', 'sandbox'],
  endpoint: ['assistant', 'doc-search', 'churn-scoring', 'gpt-4o-mini'],
  pipeline: ['orders_dlt', 'cdc-customers', 'events stream', 'gold_refresh'],
};

export type MadeTable = {
  readonly shape: Shape;
  readonly evidence: Evidence;
  readonly names: readonly string[];
  /** Numbers by measure, then by row. */
  readonly numbers: readonly (readonly number[])[];
};

const dayMs = 86_400_000;
const fromMs = Date.parse('2026-11-06T00:00:00Z');
const iso = (ms: number): string => new Date(ms).toISOString();

/** A table of a form with numbers that are all different. */
export function aTable(shape: Shape, { below, of }: Random): MadeTable {
  const isDays = shape.kind === 'time';
  const pool = names[shape.nouns[0]] ?? [];
  const count = isDays ? 4 + below(6) : 3 + below(Math.max(1, pool.length - 2));
  const start = below(pool.length + 1);
  const labels = Array.from({ length: count }, (_, n) =>
    isDays ? iso(fromMs + n * dayMs).slice(0, 10) : (pool[(start + n) % pool.length] ?? ''),
  );
  const used = new Set<number>();
  const numbers = shape.measures.map(({ decimals, most }) =>
    labels.map(() => {
      for (;;) {
        const value = Number(((1 + below(most * 100)) / 100).toFixed(decimals));
        if (value > 1 && ![...used].some((other) => Math.abs(other - value) < 0.02 * value + 0.2)) {
          used.add(value);
          return value;
        }
        if (used.size > 60 || most < 100)
          return Number((value + most + used.size).toFixed(decimals));
      }
    }),
  );
  const isCompared = shape.measures.some(({ name }) => /before|previous/.test(name));
  const difference = (row: number): number =>
    Number(((numbers[0]?.[row] ?? 0) - (numbers[1]?.[row] ?? 0)).toFixed(2));
  const rows = labels.map((label, row): Cell[] => [
    label,
    ...numbers.map((column) => of([column[row] ?? 0, String(column[row] ?? 0)])),
    ...(isCompared ? [difference(row)] : []),
  ]);
  const columns = [
    { name: shape.key, type: isDays ? 'DATE' : 'STRING', is: shape.kind, unit: null },
    ...shape.measures.map(({ name, unit }) => ({
      name,
      type: 'DOUBLE',
      is: 'measure' as const,
      unit,
    })),
    ...(isCompared
      ? [
          {
            name: 'difference',
            type: 'DOUBLE',
            is: 'measure' as const,
            unit: shape.measures[0]?.unit ?? null,
          },
        ]
      : []),
  ];
  const parameters = [
    { name: 'from_time', value: iso(fromMs) },
    { name: 'to_time', value: iso(fromMs + (isDays ? count : 7) * dayMs) },
  ];
  const evidence = anEvidence({ title: 'A result', columns, rows, rowCount: count, parameters });
  return { shape, evidence, names: labels, numbers };
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A name as sentences write it: days in words, others plain or in backticks. */
export function written(name: string, isDay: boolean, { of }: Random): string {
  if (!isDay) return of([name, `\`${name}\``]);
  const date = new Date(name);
  const [day, month] = [date.getUTCDate(), monthNames[date.getUTCMonth()] ?? ''];
  return of([
    name,
    `${day} ${month}`,
    `${month} ${day}`,
    `${day} ${month.slice(0, 3)}`,
    `${day} ${month} 2026`,
  ]);
}

const withSeparators = (value: number, decimals: number): string =>
  value.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });

/** A number as sentences write it: with its unit, rounded, in thousands, in minutes for hours. */
export function writtenNumber(
  value: number,
  { unit, decimals }: Pick<Measure, 'unit' | 'decimals'>,
  { of, below }: Random,
): string {
  const exact = withSeparators(value, decimals);
  const rounded = below(4) === 0 && value >= 100 ? withSeparators(Math.round(value), 0) : exact;
  if (unit === 'USD') {
    const short = value >= 1000 ? [`$${(value / 1000).toFixed(2)}K`] : [];
    return of([`$${rounded}`, `${rounded} USD`, `USD ${rounded}`, `${rounded} dollars`, ...short]);
  }
  if (unit === 'h')
    return of([`${exact} h`, `${exact} hours`, `${withSeparators(value * 60, 0)} minutes`]);
  if (unit === 'min') return of([`${rounded} min`, `${rounded} minutes`]);
  if (unit === 's') return of([`${rounded} s`, `${rounded} seconds`]);
  if (unit === 'GB')
    return of([`${rounded} GB`, ...(value >= 1000 ? [`${(value / 1000).toFixed(2)} TB`] : [])]);
  if (value >= 1_000_000)
    return of([
      exact,
      `${(value / 1_000_000).toFixed(2)} million`,
      `${(value / 1000).toFixed(1)}K`,
    ]);
  if (value >= 10_000) return of([exact, `${(value / 1000).toFixed(1)}K`, String(value)]);
  return exact;
}

/** A sentence with markers behind it: of the cells that it is about, or of all. */
export function cited(
  text: string,
  { evidence }: MadeTable,
  rows: readonly number[],
  { below }: Random,
) {
  const markers = createMarkers();
  const all = evidence.rows.map((_, n) => n);
  const about = below(2) === 0 ? all : rows;
  const cells = about.flatMap((row) =>
    evidence.columns.map((_, at) => markers.cell(evidence, row, at)),
  );
  return { markdown: `${text} ${cells.join('')}`, citations: markers.citations(), evidence };
}

export const shapeOf = ({ of }: Random): Shape => of(shapes);
