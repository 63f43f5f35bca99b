import type {
  Watch,
  WatchCheck,
  WatchDetail,
  WatchedObject,
  WatchEvent,
  WatchRef,
  WatchSpec,
  WatchState,
} from './watch.ts';

/** A line that is about to be written. */
export type NewWatchEvent = Pick<WatchEvent, 'kind'> &
  Partial<Pick<WatchEvent, 'objects' | 'held' | 'detail'>>;

/** What the API stores and reads of watches. Every method uses only rows of the owner. */
export type WatchStore = {
  /** @returns Null when its owner has a watch of this name, or too many. */
  readonly create: (
    watch: WatchRef & { readonly spec: WatchSpec; readonly groups: readonly string[] },
  ) => Promise<Watch | 'name_taken' | 'too_many'>;
  /** By name. */
  readonly list: (owner: string) => Promise<readonly Watch[]>;
  readonly find: (ref: WatchRef) => Promise<Watch | null>;
  /** Newest first. */
  readonly events: (ref: WatchRef, limit: number) => Promise<readonly WatchEvent[]>;
  /** Newest first. */
  readonly checks: (ref: WatchRef, limit: number) => Promise<readonly WatchCheck[]>;
  /** Another condition begins without what the checks before it saw. */
  readonly change: (ref: WatchRef, spec: WatchSpec) => Promise<'done' | 'absent' | 'name_taken'>;
  /** Whether it is paused now; the same again changes nothing. */
  readonly setPaused: (ref: WatchRef, isPaused: boolean) => Promise<void>;
  /** Null ends it. */
  readonly snooze: (ref: WatchRef, untilMs: number | null) => Promise<void>;
  /** All that fires: nobody is told of it any more until it has recovered. */
  readonly acknowledge: (ref: WatchRef) => Promise<void>;
  readonly remove: (ref: WatchRef) => Promise<void>;
};

/** How a check changes a watch, and what it writes. */
export type WatchSettled = {
  readonly state: WatchState;
  readonly detail: WatchDetail | null;
  readonly objects: readonly WatchedObject[];
  readonly beyond: number;
  readonly kind: WatchCheck['kind'];
  readonly events: readonly NewWatchEvent[];
  /** Index of the event that an investigation is asked for; null for none. */
  readonly investigate: number | null;
};

/** What a check asked for: the number of an event, or null. */
export type WatchAsked = { readonly state: WatchState; readonly investigate: number | null };

/** What the worker reads and stores of watches. */
export type WatchWork = {
  readonly find: (ref: WatchRef) => Promise<Watch | null>;
  /** How the check with a key ended before; null when it has not. */
  readonly ended: (ref: WatchRef, key: string) => Promise<WatchAsked | null>;
  /** Takes one of the statements of this UTC day; false when none is left. */
  readonly takeStatement: (ref: WatchRef, most: number) => Promise<boolean>;
  /**
   * Ends a check, once for a key. `settle` gets the watch as it is now; it is called within the transaction.
   *
   * @returns Null when the watch is gone.
   */
  readonly end: (
    ref: WatchRef,
    key: string,
    settle: (watch: Watch) => WatchSettled,
  ) => Promise<WatchAsked | null>;
  readonly event: (ref: WatchRef, n: number) => Promise<WatchEvent | null>;
  /** Investigations that were asked for in this UTC day. */
  readonly investigationsToday: (ref: WatchRef) => Promise<number>;
  /** Says what an event's investigation is, or why there is none. */
  readonly link: (
    ref: WatchRef,
    n: number,
    to: { readonly investigationId: string } | { readonly detail: WatchDetail },
  ) => Promise<void>;
  /** All watches, whose schedules a worker brings in line at its start. */
  readonly all: () => Promise<readonly Pick<Watch, 'id' | 'owner' | 'spec' | 'pausedAt'>[]>;
};
