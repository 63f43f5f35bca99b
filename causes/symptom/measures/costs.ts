import type { Measure } from '../measure.ts';
import { taggedShare, untaggedWords } from './untagged-words.ts';
import { byName, column } from './values.ts';

const costs = {
  check: 'cost/object_cost_by_day',
  window: 'date',
  objects: {
    kind: { column: 'object_kind' },
    id: 'object_id',
    name: 'object_name',
    workspace: 'workspace_id',
  },
  day: 'usage_date',
  unit: 'USD',
  floor: 5,
  missing: 'zero',
  days: 'add',
  bad: 1,
  groupedBy: ['team'],
} as const;

/** Usage without a team tag. */
export const untaggedSpend: Measure = {
  ...costs,
  id: 'untagged spend',
  meant: ['cost/untagged_spend', 'cost/tag_coverage'],
  noun: 'untagged spend',
  says: untaggedWords,
  opposite: taggedShare,
  value: column('untagged_cost_usd'),
  unseen: 'The definition of the object before and after shows which tag it lost.',
};

export const teamSpend: Measure = {
  ...costs,
  id: 'team spend',
  meant: ['cost/spend_by_team', 'cost/team_growth'],
  noun: 'spend',
  says: /\b(?:teams?|squads?|departments?|allocations?|chargebacks?|showbacks?|cost cent(?:er|re)s?|tags?|tagged)\b/i,
  check: 'cost/team_cost_by_day',
  objects: byName('team', 'team'),
  value: column('list_cost_usd'),
  unseen: 'The tags of the team’s jobs and compute before and after show what moved.',
  related: ['untagged spend', 'cost'],
};

export const cost: Measure = {
  ...costs,
  id: 'cost',
  meant: [
    'cost/spend_drivers',
    'cost/spend_by_day',
    'cost/spend_by_week',
    'cost/spend_by_workspace',
    'cost/spend_by_product',
    'cost/spend_by_sku',
    'cost/spend_anomalies',
    'cost/most_expensive_jobs',
    'cost/expensive_runs',
    'cost/job_cost_by_day',
    'cost/warehouse_costs',
    'cost/cluster_costs',
    'cost/pipeline_costs',
    'cost/endpoint_costs',
    'cost/month_to_date',
    'cost/serverless_share',
    'cost/spend_by_owner',
    'cost/weekend_spend',
  ],
  noun: 'spend',
  says: /\b(?:costs?|charged?|charges|pays?|paid|spend\w*|spent|bill\w*|expens\w*|money|dollars?|usd|dbus?|budget|invoice|burn\w*|pric\w+|cheap\w*|pricey|consumption|serverless)\b/i,
  value: column('list_cost_usd'),
  unseen: 'The owner of the object can say what changed.',
  related: ['team spend', 'untagged spend'],
};
