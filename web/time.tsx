import type { JSX } from 'preact';
import { now } from './clock.ts';
import { timeText, utcText } from './format.ts';

/** A time in the zone of the reader, with UTC on hover. */
export function Time({ at }: { readonly at: string }): JSX.Element {
  return (
    <time dateTime={at} title={utcText(at)}>
      {timeText(at, now.value)}
    </time>
  );
}
