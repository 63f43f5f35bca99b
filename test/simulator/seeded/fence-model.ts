import type { Fence, LegRef } from '../../../domain/worker-ports.ts';
import { isNewest, isOpen, laneKey, rowOf } from './tables.ts';
import type { Database } from './tables.ts';

/** As `leg_fence`. */
export function fence(db: Database, leg: LegRef): Fence {
  const row = rowOf(db, leg.id);
  const lane = row.lanes.get(laneKey(leg.round, leg.domain));
  if (lane === undefined || !isNewest(db, lane, leg)) return { open: false, reason: 'superseded' };
  if (lane.outcome !== null || !isOpen(row)) return { open: false, reason: 'settled' };
  if (row.cancelRequestedAtMs !== null) return { open: false, reason: 'cancelled' };
  const deadlineInMs = lane.deadlineAtMs - db.now();
  if (deadlineInMs <= 0) return { open: false, reason: 'deadline' };
  const openLanes = [...row.lanes.values()].filter(
    ({ round, outcome }) => round === leg.round && outcome === null,
  ).length;
  return { open: true, openLanes, deadlineInMs };
}
