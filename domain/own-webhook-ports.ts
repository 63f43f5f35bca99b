import type {
  Delivery,
  DeliveryEnd,
  DeliveryRef,
  OwnWebhook,
  ToldEvent,
  WebhookRef,
} from './own-webhooks.ts';

/** What the API stores and reads of webhooks. Every method uses only rows of the owner. */
export type OwnWebhookStore = {
  readonly create: (
    webhook: Pick<OwnWebhook, 'id' | 'owner' | 'url' | 'body' | 'events' | 'groups'> & {
      readonly secret: string;
    },
  ) => Promise<OwnWebhook | 'url_taken' | 'too_many'>;
  /** Oldest first. */
  readonly list: (owner: string) => Promise<readonly OwnWebhook[]>;
  readonly find: (ref: WebhookRef) => Promise<OwnWebhook | null>;
  readonly remove: (ref: WebhookRef) => Promise<void>;
  /** A new secret signs from now on, beside those before for `rotationMs`. */
  readonly rotate: (ref: WebhookRef, secret: string) => Promise<void>;
  /** Stores a message that says nothing but that it comes. */
  readonly test: (ref: WebhookRef) => Promise<DeliveryRef>;
  /** Newest first. @param before Id of a message: those before it. */
  readonly deliveries: (
    ref: WebhookRef,
    page: { readonly limit: number; readonly before: string | null },
  ) => Promise<readonly Delivery[]>;
};

/** Messages that no run sends yet, oldest first, and that one was started. */
export type Outbox = {
  readonly unstarted: (limit: number) => Promise<readonly DeliveryRef[]>;
  readonly started: (ref: DeliveryRef) => Promise<void>;
};

/** Starts the run that sends a message; one that exists is no failure. */
export type StartDelivery = (ref: DeliveryRef) => Promise<void>;

/** A message that is to be sent, with the secrets that sign it, newest first. */
export type DueDelivery = DeliveryRef & {
  readonly event: ToldEvent;
  readonly subject: string;
  readonly part: string | null;
  readonly at: string;
  readonly webhook: OwnWebhook;
  readonly secrets: readonly string[];
};

/** How a request ended, as it is noted. */
export type NotedEnd = {
  readonly status: number | null;
  readonly problem: string | null;
  readonly tookMs: number;
};

/** What the worker reads and stores of messages. */
export type DeliveryWork = {
  /** @returns How it ended; null when it is gone with its webhook. */
  readonly find: (ref: DeliveryRef) => Promise<DueDelivery | DeliveryEnd | null>;
  /** Notes that a request is about to be made. @returns Its number, from 1. */
  readonly begin: (ref: DeliveryRef) => Promise<number>;
  readonly note: (ref: DeliveryRef, n: number, end: NotedEnd) => Promise<void>;
  /** The first end stands; `gone` ends the webhook too. */
  readonly end: (ref: DeliveryRef, end: DeliveryEnd) => Promise<void>;
};

/** How a target replied, or why it was not asked. */
export type PostEnd =
  | {
      readonly kind: 'replied';
      readonly status: number;
      /** Milliseconds that it asks to wait; null for none. */
      readonly waitMs: number | null;
    }
  | { readonly kind: 'refused' | 'failed'; readonly problem: string };

/** Posts JSON to a target and follows no redirect. */
export type Post = (
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  signal?: AbortSignal,
) => Promise<PostEnd>;

/** Signs a message after Standard Webhooks, with each secret: the headers. */
export type SignMessage = (
  id: string,
  body: string,
  secrets: readonly string[],
) => Readonly<Record<string, string>>;
