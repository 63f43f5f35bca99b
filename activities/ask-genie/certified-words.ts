import { insertName } from '../../domain/follow-ups.ts';
import { placeOf, readTimes } from '../../language/time/read-times.ts';
import type { Meant } from '../deps.ts';
import { namesGiven } from '../../language/names-given.ts';

/** From this share on a certified question is clearly meant: 98 of 100 paraphrases were right there. */
export const clearShare = 0.6;
/** A smaller share is enough where Genie itself names the question among others. */
const namedShare = 0.45;

/** Names by their form: what has such names, and by which parameters or columns a query can tell them. */
const forms: readonly (readonly [form: RegExp, role: string, takenBy: RegExp])[] = [
  [/@/, 'user', /^user$|user|owner|reader|_by$/],
  [/^\d{1,3}(?:\.\d{1,3}){3}$/, 'address', /address/],
  [/\./, 'table', /^table$|table|object/],
  [/^[a-z\d]+(?:-[a-z\d]+)+$/, 'workspace', /^workspace(?:_name)?$|warehouse|cluster/],
  [/./, 'job', /^(?:job|team|tag|warehouse)$|(?<!workspace|sku|user)_name$/],
];
/** The times of a question, each with the words before it: "in the last 7 days", "on 12 November". */
function timesIn(question: string, timeZone: string): readonly string[] {
  const { periods, unread } = readTimes(question, Date.now(), timeZone);
  return [...periods, ...unread].flatMap(({ label }) => {
    const place = placeOf(label, question);
    if (place === null) return [];
    const before = /(?:\b(?:in|on|over|during|for|since|from|between|within)\s+)?(?:the\s+)?$/i;
    const lead = before.exec(question.slice(0, place.from))?.[0] ?? '';
    const time = question.slice(place.from, place.to);
    return [`${lead === '' && /^(?:last|past|previous) /i.test(time) ? 'in the ' : lead}${time}`];
  });
}

/** A certified question with the names and times of another; null when it has no place for a name. */
export function withNames(
  { question, takes }: Meant,
  asked: string,
  timeZone: string,
): string | null {
  let text = question;
  for (const name of namesGiven(asked)) {
    const form = forms.find(([pattern]) => pattern.test(name));
    if (form === undefined || !takes.some((one) => form[2].test(one))) return null;
    text = insertName(text, form[1], name);
  }
  return timesIn(asked, timeZone).reduce(
    (timed, time) => timed.replace(/[?.]?$/, (end) => ` ${time}${end}`),
    text,
  );
}

/** A question that Genie declined or asked back about, and its text, which may name questions that it can answer. */
export type Declined = {
  readonly asked: string;
  readonly declined: string;
  readonly asksBack: boolean;
  readonly timeZone: string;
};

/**
 * A question that Genie did not answer in the words of the certified question that is clearly meant, with the names and
 * times that the user gave; null when none is clear, or it has no place for a name.
 *
 * Pure.
 */
export function inCertifiedWords(
  { asked, declined, asksBack, timeZone }: Declined,
  meant: Meant,
): string | null {
  const isNamed = declined.toLowerCase().includes(meant.question.toLowerCase());
  // It may ask about a name or a time, which the words of a certified question would not tell it.
  if (asksBack && !isNamed) return null;
  if (meant.share < (isNamed ? namedShare : clearShare)) return null;
  const text = withNames(meant, asked, timeZone);
  return text === asked ? null : text;
}
