import { opening } from './found.ts';
import type { Found, Walk } from './found.ts';
import { dayMs, isUnread } from './span.ts';
import type { Context, Reading, Span } from './span.ts';

/** System tables keep a year; a period without a beginning has that length. */
const openLengthMs = 365 * dayMs;

/** Words before a time that belong to it. */
const lead =
  /\b(?:(?:back )?(?:in|on|over|during|for|within|of|from|across|throughout|at|around)(?: the| these)? |the )$/;

type Bound = {
  readonly pattern: RegExp;
  readonly apply: (span: Span, walk: Walk) => Span;
};

const open = (to: number): Span => ({ from: to - openLengthMs, to, grain: 'rolling' });
const until = (from: number, to: number): Span => ({ from, to, grain: 'rolling' });

/** Words before a time that make it one end of a period. */
const bounds: readonly Bound[] = [
  {
    pattern:
      /\b(?:since|starting(?: from| on)?|beginning|as of|ever since)(?: the)?(?: start of| beginning of)? $/,
    apply: ({ from }, { now }) => until(from, now),
  },
  {
    pattern: /\b(?:after|later than) $/,
    apply: ({ grain, from, to }, { now }) =>
      until(grain === 'moment' || grain === 'hours' ? from : to, now),
  },
  {
    pattern: /\b(?:before|prior to|until|till?|up to|earlier than|up until) $/,
    apply: ({ from }) => open(from),
  },
  {
    // "Did it make it through last night?"
    pattern:
      /(?<!\b(?:make|made|makes|get|gets|got|go|goes|went|gone|come|came|run|ran|been|pass(?:ed)?)(?: \w+)? )\b(?:through|thru|up to and including) $/,
    apply: ({ to }) => open(to),
  },
  {
    pattern: /\bby (?:the )?$/,
    apply: (span, { now, isForecast }) => (isForecast ? until(now, span.to) : span),
  },
];

/** "log in yesterday": not every word before a day belongs to it. */
function leadOf(head: string, tail: string): RegExp {
  if (opening.test(head)) return opening;
  return /^(?:yester|to|yday)/.test(tail) ? /\b(?:for|of|from) $/ : lead;
}

/** Applies "since", "before" and their like, and ends at now what has not come to its end. */
export function bounded({ reading, from, end }: Found, text: string, walk: Walk): Found {
  if (isUnread(reading)) return { reading, from, end };
  const head = text.slice(0, from);
  const tail = /^ (?:onwards?|on(?= ?[,.?!]|$)|so far)/.exec(text.slice(end))?.[0] ?? '';
  const bound = bounds.find(({ pattern }) => pattern.test(head));
  const words = (bound?.pattern ?? leadOf(head, text.slice(from))).exec(head)?.[0] ?? '';
  const isOnwards = / on(?:wards?)?$/.test(tail);
  const span = isOnwards ? until(reading.from, walk.now) : (bound?.apply(reading, walk) ?? reading);
  return {
    reading: upToNow(span, walk, text.slice(from, end)),
    from: from - words.length,
    end: end + tail.length,
  };
}

function upToNow(span: Span, { now, isForecast }: Context, words: string): Reading {
  if (isForecast || span.to <= now) return span;
  if (span.from > now) return { unread: `${words} has not come yet` };
  return span.grain === 'moment' || span.grain === 'hours'
    ? span
    : { ...span, to: Math.max(now, span.from) };
}
