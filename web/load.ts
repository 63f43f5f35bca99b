import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { Refusal, Unreachable } from './service.ts';

/** What is known of something that is read. */
export type Loaded<Value> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: Value }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Something that is read again until the service answers. */
export type Loader<Value> = Disposable & {
  readonly state: ReadonlySignal<Loaded<Value>>;
  /** True while the service does not answer; what was read before stays. */
  readonly isAway: ReadonlySignal<boolean>;
  /** Reads again; calls during a read lead to one more after it. */
  readonly reload: () => void;
};

const firstRetryMs = 500;
const longestRetryMs = 5_000;

/**
 * Reads now and whenever told, one read at a time.
 *
 * Effect: calls `readValue`, again and again while the service is away, until disposed.
 */
export function createLoader<Value>(
  readValue: (signal: AbortSignal) => Promise<Value>,
): Loader<Value> {
  const state = signal<Loaded<Value>>({ kind: 'loading' });
  const isAway = signal(false);
  const left = new AbortController();
  let reading = false;
  let again = false;
  let retryMs = firstRetryMs;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const settle = (error: unknown): void => {
    if (error instanceof Refusal) {
      isAway.value = false;
      state.value = { kind: 'refused', refusal: error };
    } else if (error instanceof Unreachable) {
      isAway.value = true;
      timer = setTimeout(reload, retryMs);
      retryMs = Math.min(longestRetryMs, retryMs * 2);
    } else throw error;
  };
  const readOnce = async (): Promise<void> => {
    try {
      state.value = { kind: 'ready', value: await readValue(left.signal) };
      isAway.value = false;
      retryMs = firstRetryMs;
    } catch (error) {
      if (!left.signal.aborted) settle(error);
    }
  };
  const reload = (): void => {
    if (left.signal.aborted) return;
    again = true;
    if (reading) return;
    clearTimeout(timer);
    reading = true;
    again = false;
    void readOnce().finally(() => {
      reading = false;
      if (again) reload();
    });
  };
  reload();
  return {
    state,
    isAway,
    reload,
    [Symbol.dispose]: () => {
      left.abort();
      clearTimeout(timer);
    },
  };
}
