import type { QuotaTurn } from '../../../domain/quota-ports.ts';
import type { LegRef } from '../../../domain/worker-ports.ts';
import { rowOf } from './tables.ts';
import type { Database, Waiter } from './tables.ts';

/** A slot is held so long for a question whose end nobody told. */
const heldMs = 72_000;
const forgottenMs = 60_000;

type Turn =
  | Exclude<QuotaTurn, { kind: 'stopped' } | { kind: 'granted' }>
  | {
      readonly kind: 'granted';
      readonly slot: string;
    };

const isOf = (waiter: Waiter, leg: LegRef): boolean =>
  waiter.leg.id === leg.id &&
  waiter.leg.round === leg.round &&
  waiter.leg.domain === leg.domain &&
  waiter.ask === leg.ask;

/**
 * As `request_quota_slot`, first come first served: who is next among users is proved on the database itself
 * (npm run bench -- overload).
 */
export function requestSlot(db: Database, leg: LegRef): Turn {
  const { tables } = db;
  const now = db.now();
  const perMinute = db.perMinute + (db.bug === 'limiterOffByOne' ? 1 : 0);
  tables.slots = tables.slots.filter(({ freeAtMs }) => freeAtMs > now);
  tables.waiters = tables.waiters.filter(({ seenAtMs }) => seenAtMs >= now - forgottenMs);
  const me = waiterOf(db, leg);
  const ahead = tables.waiters.filter((one) => one !== me && isBefore(one, me)).length;
  const deepUsed = tables.slots.filter(({ isDeep }) => isDeep).length;
  const fits = !me.isDeep || deepUsed < Math.max(1, Math.floor(perMinute / 2));
  if (fits && tables.slots.length + ahead < perMinute && tables.pausedUntilMs <= now) {
    tables.waiters = tables.waiters.filter((one) => one !== me);
    tables.slotsMade += 1;
    const slot = `slot-${tables.slotsMade}`;
    tables.slots.push({ id: slot, isDeep: me.isDeep, freeAtMs: now + heldMs });
    return { kind: 'granted', slot };
  }
  const freed = tables.slots.map(({ freeAtMs }) => freeAtMs).toSorted((a, b) => a - b);
  const untilMs = Math.max(
    now,
    tables.pausedUntilMs,
    freed[Math.min(ahead, freed.length - 1)] ?? 0,
  );
  const checkAgainMs = Math.min(1_000, Math.max(50, untilMs - now));
  return { kind: 'waiting', position: ahead + 1, untilMs, checkAgainMs };
}

function waiterOf(db: Database, leg: LegRef): Waiter {
  const now = db.now();
  const known = db.tables.waiters.find((one) => isOf(one, leg));
  const isDeep = rowOf(db, leg.id).mode === 'deep';
  const waiter = known ?? { leg, isDeep, sinceMs: now, seenAtMs: now, ask: leg.ask };
  waiter.seenAtMs = now;
  if (known === undefined) db.tables.waiters.push(waiter);
  return waiter;
}

const isBefore = (a: Waiter, b: Waiter): boolean => {
  // One that waits for its share keeps nobody waiting.
  if (a.isDeep && !b.isDeep) return false;
  if (a.sinceMs !== b.sinceMs) return a.sinceMs < b.sinceMs;
  return `${a.leg.id}${a.leg.domain}` < `${b.leg.id}${b.leg.domain}`;
};

export function slotAnswered({ tables, now }: Database, slot: string): void {
  const one = tables.slots.find(({ id }) => id === slot);
  if (one !== undefined) one.freeAtMs = now() + 60_000;
}

export function slotUnused({ tables }: Database, slot: string): void {
  tables.slots = tables.slots.filter(({ id }) => id !== slot);
}

export function pauseQuota({ tables, now }: Database, ms: number): void {
  tables.pausedUntilMs = Math.max(tables.pausedUntilMs, now() + ms);
}
