import { emptyFacts, type MutableFacts } from './facts.ts';
import { createRandom, type Random } from './random.ts';
import type { TableName } from './schema.ts';
import type { Ledger } from './truth.ts';

export type Row = Readonly<Record<string, unknown>>;
export type Cell = string | number | boolean | null;

/** The time range of an override; without `untilMs` it does not end. */
export type Override = { readonly fromMs: number; readonly untilMs?: number };

/**
 * What incidents change in the ordinary days. Keys: `workspaceId/jobId` for jobs, the id for
 * warehouses, clusters and pipelines, the full name for tables, `workspaceId/endpoint` for endpoints.
 */
export type Overrides = {
  readonly failingJobs: Map<string, Override & { readonly terminationCode: string }>;
  readonly slowJobs: Map<string, Override & { readonly factor: number }>;
  readonly pausedJobs: Map<string, Override>;
  readonly untaggedJobs: Map<string, Override>;
  readonly failingPipelines: Map<string, Override>;
  readonly shrunkWarehouses: Map<
    string,
    Override & { readonly size: 'SMALL'; readonly slowdown: number }
  >;
  readonly spillingWarehouses: Map<string, Override & { readonly bytes: number }>;
  readonly idleClusters: Map<string, Override>;
  readonly failingEndpoints: Map<string, Override & { readonly share: number }>;
  readonly staleTables: Map<string, { readonly sinceMs: number }>;
  readonly shrunkTables: Map<string, Override & { readonly share: number }>;
};

/** The state of one generation: rows by table, running totals and facts for the ledger, and the clock at which the data ends. */
export type World = {
  readonly seed: number;
  readonly nowMs: number;
  readonly startMs: number;
  readonly rows: Map<TableName, Row[]>;
  readonly overrides: Overrides;
  readonly costMicros: Map<string, number>;
  readonly jobMicros: Map<string, number>;
  readonly runMicros: Map<string, number>;
  readonly usage: Map<string, { quantity: number; micros: number; accountMicros: number }>;
  readonly endpointDays: Map<
    string,
    { requests: number; failed: number; inputTokens: number; outputTokens: number }
  >;
  readonly queries: Map<
    string,
    { queries: number; failed: number; slow: number; waitingMs: number }
  >;
  readonly auditCounts: Map<string, number>;
  readonly runs: Omit<Ledger['runs'][number], 'listCostUsd'>[];
  readonly tables: Ledger['tables'][number][];
  readonly facts: MutableFacts;
  readonly counters: Map<string, number>;
};

export const dayMs = 86_400_000;
export const hourMs = 3_600_000;
export const minuteMs = 60_000;

export const iso = (ms: number): string => new Date(ms).toISOString();
/** The UTC day of an instant, `2026-11-01`. */
export const dateOf = (ms: number): string => iso(ms).slice(0, 10);
/** The start of the UTC day that an instant lies in. */
export const floorDay = (ms: number): number => Math.floor(ms / dayMs) * dayMs;

/** A world without rows that begins `days` whole UTC days before the day of `nowMs`. */
export function createWorld(seed: number, nowMs: number, days: number): World {
  return {
    seed,
    nowMs,
    startMs: floorDay(nowMs) - days * dayMs,
    rows: new Map(),
    overrides: {
      failingJobs: new Map(),
      slowJobs: new Map(),
      pausedJobs: new Map(),
      untaggedJobs: new Map(),
      failingPipelines: new Map(),
      shrunkWarehouses: new Map(),
      spillingWarehouses: new Map(),
      idleClusters: new Map(),
      failingEndpoints: new Map(),
      staleTables: new Map(),
      shrunkTables: new Map(),
    },
    costMicros: new Map(),
    jobMicros: new Map(),
    runMicros: new Map(),
    usage: new Map(),
    endpointDays: new Map(),
    queries: new Map(),
    auditCounts: new Map(),
    runs: [],
    tables: [],
    facts: emptyFacts(),
    counters: new Map(),
  };
}

/** Effect: adds a row to the world. */
export function addRow(world: World, table: TableName, row: Row): void {
  const rows = world.rows.get(table);
  if (rows === undefined) world.rows.set(table, [row]);
  else rows.push(row);
}

/** Effect: adds to one running total. */
export function addTo(totals: Map<string, number>, key: readonly string[], amount: number): void {
  const name = JSON.stringify(key);
  totals.set(name, (totals.get(name) ?? 0) + amount);
}

/**
 * The sequence number, from 0, of a row among rows with the same key. It makes the ids of equal rows
 * different, and the ids of rows with other keys do not depend on it.
 *
 * Effect: increments the counter of the key.
 */
export function ordinal(world: World, ...keyParts: readonly (string | number)[]): number {
  const key = keyParts.join('|');
  const count = world.counters.get(key) ?? 0;
  world.counters.set(key, count + 1);
  return count;
}

/** The override of an object that is active at an instant; null when there is none. */
export function overrideAt<T extends Override>(
  overrides: Map<string, T>,
  key: string,
  ms: number,
): T | null {
  const setOverrides = overrides.get(key);
  return setOverrides !== undefined &&
    ms >= setOverrides.fromMs &&
    ms < (setOverrides.untilMs ?? Infinity)
    ? setOverrides
    : null;
}

export const randomFor = (world: World, ...purpose: readonly (string | number)[]): Random =>
  createRandom(world.seed, ...purpose);

/** The starts of the UTC days of a world, the day of its clock included when it has begun. */
export function daysOf(world: World): number[] {
  const count = Math.ceil((world.nowMs - world.startMs) / dayMs);
  return Array.from({ length: count }, (_, index) => world.startMs + index * dayMs);
}

/** Saturday and Sunday are quiet. */
export const isWeekend = (ms: number): boolean => [0, 6].includes(new Date(ms).getUTCDay());

/** Millionths of a dollar as exact decimal text, `12.345600`. */
export function usd(micros: number): string {
  const digits = String(Math.abs(micros)).padStart(7, '0');
  return `${micros < 0 ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
