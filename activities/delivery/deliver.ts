import { AppError } from '../../domain/errors.ts';
import type { DueDelivery, PostEnd } from '../../domain/own-webhook-ports.ts';
import type { DeliveryEnd, DeliveryRef } from '../../domain/own-webhooks.ts';
import { webhookMessage } from '../../domain/webhook-message.ts';
import type { DeliveryDeps } from './deps.ts';
import { newsOf } from './news.ts';

/** The longest that a target is waited for when it asks for time, milliseconds. */
const longestWaitMs = 4 * 3_600_000;

/**
 * Sends a message once. It may arrive twice, with the same id: when this process ends between the request and
 * its note, another attempt sends it again.
 *
 * Effect: one POST; notes of it before and after.
 *
 * @throws {AppError} `upstream.limited` and `upstream.down`, which name the host and not the path.
 */
export async function deliver(
  deps: DeliveryDeps,
  ref: DeliveryRef,
  signal: AbortSignal,
): Promise<DeliveryEnd> {
  const { deliveries } = deps;
  const found = await deliveries.find(ref);
  if (found === null) return 'withheld';
  if (typeof found === 'string') return found;
  const sent = found.webhook.disabledAt === null ? await send(deps, found, signal) : 'gone';
  const end = typeof sent === 'string' ? sent : endOf(sent, new URL(found.webhook.url).host);
  await deliveries.end(ref, end);
  return end;
}

async function send(
  deps: DeliveryDeps,
  found: DueDelivery,
  signal: AbortSignal,
): Promise<PostEnd | 'withheld'> {
  const { deliveries, post, sign } = deps;
  const news = await newsOf(deps, found);
  if (news === null) return 'withheld';
  const body = webhookMessage(found.webhook.body, news);
  const n = await deliveries.begin(found);
  const startedMs = performance.now();
  const reply = await post(found.webhook.url, body, sign(found.id, body, found.secrets), signal);
  await deliveries.note(found, n, {
    status: reply.kind === 'replied' ? reply.status : null,
    problem: reply.kind === 'replied' ? null : reply.problem,
    tookMs: Math.round(performance.now() - startedMs),
  });
  return reply;
}

/** How a reply ends a message. @throws {AppError} Where it is tried again. */
function endOf(reply: PostEnd, host: string): DeliveryEnd {
  if (reply.kind !== 'replied') {
    if (reply.kind === 'refused') return 'refused';
    throw new AppError('upstream.down', `${host} was not reached: ${reply.problem}`);
  }
  const { status, waitMs } = reply;
  if (status >= 200 && status < 300) return 'taken';
  if (status === 410) return 'gone';
  throw new AppError('upstream.limited', `${host} answered ${status}`, {
    upstreamStatus: status,
    ...(waitMs === null ? {} : { retryAfterMs: Math.min(waitMs, longestWaitMs) }),
  });
}
