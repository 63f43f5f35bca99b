import type { LegRef } from '../../domain/worker-ports.ts';

/** A leg as the first seven parameters of a statement. */
export const legSql = '($1, $2, $3, $4, $5, $6, $7)::leg';

/** The values of `legSql`. Pure. */
export function legValues(leg: LegRef): readonly unknown[] {
  return [leg.id, leg.owner, leg.round, leg.domain, leg.epoch, leg.attempt, leg.ask];
}
