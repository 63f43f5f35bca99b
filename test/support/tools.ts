import type { Deps } from '../../activities/deps.ts';
import { createRunbooks } from '../../adapters/postgres/runbooks.ts';
import type { Pool } from '../../adapters/postgres/pool.ts';
import { toolCards } from '../../tools/index.ts';

/** The tools of an installation without any setting of theirs, over the runbooks of a database. */
export const toolsOf = ({ pool }: { readonly pool: Pool }): Deps['tools'] => ({
  ports: { runbooks: createRunbooks(pool), web: null, alerts: null, dashboards: null },
  cards: toolCards(new Set()),
});
