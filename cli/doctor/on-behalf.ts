import { databaseOf } from '../../adapters/database-of.ts';
import { createPool, query } from '../../adapters/postgres/pool.ts';
import type { Config } from '../../config/index.ts';
import { ok, warn } from './check.ts';
import type { Checked, Checker, Finding } from './check.ts';

const info = {
  id: 'identity',
  title: 'Identity',
  defaultHint: 'Put the keys of open investigations back into TOKEN_KEYS.',
};

/**
 * As whom Genie and the warehouse are asked, and whether the tokens that are stored can be decrypted.
 *
 * Effect: reads PostgreSQL where that is sound.
 */
export function checkIdentity(
  { check }: Checker,
  config: Pick<Config, 'database' | 'databricks' | 'onBehalfOf' | 'tokenKeys' | 'auth'>,
  postgres: Promise<Checked<never>>,
): Promise<Checked<never>> {
  return check(info, async () => {
    const told = asWhom(config);
    const { row } = await postgres;
    const database = databaseOf(config);
    if (database === null || row.status !== 'ok') return ok(told);
    const pool = createPool(database, 1);
    try {
      const stored = await query<{ key: string; n: number }>(
        pool,
        'select key_name as key, count(*)::int as n from user_tokens group by key_name order by key_name',
      );
      return findingOf(config, told, stored);
    } finally {
      await pool.end();
    }
  });
}

function asWhom({
  onBehalfOf,
  tokenKeys,
  auth,
}: Pick<Config, 'onBehalfOf' | 'tokenKeys' | 'auth'>) {
  if (!onBehalfOf) return 'Genie and the warehouse are asked as the service.';
  const [newest, ...older] = tokenKeys.map(({ name }) => name);
  const also = older.length === 0 ? '' : `, ${older.join(', ')} decrypts too`;
  const api = auth.ways.length === 0 ? ' AUTH is not set: so it is for a worker only.' : '';
  return `Genie and the warehouse are asked as the user who asks. ${newest} encrypts their tokens${also}.${api}`;
}

function findingOf(
  { onBehalfOf, tokenKeys }: Pick<Config, 'onBehalfOf' | 'tokenKeys'>,
  told: string,
  stored: readonly { readonly key: string; readonly n: number }[],
): Finding<never> {
  const open = stored.reduce((sum, { n }) => sum + n, 0);
  if (!onBehalfOf && open > 0)
    return warn(
      `${told} ${open} open investigations are asked as users.`,
      'Set ON_BEHALF_OF and TOKEN_KEYS here as at the API, or their lanes end denied.',
    );
  const lacking = stored.filter(({ key }) => !tokenKeys.some(({ name }) => name === key));
  if (onBehalfOf && lacking.length > 0)
    return warn(
      `${told} Tokens of open investigations were encrypted with ${lacking.map(({ key }) => key).join(', ')}.`,
      'Put that key back into TOKEN_KEYS, behind the newest, until they have ended.',
    );
  return ok(open === 0 ? told : `${told} Tokens of ${open} open investigations are stored.`);
}
