import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

const seconds = signal(Date.now());
setInterval(() => {
  // A page that nobody sees draws nothing.
  if (!document.hidden) seconds.value = Date.now();
}, 1_000);

/** Epoch milliseconds, newly read every second. */
export const now: ReadonlySignal<number> = seconds;
