import type { Delivery, OwnWebhook } from '../../domain/own-webhooks.ts';
import { plainText } from '../../domain/plain-text.ts';

/** A webhook as the API shows it. */
export type ShownWebhook = Pick<
  OwnWebhook,
  'id' | 'body' | 'events' | 'createdAt' | 'disabledAt'
> & { readonly target: string };

const minute = (at: string): string => `${at.slice(0, 16)}Z`;

/** Webhooks as lines of text. Pure. */
export function webhookLines(webhooks: readonly ShownWebhook[]): readonly string[] {
  if (webhooks.length === 0) return ['You have no webhook: npm run webhooks -- add https://…'];
  return webhooks.map(({ id, target, body, events, disabledAt }) => {
    const state = disabledAt === null ? '' : `  gone since ${minute(disabledAt)}`;
    return `${id}  ${body}  ${plainText(target)}  ${events.join(',')}${state}`;
  });
}

/** Messages as lines of text, each with its attempts. Pure. */
export function deliveryLines(deliveries: readonly Delivery[]): readonly string[] {
  if (deliveries.length === 0) return ['Nothing was sent yet.'];
  return deliveries.flatMap(({ id, event, subject, at, state, attempts }) => [
    `${minute(at)}  ${state}  ${event}  ${plainText(subject)}  ${id}`,
    ...attempts.map(({ at: tried, status, problem, tookMs }) => {
      const said = status === null ? plainText(problem ?? 'was cut off') : `HTTP ${status}`;
      return `  ${tried.slice(0, 19)}Z  ${said}${tookMs === null ? '' : `  ${tookMs} ms`}`;
    }),
  ]);
}
