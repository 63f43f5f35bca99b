import { emptyFacts, type FactBook } from './facts.ts';
import { createRandom, type Random } from './random.ts';
import type { TableName } from './schema.ts';
import type { Ledger } from './truth.ts';

export type Row = Readonly<Record<string, unknown>>;
export type Cell = string | number | boolean | null;

/** From when to when something is out of the ordinary; `untilMs` is where it ends, never by default. */
export type Bend = { readonly fromMs: number; readonly untilMs?: number };

/** How incidents bend what would otherwise be ordinary days. Keys are `workspaceId/jobId`, ids of warehouses, clusters and pipelines, full table names, `workspaceId/endpoint`. */
export type Bends = {
  readonly failingJobs: Map<string, Bend & { readonly terminationCode: string }>;
  readonly slowJobs: Map<string, Bend & { readonly factor: number }>;
  readonly pausedJobs: Map<string, Bend>;
  readonly untaggedJobs: Map<string, Bend>;
  readonly failingPipelines: Map<string, Bend>;
  readonly shrunkWarehouses: Map<
    string,
    Bend & { readonly size: 'SMALL'; readonly slowdown: number }
  >;
  readonly spillingWarehouses: Map<string, Bend & { readonly bytes: number }>;
  readonly idleClusters: Map<string, Bend>;
  readonly failingEndpoints: Map<string, Bend & { readonly share: number }>;
  readonly staleTables: Map<string, { readonly sinceMs: number }>;
  readonly shrunkTables: Map<string, Bend & { readonly share: number }>;
};

/** The data in the making: rows by table, running totals and facts for the ledger, and the clock it ends at. */
export type World = {
  readonly seed: number;
  readonly nowMs: number;
  readonly startMs: number;
  readonly rows: Map<TableName, Row[]>;
  readonly bends: Bends;
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
  readonly facts: FactBook;
  readonly numbers: Map<string, number>;
};

export const dayMs = 86_400_000;
export const hourMs = 3_600_000;
export const minuteMs = 60_000;

export const iso = (ms: number): string => new Date(ms).toISOString();
/** The UTC day of an instant, `2026-11-01`. */
export const dateOf = (ms: number): string => iso(ms).slice(0, 10);
/** The start of the UTC day that an instant lies in. */
export const floorDay = (ms: number): number => Math.floor(ms / dayMs) * dayMs;

/** An empty world that begins `days` whole UTC days before the day of `nowMs`. */
export function createWorld(seed: number, nowMs: number, days: number): World {
  return {
    seed,
    nowMs,
    startMs: floorDay(nowMs) - days * dayMs,
    rows: new Map(),
    bends: {
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
    numbers: new Map(),
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
 * How many of something there were before, from 0: it tells apart rows that are equal otherwise, and
 * leaves the ids of all others as they are when one of them is left out.
 *
 * Effect: counts up.
 */
export function ordinal(world: World, ...of: readonly (string | number)[]): number {
  const key = of.join('|');
  const number = world.numbers.get(key) ?? 0;
  world.numbers.set(key, number + 1);
  return number;
}

/** The bend of an object at an instant, if there is one. */
export function bendAt<T extends Bend>(bends: Map<string, T>, key: string, ms: number): T | null {
  const bend = bends.get(key);
  return bend !== undefined && ms >= bend.fromMs && ms < (bend.untilMs ?? Infinity) ? bend : null;
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
