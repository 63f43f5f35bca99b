import { alertFrom } from '../domain/alert-rule.ts';
import type { AlertQuery } from '../domain/alert-rule.ts';
import { AppError } from '../domain/errors.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Alerts, ProposalWork } from '../domain/proposal-ports.ts';
import { conditionProblems } from '../domain/proposals.ts';
import type { AlertContent } from '../domain/proposals.ts';
import type { AlertProposer } from '../domain/tools.ts';
import type { Warehouse } from '../domain/warehouse.ts';
import type { WorkStore } from '../domain/worker-ports.ts';

export type ProposeDeps = {
  readonly store: Pick<WorkStore, 'evidence'>;
  readonly proposals: ProposalWork;
  readonly alerts: Alerts;
  readonly warehouse: Warehouse;
  /** The statement of a certified finding for alerts; null when there is none. */
  readonly alertQuery: (evidence: Evidence) => AlertQuery | null;
  /** Makes an id from a secret of the owner and a text. */
  readonly keyedHex: (key: string, text: string) => string;
  readonly settings: {
    /** E-mail addresses and ids of destinations that every alert tells. */
    readonly subscribers: readonly string[];
    /** A Quartz expression. */
    readonly cron: string;
    readonly timeZone: string;
  };
};

const longestTitle = 120;
const none = (why: string) => ({ proposed: false, why }) as const;
const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

/** The first finding that an alert can be made of. */
function findingOf(deps: ProposeDeps, all: readonly Evidence[], text: string) {
  for (const evidence of all) {
    const query = evidence.certified === null ? null : deps.alertQuery(evidence);
    const found = query === null ? null : alertFrom(evidence, query, text);
    if (query !== null && found !== null) return { evidence, query, ...found };
  }
  return null;
}

/**
 * Creates what proposes an alert for a question, from the first certified table of its answer. Before
 * it is offered, alerts must be open to us, and its statement is run once: who may not read its tables
 * is told now, and a column that is not there is not offered.
 *
 * Effect: two requests to the workspace, one of them a statement; stores the proposal once.
 */
export function createAlertProposer(deps: ProposeDeps): AlertProposer {
  return {
    propose: async (ref, text, signal) => {
      const found = findingOf(deps, await deps.store.evidence(ref), text);
      if (found === null)
        return none('No table of the answer is of a certified question with a number to compare.');
      const { evidence, query, condition, reason } = found;
      await deps.alerts.check(signal);
      const end = await deps.warehouse.run({ sql: query.sql, parameters: [] }, signal);
      if (end.kind === 'denied') throw new AppError('auth.denied', `${end.reason} ${end.remedy}`);
      if (end.kind === 'failed') throw new AppError('upstream.rejected', end.reason);
      const [problem] = conditionProblems(condition, end.columns);
      if (problem !== undefined) return none(`${problem.path}: ${problem.message}.`);
      const content: AlertContent = {
        title: `Health Monitor: ${query.question}`.slice(0, longestTitle),
        reason,
        evidenceId: evidence.id,
        certified: evidence.certified ?? '',
        sql: query.sql,
        columns: end.columns,
        condition,
        schedule: { cron: deps.settings.cron, timeZone: deps.settings.timeZone },
        notifies: [
          ...(isAddress(ref.owner) ? [ref.owner] : []),
          ...deps.settings.subscribers.filter((one) => one !== ref.owner),
        ],
        warehouseId: deps.warehouse.id,
      };
      const id = `prp_${deps.keyedHex(ref.owner, `${ref.id}:${evidence.id}`)}`;
      const stored = await deps.proposals.propose({
        id,
        owner: ref.owner,
        investigation: ref,
        kind: 'alert',
        content,
      });
      return { proposed: true, id: stored.id, content: stored.content };
    },
  };
}
