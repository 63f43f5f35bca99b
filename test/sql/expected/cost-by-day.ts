import type { UsageDayFact } from '../../../local/data/facts.ts';
import type { Ledger } from '../../../local/data/truth.ts';
import { inWindow, micros, sums } from '../ledger.ts';
import { checks, each } from './check.ts';

type Use = UsageDayFact;
const week = (ledger: Ledger) => ledger.usageByDay.filter((use) => inWindow(use.usageDate));
const object = (use: Use) => `${use.workspaceId}/${use.kind}/${use.objectId}/${use.usageDate}`;
const cost = (use: Use) => micros(use.costUsd);

export const costByDayChecks = [
  ...checks('cost/object_cost_by_day', 'workspace_id object_kind object_id usage_date', {
    list_cost_usd: (ledger) => sums(week(ledger), object, cost),
    team: (ledger) =>
      each(
        week(ledger),
        object,
        (uses) =>
          uses
            .flatMap((use) => use.team ?? [])
            .toSorted()
            .at(-1) ?? null,
      ),
    usage_quantity: (ledger) => sums(week(ledger), object, (use) => micros(use.quantity)),
    untagged_cost_usd: (ledger) =>
      sums(week(ledger), object, (use) => (use.team === null ? cost(use) : 0n)),
  }),
  ...checks('cost/team_cost_by_day', 'team usage_date', {
    list_cost_usd: (ledger) =>
      sums(week(ledger), (use) => `${use.team ?? ''}/${use.usageDate}`, cost),
  }),
];
