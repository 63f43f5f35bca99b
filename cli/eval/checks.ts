import { type ChecksDeps, createChecks } from '../../activities/explain/checks.ts';
import { askedAsOf } from '../../domain/on-behalf.ts';
import type { SearchPorts } from '../../causes/search.ts';
import { investigationId } from '../../domain/ids.ts';
import type { StatementEnd, Warehouse } from '../../domain/warehouse.ts';
import type { Catalogue } from '../../sql/catalogue.ts';
import { createCertify } from '../../worker/certify.ts';
import { createStatementOf } from '../../worker/statement-of.ts';

/** Statements of a world that ran, by statement and values: searches of one world share them. */
export type RanStatements = Map<string, Promise<StatementEnd>>;

/** Ports of one search, and how many statements it asked for. */
export type CountedPorts = { readonly ports: SearchPorts; readonly count: () => number };

const searchMs = 120_000;
const investigation = {
  id: investigationId('0'.repeat(32)),
  owner: 'evaluation',
  closedDomains: [],
};

/** Nothing is kept: a search is tried once. */
const store: ChecksDeps['store'] = {
  checks: {
    ended: () => Promise.resolve(null),
    end: (_, { ending }) => Promise.resolve(ending),
    keep: () => Promise.resolve(),
    tell: () => Promise.resolve(),
  },
};

/**
 * The ports of one search over a world: the checks of the service.
 *
 * Effect: statements on the warehouse that no search of the world has run.
 */
export function createPorts(
  catalogue: Catalogue,
  warehouse: Warehouse,
  ran: RanStatements,
  nowMs: number,
): CountedPorts {
  let asked = 0;
  const shared: Warehouse = {
    id: warehouse.id,
    run: (statement, signal) => {
      asked += 1;
      const key = JSON.stringify([statement.sql, statement.parameters]);
      const running = ran.get(key) ?? warehouse.run(statement, signal);
      ran.set(key, running);
      // What could not be asked is asked again by the next search.
      running.catch(() => ran.delete(key));
      return running;
    },
  };
  const deps: ChecksDeps = {
    store,
    warehouse: shared,
    certify: createCertify(catalogue),
    statementOf: createStatementOf(catalogue),
    now: () => nowMs,
    askedAs: askedAsOf(null),
  };
  const ports = createChecks(deps, {
    investigation,
    nowMs,
    untilMs: Date.now() + searchMs,
    signal: new AbortController().signal,
  });
  return { ports, count: () => asked };
}
