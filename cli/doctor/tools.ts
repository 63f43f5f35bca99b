import { databaseOf } from '../../adapters/database-of.ts';
import type { DatabaseUrl } from '../../adapters/postgres/connection.ts';
import { createPool, query } from '../../adapters/postgres/pool.ts';
import { createWebCredits } from '../../adapters/postgres/web-credits.ts';
import type { Config } from '../../config/index.ts';
import { toolCards } from '../../tools/index.ts';
import { ok, warn } from './check.ts';
import type { Checked, Checker, Finding } from './check.ts';

const info = { id: 'tools', title: 'Tools', defaultHint: 'npm run runbooks:sync' };

/**
 * Which tools can be used beside the domains, how to get the others, and what web searches cost today.
 *
 * Effect: reads PostgreSQL where that is sound.
 */
export function checkTools(
  { check }: Checker,
  config: Pick<Config, 'database' | 'databricks' | 'tools' | 'onBehalfOf'>,
  postgres: Promise<Checked<never>>,
): Promise<Checked<never>> {
  const { tools, onBehalfOf } = config;
  return check(info, async () => {
    const missing = toolCards(new Set(tools.set), onBehalfOf).flatMap(({ why }) => why ?? []);
    const { row } = await postgres;
    const database = databaseOf(config);
    if (database === null || row.status !== 'ok') return ok(missing.join(' ') || 'All are set.');
    return stored(database, tools, missing);
  });
}

async function stored(
  database: DatabaseUrl,
  { web }: Config['tools'],
  missing: readonly string[],
): Promise<Finding<never>> {
  const pool = createPool(database, 1);
  try {
    const [found] = await query<{ n: number }>(pool, 'select count(*)::int as n from runbooks');
    const used = await createWebCredits(pool, web.dailyCredits).used();
    const credits = `Web searches used ${used} of ${web.dailyCredits} credits today.`;
    const told = [...(web.apiKey === null ? [] : [credits]), ...missing].join(' ');
    const n = found?.n ?? 0;
    if (n === 0) return warn(`No runbook is stored. ${told}`, 'npm run runbooks:sync');
    return ok(`${n} runbooks are stored. ${told}`);
  } finally {
    await pool.end();
  }
}
