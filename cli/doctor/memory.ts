import { openTables, readMemoryTables } from '../../adapters/databricks-sql/open.ts';
import { ok } from './check.ts';
import type { Checked, Checker } from './check.ts';
import type { Target } from './target.ts';

const info = {
  id: 'memory',
  title: 'Memory',
  defaultHint: 'npm run migrate, or grant what is missing.',
  // A stopped warehouse is started.
  timeoutFactor: 2,
};

/**
 * Whether the tables on a warehouse can be read in which memory lies; null where it lies in PostgreSQL.
 *
 * Effect: two statements that return nothing; starts a stopped warehouse.
 */
export function checkMemory(
  { check }: Checker,
  { config, from }: Target,
): Promise<Checked<never>> | null {
  if (config.memory.store === 'postgres') return null;
  return check(info, async () => {
    if (from.workspace === 'stack') return ok('It lies in tables of the local workspace.');
    const opened = openTables(config);
    if (opened === null) return ok('It lies in PostgreSQL.');
    try {
      await readMemoryTables(opened);
      const { shortTerm, longTerm } = opened.tables;
      return ok(`${shortTerm} and ${longTerm} can be read. Writing was not tried.`);
    } finally {
      await opened.driver.close();
    }
  });
}
