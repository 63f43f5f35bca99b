import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Alerts, LiveAlert } from '../../domain/proposal-ports.ts';
import type { ApprovedProposal } from '../../domain/proposals.ts';
import { proposalMark } from '../../domain/proposals.ts';
import { filledText, id, list, optionalObject, optionalText, optionalWord } from './fields.ts';
import type { Http, Request } from './http.ts';
import { fetchPages } from './pages.ts';

const base = '/api/2.0/alerts';
const pageSize = 100;

const Alert = z.object({
  id,
  display_name: optionalText,
  custom_description: optionalText,
  lifecycle_state: optionalWord,
  create_time: filledText,
  evaluation: optionalObject({ state: optionalWord, last_evaluated_at: filledText }),
  schedule: optionalObject({ pause_status: optionalWord, effective_pause_status: optionalWord }),
});
type Wire = z.infer<typeof Alert>;
const Page = z.object({ alerts: list(Alert), next_page_token: filledText });

const grant =
  'Alerts need CAN USE on the SQL warehouse and the entitlement to Databricks SQL; an OAuth token needs the scope "alerts".';

const valueOf = (threshold: number | string | boolean) =>
  typeof threshold === 'number'
    ? { double_value: threshold }
    : typeof threshold === 'boolean'
      ? { bool_value: threshold }
      : { string_value: threshold };

const subscriptionOf = (who: string) =>
  who.includes('@') ? { user_email: who } : { destination_id: who };

/** An approved proposal as the service takes it. */
function bodyOf({ id: proposalId, content }: ApprovedProposal) {
  const { condition, schedule, notifies } = content;
  return {
    display_name: content.title,
    query_text: content.sql,
    warehouse_id: content.warehouseId,
    custom_description: `${content.reason} Proposed by Health Monitor and approved. ${proposalMark(proposalId)}`,
    evaluation: {
      source: {
        name: condition.column,
        ...(condition.aggregation === null ? {} : { aggregation: condition.aggregation }),
      },
      comparison_operator: condition.operator,
      threshold: { value: valueOf(condition.threshold) },
      empty_result_state: condition.whenEmpty,
      notification: { notify_on_ok: true, subscriptions: notifies.map(subscriptionOf) },
    },
    schedule: {
      quartz_cron_schedule: schedule.cron,
      timezone_id: schedule.timeZone,
      pause_status: 'UNPAUSED',
    },
  };
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof AppError ? error.details.upstreamStatus : undefined;

function withGrant(error: unknown): unknown {
  if (!(error instanceof AppError) || error.code !== 'auth.denied') return error;
  return new AppError(error.code, `${error.message} ${grant}`, { ...error.details, cause: error });
}

/** An alert with the link to its page. */
const liveAt =
  (host: string) =>
  (wire: Wire): LiveAlert => ({
    alertId: wire.id,
    title: wire.display_name ?? '',
    state: wire.evaluation?.state ?? 'UNKNOWN',
    lastEvaluatedAt: wire.evaluation?.last_evaluated_at ?? null,
    isPaused: (wire.schedule?.effective_pause_status ?? wire.schedule?.pause_status) === 'PAUSED',
    isTrashed: wire.lifecycle_state === 'DELETED',
    createdAt: wire.create_time,
    url: new URL(`/sql/alerts-v2/${encodeURIComponent(wire.id)}`, host).href,
  });

const pathOf = (alertId: string): string => `${base}/${encodeURIComponent(alertId)}`;

async function ifThere<Value>(call: () => Promise<Value>): Promise<Value | null> {
  try {
    return await call();
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

/**
 * Alerts (version 2) over their API.
 *
 * Effect: HTTP to the workspace; one request per call, for lists one per page, without retries.
 *
 * @see https://docs.databricks.com/api/workspace/alertsv2
 */
export function createAlerts(host: string, http: Http): Alerts {
  const send = async <Reply>(request: Request, shape: z.ZodType<Reply>): Promise<Reply> => {
    const reply = await http(request, shape).catch((error: unknown) => {
      throw withGrant(error);
    });
    if (reply === null) throw new Error('a request without `mayStillSend` was not sent');
    return reply;
  };
  const toLive = liveAt(host);
  const get = (alertId: string): Promise<Wire> =>
    send({ method: 'GET', path: pathOf(alertId) }, Alert);
  return {
    check: async (signal) => {
      await send({ method: 'GET', path: `${base}?page_size=1`, signal }, z.unknown());
    },
    create: async (proposal) =>
      (await send({ method: 'POST', path: base, body: bodyOf(proposal) }, Alert)).id,
    marked: async ({ id: proposalId, content }) => {
      const pages = await fetchPages(base, pageSize, (path) => send({ method: 'GET', path }, Page));
      const mark = proposalMark(proposalId);
      const found: Wire[] = [];
      for (const one of pages.flatMap(({ alerts }) => alerts)) {
        // A list may leave descriptions out, as that of dashboards does.
        const isUnclear = one.custom_description === null && one.display_name === content.title;
        const whole = isUnclear ? await ifThere(() => get(one.id)) : one;
        if (whole?.custom_description?.includes(mark) === true) found.push(whole);
      }
      return found
        .map(toLive)
        .filter(({ isTrashed }) => !isTrashed)
        .toSorted((left, right) => (left.createdAt ?? '').localeCompare(right.createdAt ?? ''));
    },
    read: (alertId) => ifThere(async () => toLive(await get(alertId))),
    setPaused: async (alertId, isPaused) => {
      const path = `${pathOf(alertId)}?update_mask=schedule.pause_status`;
      const body = { schedule: { pause_status: isPaused ? 'PAUSED' : 'UNPAUSED' } };
      await send({ method: 'PATCH', path, body }, z.unknown());
    },
    remove: async (alertId) => {
      await ifThere(() => send({ method: 'DELETE', path: pathOf(alertId) }, z.unknown()));
    },
  };
}
