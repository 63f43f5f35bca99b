import { dayMs } from '../../language/time/span.ts';
import { askedIn } from './asked.ts';
import type { Asked, Context } from './asked.ts';
import { stated } from './stated.ts';
import { cameOfIt } from './said-in.ts';
import type { Window } from './window-asked.ts';

/** How a second question begins; a bare noun behind "and" belongs to the first. */
const opens =
  /^(?:why|how|what|who|is|are|does|do|did|has|have|(?:(?:with|behind|about|for|of) )?the|so (?:much|many|few|little))\b/i;
/** What makes a clause of words: "the load has no runs". */
const verb =
  /\b(?:is|are|was|were|has|have|had|does|do|did|got|gets?|went|goes|\w+n['’]t|fails?|failed|costs?|grows?|grew|rose|fell|dropped|jumped|crawls?|threw|throws?|refuses?|stopped)\b/i;
/** Where one symptom ends and another may begin. */
const between =
  /,? as well as (?:of )?|,? and(?: also)?(?: of)? |; (?:also |and )?|, also |,? plus /gi;
/** Between things that are told apart in words. */
const commas = /,? and(?: also)? |, /gi;
const isOfEach = /\b(?:each|both|either|respectively)\b/i;
/** A comma before a name: "load_a fails, Kasse does not run". */
const commaBeforeName = /, (?=\p{Lu}|[\w.-]+_)/gu;
const proper = /^\p{Lu}\p{L}{3,} (?!of\b|is it\b)/u;

/** "… ran for hours and ended red": what has no subject of its own goes on about the first. */
const goesOn =
  /^(?:(?:then|still|also|now|finally|suddenly|even|never|not|yet|only) )*(?:is|are|was|were|has|had|have|ends?|fails?|dies|went|goes|ran|runs?|got|gets?|took|takes?|costs?|stops?|shows?|breaks?|broke|came|comes|hung|cannot|can|could|\w+ed)\b(?! (?:the|our|an?|there|we|my|your|all|some|many|so|they|you|people)\b)/i;
/** "… and why did it take so long?" asks more about the first. */
const refersBack = /\b(?:it|its|he|his|him|she|her)\b/i;

/** "… and marketing's fell": of the same measure. */
const ellipsis = /^(?:that of |those of )?(?:the )?[\w-]+['’]s? /;

/** "Sunday, Monday and Tuesday" is one time. */
const dayAtEnd = /(?:\w+day|\d(?:st|nd|rd|th)?)$/i;
const dayAtStart = /^(?:on )?(?:\w+day|(?:the )?\d)/i;
const dayNamed =
  /\b(?:\w+day|\w*night|tomorrow|\d{1,2}(?:st|nd|rd|th)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*)\b/i;

/** The two sides of a place at which a question may be parted. */
type Parts = { readonly first: Asked; readonly second: Asked; readonly separator: string };

/** Whether words say by themselves what went wrong with what. */
const stands = ({ isWorded, names, text }: Asked): boolean =>
  isWorded
    ? names.length > 0 || opens.test(text) || verb.test(text)
    : names.length > 0 && opens.test(text);

/** Whether a first part is one by itself: "load_a went wild and …" is, "why do load_a and …" is not. */
function begins({ first: { isWorded, names, text }, second }: Parts): boolean {
  if (isWorded) return true;
  const behind = Math.max(...names.map((name) => text.lastIndexOf(name) + name.length), 0);
  const said = text.slice(behind).trim().split(/\s+/);
  return (
    names.length > 0 && second.names.length > 0 && (opens.test(second.text) || said.length >= 2)
  );
}

/** Whether the second goes on about what the first is about. */
const isSame = ({ first, second }: Parts): boolean =>
  second.names.length === 0 &&
  (refersBack.test(second.text) ||
    cameOfIt.test(second.text) ||
    (first.names.length > 0 && goesOn.test(second.text)));

/** Whether two are about different things: another measure, or the same of other objects. */
function areApart({ first, second }: Parts): boolean {
  if (first.said[0] !== second.said[0] || ellipsis.test(second.text)) return true;
  const [few, many] = [first.names, second.names];
  return few.length > 0 && many.length > 0 && !few.some((name) => many.includes(name));
}

/** Whether a comma parts two things: each has a name and says what is wrong with it. */
const isListed = ({ first, second }: Parts): boolean =>
  first.isWorded &&
  second.isWorded &&
  first.names.length > 0 &&
  (second.names.length > 0 || proper.test(second.text)) &&
  verb.test(second.text);

/** "On Friday … in the evening, and … at 2 am": hours without a day are of the day that was named. */
function onDayOf(first: Asked, { window, hours, text }: Asked): Pick<Asked, 'window' | 'hours'> {
  const isOwn = window === null || first.window === null || dayNamed.test(text);
  if (isOwn || window.toMs - window.fromMs >= dayMs) return { window, hours };
  const day = Math.floor(first.window.fromMs / dayMs) * dayMs;
  const later = day - Math.floor(window.fromMs / dayMs) * dayMs;
  const moved = ({ fromMs, toMs }: Window): Window => ({
    fromMs: fromMs + later,
    toMs: toMs + later,
  });
  return { window: moved(window), hours: hours.map(moved) };
}

/** The sides of every place where a text may be parted, as they are read. */
function* partsOf(text: string, separator: RegExp, context: Context): Generator<Parts> {
  for (const { 0: words, index } of text.matchAll(separator)) {
    const [left, right] = [text.slice(0, index), text.slice(index + words.length)];
    if (dayAtEnd.test(left) && dayAtStart.test(right)) continue;
    const [first, own] = [askedIn(left, context), askedIn(right, context)];
    const isElliptic = first.isWorded && !own.isWorded && own.sign !== 0 && ellipsis.test(own.text);
    const second = isElliptic
      ? { ...own, said: first.said, measures: first.measures, isWorded: true }
      : own;
    yield { separator: words, first, second: { ...second, ...onDayOf(first, second) } };
  }
}

/** Where what one did ends and what another did begins. */
const betweenActs =
  /(?:[,;.]? (?:and |but )?(?:then|later|afterwards|next|after that|finally) |,? (?:and|while|whereas|but|before|after which|followed by) |[,;] )/gi;
/** What asks for an act and is none. */
const asksOnly =
  /\b(?:why|what|how|come|did|do|does|was|were|is|are|has|have|had|been|happened|happen|with|both|the|users?|people|first|either)\b/gi;
const likewise = /^\W*(?:too|also|as well|likewise|the same)\W*$/i;

/** What is said of what somebody did, without who. */
const actOf = ({ names, text }: Asked): string =>
  names
    .reduce((rest, name) => rest.replaceAll(name, ' '), text)
    .replaceAll(asksOnly, ' ')
    .replaceAll(/[^\p{L}\d]+/gu, ' ')
    .trim();

/** "First somebody guesses passwords, then ann@x.org resizes adhoc": told one after the other. */
const first = /(?:^|[:.;,–—]\s*)first(?:ly)?\b/i;
const then = /\bthen\b/i;
const areInOrder = ({ first: { text }, second, separator }: Parts): boolean =>
  first.test(text) && then.test(separator) && second.names.length > 0;

/** Whether each side tells what another person did. */
function areActs({ first, second }: Parts): boolean {
  const [one, other] = [first, second].map(({ names }) =>
    names.filter((name) => name.includes('@')),
  );
  if (one?.length !== 1 || other?.length !== 1 || one[0] === other[0]) return false;
  const acts = [actOf(first), actOf(second)];
  return acts.every((act) => act !== '' && !likewise.test(act)) && first.names.length === 1;
}

function actsIn(text: string, context: Context): Parts | null {
  for (const parts of partsOf(text, betweenActs, context))
    if (areActs(parts) || areInOrder(parts)) return parts;
  return null;
}

function apartIn(text: string, context: Context): Parts | null {
  const isEach = isOfEach.test(text);
  for (const parts of partsOf(text, isEach ? commas : between, context)) {
    const isApart =
      isEach || parts.separator.startsWith(';') ? parts.second.isWorded : stands(parts.second);
    if (begins(parts) && isApart && !isSame(parts) && areApart(parts)) return parts;
  }
  for (const parts of partsOf(text, commaBeforeName, context))
    if (isListed(parts) && areApart(parts)) return parts;
  return null;
}

/**
 * Each symptom that a question asks about: one, or two where its parts name different measures or objects. A
 * part without a time of its own has that of the whole; what is not the matter is none.
 *
 * Pure.
 */
export function symptomsIn(question: string, context: Context): readonly Asked[] {
  const whole = askedIn(question, context);
  const text = stated(question);
  const apart = actsIn(text, context) ?? apartIn(text, context);
  if (apart === null) return [whole];
  return [apart.first, apart.second].map((one) =>
    one.window === null ? { ...one, window: whole.window, isTimeShared: true } : one,
  );
}
