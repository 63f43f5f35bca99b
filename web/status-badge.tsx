import type { JSX } from 'preact';
import type { Status } from './resources.ts';
import { statusNames } from './words.ts';

/** The status of an investigation in words, with its colour. */
export function StatusBadge({ status }: { readonly status: Status }): JSX.Element {
  return <span class={`badge ${status}`}>{statusNames[status]}</span>;
}
