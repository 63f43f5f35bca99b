import { z } from 'zod';
import { literal } from '../domain/markdown.ts';
import { alertAggregations, alertOperators, conditionText } from '../domain/proposals.ts';
import type { ProposedAlert } from '../domain/tools.ts';
import type { InvestigationId } from '../domain/ids.ts';
import { defineTool } from './tool.ts';

const Content = z.object({
  title: z.string(),
  reason: z.string(),
  evidenceId: z.string(),
  certified: z.string(),
  sql: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })).readonly(),
  condition: z.object({
    column: z.string(),
    aggregation: z.enum(alertAggregations).nullable(),
    operator: z.enum(alertOperators),
    threshold: z.union([z.number(), z.string(), z.boolean()]),
    whenEmpty: z.enum(['OK', 'TRIGGERED', 'UNKNOWN']),
  }),
  schedule: z.object({ cron: z.string(), timeZone: z.string() }),
  notifies: z.array(z.string()).readonly(),
  warehouseId: z.string(),
});

/**
 * Proposes an alert from what the answer found. It only reads: the alert is made by a run of its own, and
 * only after its owner has approved what is shown.
 */
export const alerts = defineTool({
  describes: 'Proposes an alert that tells when a number of the answer passes a bound.',
  meets: 'notice',
  followsCause: false,
  needsRows: true,
  effect: 'read',
  isAsService: true,
  timeoutMs: 30_000,
  needs: [
    { setting: 'DATABRICKS_WAREHOUSE_ID', how: 'set it to the SQL warehouse that alerts may use' },
  ],
  input: z.strictObject({
    id: z.string(),
    owner: z.string(),
    question: z.string(),
  }),
  output: z
    .object({ proposed: z.boolean(), id: z.string(), content: Content, why: z.string() })
    .partial()
    .required({ proposed: true }),
  ask: ({ ref, question }) => ({ id: ref.id, owner: ref.owner, question }),
  run: async ({ alerts: port }, { id, owner, question }, signal): Promise<ProposedAlert> =>
    port === null
      ? { proposed: false, why: 'No SQL warehouse is set for alerts.' }
      : port.propose({ id: id as InvestigationId, owner }, question, signal),
  tell: ({ content }) => (content === undefined ? null : told(content)),
  sumUp: ({ content, why }) =>
    content === undefined
      ? (why ?? '')
      : `An alert is proposed: ${conditionText(content.condition)}.`,
});

function told(content: z.infer<typeof Content>) {
  const { title, reason, condition, schedule, notifies, sql } = content;
  const whom = notifies.length === 0 ? 'nobody yet' : notifies.map(literal).join(', ');
  return {
    heading: 'Alert',
    markdown: [
      `An alert is proposed and not made yet: tell ${whom} when \`${conditionText(condition)}\` [alert:1].`,
      literal(reason),
      `It would be checked by \`${schedule.cron}\` (${literal(schedule.timeZone)}). Approve it to have it made.`,
    ].join('\n\n'),
    sources: [{ marker: 'alert:1', title, text: ['```sql', sql, '```'].join('\n'), url: null }],
  };
}
