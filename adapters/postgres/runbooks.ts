import type { Runbook, RunbookQuery, RunbookSearch } from '../../domain/tools.ts';
import { toJson } from './parameters.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/** A runbook that has less of what was asked does not fit. */
const leastShare = 0.25;
/** Another one is named beside the best when it fits nearly as well. */
const nearlyAsGood = 0.85;
const mostFound = 2;

type FoundRow = { readonly body: Runbook; readonly share: number };

/**
 * Runbooks in PostgreSQL: by the kind of cause that each names, else by the words of a text.
 *
 * Effect: one statement a search.
 */
export function createRunbooks(pool: Pool): RunbookSearch {
  return {
    find: (asked) => (asked.causes.length > 0 ? byCause(pool, asked) : byText(pool, asked)),
  };
}

/** Of several kinds, the runbooks of the first come first. */
async function byCause(pool: Pool, { causes }: RunbookQuery): Promise<readonly Runbook[]> {
  const rows = await query<Pick<FoundRow, 'body'>>(
    pool,
    `select body from runbooks r where causes && $1::text[]
      order by (select min(array_position($1::text[], c)) from unnest(r.causes) c), id limit $2`,
    [causes, mostFound],
  );
  return rows.map(({ body }) => body);
}

async function byText(pool: Pool, { text, domains }: RunbookQuery): Promise<readonly Runbook[]> {
  const rows = await query<FoundRow>(
    pool,
    'select body, share from find_runbooks($1, $2::text[]) where share >= $3 limit $4',
    [text, domains, leastShare, mostFound],
  );
  const best = rows[0]?.share ?? 0;
  return rows.filter(({ share }) => share >= best * nearlyAsGood).map(({ body }) => body);
}

/**
 * Makes the stored runbooks equal to those that are given.
 *
 * Effect: one statement.
 *
 * @returns How many were added, changed or removed.
 */
export async function syncRunbooks(pool: Pool, runbooks: readonly Runbook[]): Promise<number> {
  const sql = 'select sync_runbooks($1::jsonb) as changed';
  const [row] = await query<{ changed: number }>(pool, sql, [toJson(runbooks)]);
  return row?.changed ?? 0;
}
