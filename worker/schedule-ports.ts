import type { WatchDeps } from '../activities/watch/deps.ts';
import { admissionIds } from '../adapters/admission-ids.ts';
import type { Connections } from '../adapters/connect.ts';
import { createInvestigationStore } from '../adapters/postgres/investigation-store.ts';
import type { Pool } from '../adapters/postgres/pool.ts';
import { createWatchWork } from '../adapters/postgres/watch-work.ts';
import type { Config } from '../config/index.ts';
import { clockOf } from '../domain/clock.ts';
import type { Catalogue } from '../sql/catalogue.ts';
import { watched } from '../sql/watched.ts';

/** How a watch reads its certified question. Pure. */
export const watchedIn = ({ questions }: Pick<Catalogue, 'questions'>): WatchDeps['questionOf'] => {
  const byId = new Map(questions.map((one) => [one.id, one]));
  return ({ question, parameters }) => {
    const found = byId.get(question);
    return found === undefined ? null : watched(found, parameters);
  };
};

/** With what watches are checked, and their investigations asked. */
export const watchDeps = (
  config: Config,
  pool: Pool,
  catalogue: Catalogue,
  { genie, warehouse }: Connections,
): WatchDeps => ({
  watches: createWatchWork(pool),
  questionOf: watchedIn(catalogue),
  investigations: createInvestigationStore(pool, config.limits.agentTimeoutMs),
  limits: { ...config.limits, dailyGenieQuestionsPerUser: config.auth.dailyQuestions },
  domainAccess: config.domainAccess,
  ids: admissionIds,
  warehouse,
  now: clockOf(config.pinnedNow),
  workspace: genie.workspace,
});
