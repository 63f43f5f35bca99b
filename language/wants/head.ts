import { namesGiven } from '../names-given.ts';
import { asking, clause, thing } from './clause-words.ts';

/** What stands before a colon or a dash: of what, or for what, the things behind it are wanted. */
const headed = /^\s*([^:;?!]{2,90}?)\s*(?::|\s[–—-])\s+(\S[\s\S]*)$/u;
/** In words; more of them say something of their own. */
const longestHead = 9;

/** Heads that say what it is for, and name nothing. */
const occasion =
  /\b(?:reports?|questions?|quer(?:y|ies) from|evidence|review|slides?|deck|meeting|ticket|audit(?:ors?)?|things?|points?|favou?rs?|include|please|pls|hi|hello|hey|sorry|for (?:each|every|the|my|our)|complain\w*|says?|reports?)\b/i;
/** Heads that say who asks. */
const addressed = /^\W*(?:from|by|as|to)\b/i;

/** A measure of something: "price of a DBU". */
const measure = /^\W*(?:the |our )?(\p{L}+) (?:of|for) /iu;

/** The first thing that a text names, or its measure; a name with the word for its kind beside it. Pure. */
export function thingIn(text: string): string | null {
  const [name] = namesGiven(text);
  if (name === undefined) {
    const [, measured] = clause.test(text) ? [] : (measure.exec(text) ?? []);
    if (measured !== undefined) return measured;
    const words = text.match(
      /\b(?:warehouse|cluster|pipeline|endpoint|job|table|schema|dashboard)s?\b|\bquer(?:y|ies)\b/gi,
    );
    return words?.at(-1) ?? null;
  }
  const at = text.indexOf(name);
  const before = /(\p{L}+)\s+[`“"]?$/u.exec(text.slice(0, at))?.[1] ?? '';
  const after = /^[`”"]?\s+(\p{L}+)/u.exec(text.slice(at + name.length))?.[1] ?? '';
  const kind = [before, after].find((word) => thing.test(word));
  return kind === undefined ? name : `${kind} ${name}`;
}

/** A list that a dash ends is no head of what comes behind it. */
const isList = /^[^:–—]*,[^:–—]*\s[–—-]\s/u;

/** Whether words are short enough for a head, and ask nothing themselves. */
const isHead = (words: string): boolean =>
  words !== '' && !asking.test(words) && words.trim().split(/\s+/).length <= longestHead;

/** What a head is of: what it names, or its kind of things; nothing where it says for whom or what it is. */
function ofHead(head: string): string | null {
  if (addressed.test(head)) return null;
  return namesGiven(head).length > 0 ? thingIn(head) : occasion.test(head) ? null : head.trim();
}

/** Whether words are what things are wanted of, or for what they are. */
const tells = (head: string): boolean =>
  [addressed, occasion, thing, /^\S+$/].some((words) => words.test(head)) ||
  namesGiven(head).length > 0;

/** What a question says before a colon, as far as it tells of what the rest is; null where it has no such head. Pure. */
export function headOf(
  question: string,
): { readonly of: string | null; readonly rest: string } | null {
  const [, head = '', rest = ''] = headed.exec(question) ?? [];
  if (!isHead(head) || isList.test(question) || !tells(head)) return null;
  return { of: ofHead(head), rest };
}
