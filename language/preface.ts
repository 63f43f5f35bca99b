import { namesGiven } from './names-given.ts';
import { readTimes } from './time/read-times.ts';

/** Where no time has come yet, none is refused. */
const farAway = Date.UTC(2100, 0, 1);

/** Words of a sentence that limits what is asked behind it. */
const limits =
  /\b(?:only|just|exclud\w*|includ\w*|without|except|ignor\w*|not|no|never|assum\w*|count\w*|treat|mean(?:s|ing)?|instead|rather|compar\w*|per|each|every|top|first|least|most|failed|alert|runbook|dashboard)\b|n['’]t\b|\d|\w[-_]\w/i;
const asks =
  /^(?:what|which|who|whose|whom|when|how|did|does|do|is|are|was|were|has|have|had|can)\b/i;
/** What is asked already is no preface. */
const isAsked = (preface: string): boolean =>
  asks.test(preface) ||
  /^\W*(?:list|show|give|tell|compare|find|name|count|get|need|want|please|provide|report|why|where)\b/i.test(
    preface,
  );
const saysMore = (text: string): boolean =>
  namesGiven(text).length > 0 || readTimes(text, farAway, 'UTC').periods.length > 0;

/** "Finance asks me: “how much is `bi-main`?”": a question that somebody else asked, in quotes. */
const quoted = /["“]([^"”]{12,}\?)["”]/u;

/** "For our yearly audit I need the number of …". */
const purpose =
  /^\W*(?:(?:hi|hello|hey|good \p{L}+|morning)(?: \p{L}+){0,2}[,.!] )?(?:(?:needed|need|i need) )?for (?:our|my|the|an?|this|his|her|their) [^,?:]{3,40}?(?:[,:]? (?:i|we) (?:need|want|require|would (?:need|like))(?: to (?:know|have|report|document|list))?|:) (?:the )?(?=\p{L})/iu;

/** The day of what is shown or sent is no time that is asked about: "for my Monday slides"; days of meetings are none anyway. */
const dayOfMeeting =
  /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:['’]s)?(?: (?:morning|afternoon|evening))?(?= (?:slides?|deck|report|update|mail|newsletter|board)\b)/iu;

/** "Sorry if that is a dumb question but", "quick one before standup:". */
const apology =
  /^\W*(?:sorry|apolog\w+|excuse me|pardon|forgive me|stupid|dumb|silly|quick|short|small|one (?:more |last )?(?:question|thing))\b[^?:,]{0,60}?(?::|,| but| [-–—]) /iu;

/** The question in quotes of a text that names nothing else; null where there is none. */
function quotedIn(text: string): string | null {
  const [written = '', inner = ''] = quoted.exec(text) ?? [];
  return asks.test(inner) && !saysMore(text.replace(written, ' ')) ? inner : null;
}

/** A question out of the words around it, where they name nothing themselves. */
function withoutFrame(text: string): string {
  const inner = quotedIn(text);
  if (inner !== null) return inner;
  for (const frame of [purpose, apology]) {
    const [words = ''] = frame.exec(text) ?? [];
    const rest = text.slice(words.length);
    const isAskedBehind = frame === purpose || asks.test(rest);
    if (
      words !== '' &&
      isAskedBehind &&
      !saysMore(words.replace(dayOfMeeting, '')) &&
      !limits.test(words)
    )
      return rest;
  }
  return text;
}

/**
 * A question without a sentence before it that tells only why it is asked: "My users complain. Were queries on
 * bi-main slower yesterday?". What names something, a time or a limit stays, and so does what is before a
 * question that names nothing itself.
 *
 * Pure.
 */
export function withoutPreface(framed: string): string {
  const text = withoutFrame(framed);
  const match = /^\s*((?:[^.?!]*\p{L}{3}[.!…]+)|(?:\S+ ){0,4}\p{L}{3,}[?!]+)\s+(\S[^]*)$/u.exec(
    text,
  );
  const [, preface = '', rest = ''] = match ?? [];
  const isOne = match !== null && asks.test(rest) && saysMore(rest);
  return isOne && !isAsked(preface) && !limits.test(preface) && !saysMore(preface) ? rest : text;
}
