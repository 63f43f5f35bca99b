import type { DashboardShelf, KnownDashboard } from '../../domain/dashboards.ts';
import { toJson } from './parameters.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

type ListRow = { readonly dashboards: readonly KnownDashboard[]; readonly listed_at: Date };

/**
 * The dashboards of a workspace in PostgreSQL.
 *
 * Effect: one statement a call.
 *
 * @param workspace Its host.
 */
export function createDashboardShelf(pool: Pool, workspace: string): DashboardShelf {
  return {
    read: async () => {
      const sql = 'select dashboards, listed_at from dashboard_lists where workspace = $1';
      const [row] = await query<ListRow>(pool, sql, [workspace]);
      return row ? { dashboards: row.dashboards, atMs: row.listed_at.getTime() } : null;
    },
    replace: async (dashboards) => {
      await query(
        pool,
        `insert into dashboard_lists (workspace, dashboards) values ($1, $2::jsonb)
          on conflict (workspace) do update set dashboards = excluded.dashboards,
            listed_at = excluded.listed_at`,
        [workspace, toJson(dashboards)],
      );
    },
  };
}
