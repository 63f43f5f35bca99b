/** What a webhook is told of; `webhook.test` is sent when its owner asks for it. */
export const webhookEvents = [
  'investigation.finished',
  'investigation.corrected',
  'watch.fired',
  'digest.finished',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];
export type ToldEvent = WebhookEvent | 'webhook.test';

/** The forms that a message has. */
export const webhookBodies = ['standard', 'slack', 'teams'] as const;
export type WebhookBody = (typeof webhookBodies)[number];

export type WebhookRef = { readonly id: string; readonly owner: string };

/** An address of somebody that is told. Times are ISO-8601 UTC. */
export type OwnWebhook = WebhookRef & {
  /** Its path may be a secret, so only who sends reads it whole. */
  readonly url: string;
  readonly body: WebhookBody;
  readonly events: readonly WebhookEvent[];
  /** The groups that its owner was in when it was made, by which domains are open or closed. */
  readonly groups: readonly string[];
  readonly createdAt: string;
  /** When the target said that it is gone; nothing is sent after that. */
  readonly disabledAt: string | null;
};

/**
 * `gone`: the target is no more (410). `refused`: its address is none that may be reached. `withheld`: its owner
 * may not read any more what it tells, or that is deleted.
 */
export const deliveryStates = [
  'pending',
  'taken',
  'given_up',
  'gone',
  'refused',
  'withheld',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];
export type DeliveryEnd = Exclude<DeliveryState, 'pending'>;

/** One request. `tookMs` is null for one that was cut off; `status` where no reply came. */
export type DeliveryAttempt = {
  readonly at: string;
  readonly status: number | null;
  readonly problem: string | null;
  readonly tookMs: number | null;
};

/** One message. Its id is the `webhook-id` of every attempt. Times are ISO-8601 UTC. */
export type Delivery = {
  readonly id: string;
  readonly event: ToldEvent;
  readonly subject: string;
  readonly at: string;
  readonly state: DeliveryState;
  readonly endedAt: string | null;
  readonly attempts: readonly DeliveryAttempt[];
};

/** The id of a message, and whose it is. */
export type DeliveryRef = { readonly id: string; readonly owner: string };

/** Steps of the workflow of a message. */
export type DeliverySteps = {
  /** Sends it once. @throws what is tried again, while the target does not take it. */
  readonly deliver: (ref: DeliveryRef) => Promise<DeliveryEnd>;
  readonly giveUp: (ref: DeliveryRef) => Promise<DeliveryEnd>;
};

/** Webhooks of one owner. */
export const mostWebhooks = 10;
/** Ended messages of a webhook that are kept. */
export const keptDeliveries = 200;
/** How long a secret signs on after another has taken its place, milliseconds. */
export const rotationMs = 86_400_000;

/** The id of the run that sends a message. */
export const deliveryWorkflowId = (id: string): string => `webhook-${id}`;

/** An address as it is shown: its origin, since the path of one may be a secret. Pure. */
export function shownUrl(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return pathname === '/' && search === '' ? origin : `${origin}/…`;
}
