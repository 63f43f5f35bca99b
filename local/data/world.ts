import { createRandom, type Random } from './random.ts';
import type { TableName } from './schema.ts';
import type { Ledger } from './truth.ts';

export type Row = Readonly<Record<string, unknown>>;
export type Cell = string | number | boolean | null;

/** How incidents bend what would otherwise be ordinary days. Keys are `workspaceId/jobId`, warehouse ids, full table names. */
export type Bends = {
  readonly failingJobs: Map<string, { readonly fromMs: number; readonly terminationCode: string }>;
  readonly shrunkWarehouses: Map<
    string,
    { readonly fromMs: number; readonly size: 'SMALL'; readonly slowdown: number }
  >;
  readonly staleTables: Map<string, { readonly sinceMs: number }>;
};

/** The data in the making: rows by table, running totals for the ledger, and the clock it ends at. */
export type World = {
  readonly seed: number;
  readonly nowMs: number;
  readonly startMs: number;
  readonly rows: Map<TableName, Row[]>;
  readonly bends: Bends;
  readonly costMicros: Map<string, number>;
  readonly jobMicros: Map<string, number>;
  readonly queries: Map<
    string,
    { queries: number; failed: number; slow: number; waitingMs: number }
  >;
  readonly audits: Map<string, number>;
  readonly runs: Ledger['runs'][number][];
  readonly tables: Ledger['tables'][number][];
  counter: number;
};

export const dayMs = 86_400_000;
export const hourMs = 3_600_000;
export const minuteMs = 60_000;

/** Pure. */
export const iso = (ms: number): string => new Date(ms).toISOString();
/** The UTC day of an instant, `2026-11-01`. Pure. */
export const dateOf = (ms: number): string => iso(ms).slice(0, 10);
/** The start of the UTC day that an instant lies in. Pure. */
export const floorDay = (ms: number): number => Math.floor(ms / dayMs) * dayMs;

/**
 * An empty world that begins `days` whole UTC days before the day of `nowMs`.
 *
 * Pure.
 */
export function createWorld(seed: number, nowMs: number, days: number): World {
  return {
    seed,
    nowMs,
    startMs: floorDay(nowMs) - days * dayMs,
    rows: new Map(),
    bends: { failingJobs: new Map(), shrunkWarehouses: new Map(), staleTables: new Map() },
    costMicros: new Map(),
    jobMicros: new Map(),
    queries: new Map(),
    audits: new Map(),
    runs: [],
    tables: [],
    counter: 0,
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

/** A number no other row of this world has. Effect: counts up. */
export function nextNumber(world: World): number {
  world.counter += 1;
  return world.counter;
}

/** Pure. */
export const randomFor = (world: World, ...purpose: readonly (string | number)[]): Random =>
  createRandom(world.seed, ...purpose);

/**
 * The starts of the UTC days of a world, the day of its clock included when it has begun.
 *
 * Pure.
 */
export function daysOf(world: World): number[] {
  const count = Math.ceil((world.nowMs - world.startMs) / dayMs);
  return Array.from({ length: count }, (_, index) => world.startMs + index * dayMs);
}

/** Saturday and Sunday are quiet. Pure. */
export const isWeekend = (ms: number): boolean => [0, 6].includes(new Date(ms).getUTCDay());

/** Millionths of a dollar as exact decimal text, `12.345600`. Pure. */
export function usd(micros: number): string {
  const digits = String(Math.abs(micros)).padStart(7, '0');
  return `${micros < 0 ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
