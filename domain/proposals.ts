import type { EvidenceId } from './ids.ts';
import type { InvestigationRef } from './investigation.ts';

/** A column of an alert's result, with its SQL type. */
export type AlertColumn = { readonly name: string; readonly type: string };

export const alertOperators = [
  'GREATER_THAN',
  'GREATER_THAN_OR_EQUAL',
  'LESS_THAN',
  'LESS_THAN_OR_EQUAL',
  'EQUAL',
  'NOT_EQUAL',
] as const;
export const alertAggregations = [
  'SUM',
  'COUNT',
  'COUNT_DISTINCT',
  'AVG',
  'MEDIAN',
  'MIN',
  'MAX',
  'STDDEV',
] as const;

/** What an alert compares: `aggregation` over all rows of a column, the first row without one. */
export type AlertCondition = {
  readonly column: string;
  readonly aggregation: (typeof alertAggregations)[number] | null;
  readonly operator: (typeof alertOperators)[number];
  readonly threshold: number | string | boolean;
  /** The state for an empty result and for NULL. */
  readonly whenEmpty: 'OK' | 'TRIGGERED' | 'UNKNOWN';
};

/** All that is shown of a proposed alert, and all that is created of it. */
export type AlertContent = {
  readonly title: string;
  /** Why the threshold is what it is, in one sentence. */
  readonly reason: string;
  readonly evidenceId: EvidenceId;
  /** Id of the certified question of its statement. */
  readonly certified: string;
  /** Without parameters: its window moves with the time of each check. */
  readonly sql: string;
  readonly columns: readonly AlertColumn[];
  readonly condition: AlertCondition;
  /** A Quartz expression. */
  readonly schedule: { readonly cron: string; readonly timeZone: string };
  /** E-mail addresses, and ids of notification destinations. */
  readonly notifies: readonly string[];
  readonly warehouseId: string;
};

export const proposalStatuses = ['proposed', 'approved', 'rejected', 'applied', 'failed'] as const;
export type ProposalStatus = (typeof proposalStatuses)[number];

export type ProposalRef = { readonly id: string; readonly owner: string };

/** Something that an answer proposes to do; nothing is done before its owner approves it. */
export type Proposal = ProposalRef & {
  readonly investigation: InvestigationRef;
  readonly kind: 'alert';
  readonly content: AlertContent;
  /** Of all that is shown; an approval names it. 64 hex digits. */
  readonly hash: string;
  readonly status: ProposalStatus;
  /** Why it failed. */
  readonly detail: string | null;
  /** The alert in the workspace, once it is there. */
  readonly alertId: string | null;
  readonly createdAt: string;
  readonly decidedAt: string | null;
};

/** A proposal as an investigation shows it. */
export type ProposalView = Pick<
  Proposal,
  'id' | 'kind' | 'content' | 'hash' | 'status' | 'detail' | 'alertId'
> & { readonly summary: string };

declare const approved: unique symbol;

/** A proposal that its owner has approved; only the store makes one, from such a row. */
export type ApprovedProposal = Proposal & {
  readonly [approved]: true;
  /** Whether an earlier attempt may have sent the request that creates it. */
  readonly wasBegun: boolean;
};

/** How a proposal that was to be applied ended. */
export type ApplyEnd = { readonly status: ProposalStatus; readonly detail: string | null };

/** The step of the workflow `applyProposal`. */
export type ProposalSteps = {
  readonly applyProposal: (ref: ProposalRef) => Promise<ApplyEnd>;
};

/** The id of the one workflow that applies a proposal. */
export const proposalWorkflowId = (id: string): string => `proposal-${id}`;

/** What marks an alert as made from a proposal, in its description. */
export const proposalMark = (id: string): string => `[health-monitor:${id}]`;

const numeric = /^(?:TINYINT|SMALLINT|INT|BIGINT|FLOAT|DOUBLE|DECIMAL|BYTE|SHORT|LONG)/i;
const kindOf = (type: string): 'number' | 'boolean' | 'string' =>
  numeric.test(type) ? 'number' : /^BOOLEAN/i.test(type) ? 'boolean' : 'string';

const ordered: readonly string[] = [
  'GREATER_THAN',
  'GREATER_THAN_OR_EQUAL',
  'LESS_THAN',
  'LESS_THAN_OR_EQUAL',
];
const counting: readonly (string | null)[] = ['COUNT', 'COUNT_DISTINCT'];
const anyType: readonly (string | null)[] = [...counting, 'MIN', 'MAX', null];

/**
 * What keeps a condition from being checked, by field; empty when nothing does.
 *
 * Pure.
 */
export function conditionProblems(
  { column, aggregation, operator, threshold }: AlertCondition,
  columns: readonly AlertColumn[],
): readonly { readonly path: string; readonly message: string }[] {
  const found = columns.find(({ name }) => name === column);
  if (found === undefined) {
    const names = columns.map(({ name }) => name).join(', ');
    return [{ path: 'column', message: `the query has no column ${column}; it has ${names}` }];
  }
  const kind = counting.includes(aggregation) ? 'number' : kindOf(found.type);
  const problems = [];
  if (kind !== 'number' && !anyType.includes(aggregation))
    problems.push({ path: 'aggregation', message: `${column} is ${found.type}, not a number` });
  if (typeof threshold !== kind)
    problems.push({
      path: 'threshold',
      message: `must be a ${kind}, as ${column} is ${found.type}`,
    });
  if (kind === 'boolean' && ordered.includes(operator))
    problems.push({ path: 'operator', message: 'must be EQUAL or NOT_EQUAL for true and false' });
  return problems;
}

const words: Readonly<Record<AlertCondition['operator'], string>> = {
  GREATER_THAN: 'above',
  GREATER_THAN_OR_EQUAL: 'at or above',
  LESS_THAN: 'below',
  LESS_THAN_OR_EQUAL: 'at or below',
  EQUAL: 'equal to',
  NOT_EQUAL: 'not equal to',
};
const aggregationWords: Readonly<Record<NonNullable<AlertCondition['aggregation']>, string>> = {
  SUM: 'the sum of ',
  COUNT: 'the count of ',
  COUNT_DISTINCT: 'the number of different ',
  AVG: 'the mean ',
  MEDIAN: 'the median ',
  MIN: 'the lowest ',
  MAX: 'the highest ',
  STDDEV: 'the deviation of ',
};

/** A condition in words: `the highest failed_runs is above 20`. Pure. */
export function conditionText({
  column,
  aggregation,
  operator,
  threshold,
}: AlertCondition): string {
  const what = aggregation === null ? '' : aggregationWords[aggregation];
  return `${what}${column} is ${words[operator]} ${String(threshold)}`;
}

/** One line about a proposal. Pure. */
export const proposalSummary = ({ title, condition }: AlertContent): string =>
  `${title}: tell when ${conditionText(condition)}`;

/** A proposal without what only the store needs. Pure. */
export const viewOf = (proposal: Proposal): ProposalView => {
  const { id, kind, content, status, hash, detail, alertId } = proposal;
  return { id, kind, summary: proposalSummary(content), status, hash, detail, alertId, content };
};
