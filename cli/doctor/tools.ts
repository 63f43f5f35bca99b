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
  { database, tools }: Pick<Config, 'database' | 'tools'>,
  postgres: Promise<Checked<never>>,
): Promise<Checked<never>> {
  return check(info, async () => {
    const missing = toolCards(new Set(tools.set)).flatMap(({ why }) => why ?? []);
    const { row } = await postgres;
    if (database.url === null || row.status !== 'ok')
      return ok(missing.join(' ') || 'All are set.');
    return stored(database.url, tools, missing);
  });
}

async function stored(
  url: string,
  { web }: Config['tools'],
  missing: readonly string[],
): Promise<Finding<never>> {
  const pool = createPool(url, 1);
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
