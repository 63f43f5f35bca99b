import { signal } from '@preact/signals';

/** Whether the service asks this browser to sign in; set when it refuses a request for that reason. */
export const isOut = signal(false);
