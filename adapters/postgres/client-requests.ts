import type { ClientRequest, ClientRequests } from '../../domain/client-requests.ts';
import { appendedAudit } from './audit.ts';
import { toJson } from './parameters.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/**
 * Requests of other protocols in PostgreSQL.
 *
 * Effect: one statement per call, which filters by the owner.
 */
export function createClientRequests(pool: Pool): ClientRequests {
  return {
    keyOf: async ({ owner, bodyHash, fresh, isAgain }) => {
      const sql = 'select response_key($1, $2, $3, $4) as key';
      const [row] = await query<{ key: string }>(pool, sql, [owner, bodyHash, fresh, isAgain]);
      return row?.key ?? fresh;
    },
    keep: async ({ id, owner }, request) => {
      await query(
        pool,
        `insert into responses (investigation_id, owner, request)
          select id, owner, $3::jsonb from investigations where id = $1 and owner = $2
          on conflict do nothing`,
        [id, owner, toJson(request)],
      );
    },
    find: async ({ id, owner }) => {
      const sql = 'select request from responses where investigation_id = $1 and owner = $2';
      const [row] = await query<{ request: ClientRequest }>(pool, sql, [id, owner]);
      return row?.request ?? null;
    },
    remove: async ({ id, owner }, by) => {
      const { sql, values } = appendedAudit(by, 'deleted', id, 3);
      await query(pool, `select delete_investigation($1, $2), ${sql}`, [owner, id, ...values]);
    },
  };
}
