import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/** Well below the 30 s after which a worker counts as stopped. */
const announceEveryMs = 10_000;

/**
 * Keeps the row of a running worker up to date. Admission reads these rows to know how many Genie
 * questions can be open at the same time.
 *
 * Effect: one statement immediately and every 10 s, until `stop` deletes the row; failures are
 * ignored.
 *
 * @param id Unique for this process.
 * @param genieSlots How many Genie questions it can hold at the same time.
 */
export function announceWorker(
  pool: Pool,
  id: string,
  genieSlots: number,
): { readonly stop: () => Promise<void> } {
  const announce = async (): Promise<void> => {
    await query(
      pool,
      `with gone as (delete from workers where seen_at < clock_timestamp() - interval '1 hour')
        insert into workers (id, genie_slots) values ($1, $2)
          on conflict (id) do update set seen_at = clock_timestamp()`,
      [id, genieSlots],
    ).catch(() => {});
  };
  let last = announce();
  const timer = setInterval(() => {
    last = announce();
  }, announceEveryMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await last;
      await query(pool, 'delete from workers where id = $1', [id]).catch(() => {});
    },
  };
}
