import { namesGiven } from '../names-given.ts';
import { clause, thing } from './clause-words.ts';
import { headOf, thingIn } from './head.ts';
import { limitsIn } from './limits.ts';
import { isOneOf, objectsIn } from './objects.ts';
import { partsOf } from './parts.ts';
import { wantsNothing } from './qualifiers.ts';

/** What is said of the thing before: "… more expensive, and slower, too". */
const adjective =
  /^\W*(?:more |less |much |far )?(?:slower|faster|cheaper|dearer|pricier|later|bigger|smaller|(?:un)?reliable|expensive|flaky|stale|late)\b(?!\s+(?:(?:job|pipeline)\s+)?(?:tables?|jobs?|runs?|updates?|pipelines?|warehouses?|clusters?|quer(?:y|ies)|endpoints?|one|data))/i;

/** What points to the thing that was named before. */
const pronoun =
  /\b(?:it|they|them|(?<=which )ones|(?:this|that|the) thing|(?<=\b(?:is|was|does|did|has|have|will|of|for|on|with|in|by|about|to) )(?:this|that|these|those))\b(?! (?:job|table|pipeline|warehouse|cluster|query|endpoint|user|one)s?\b)/iu;

/** A part of a question in words that can be understood alone. */
export type Want = {
  readonly text: string;
  /** The same as it was said, without what it is of. */
  readonly said: string;
  /** Whether it is a clause, and not a thing of a list. */
  readonly isClause: boolean;
  /** Whether it is what limits the things of the part before it. */
  readonly isLimit: boolean;
};

/** "Who changed its size". */
const owned = /\b(?:its|their) (\p{L}+)\b/iu;

/** "Their failure rate" is that of what was named before. */
const possessive = /^\W*(?:its|their|his|her)\s+/iu;

/** A clause with the thing that it points to; null where it points to none. */
function withThing(part: string, of: string): string | null {
  if (pronoun.test(part)) return part.replace(pronoun, of);
  return owned.test(part) ? part.replace(owned, `the $1 of ${of}`) : null;
}

/** "Hours of waiting" are those of the thing that is named before; "cost by team" is not of the jobs before. */
function listedOf(part: string, of: string | null): string {
  if (of === null || namesGiven(part).length > 0) return part;
  if (!/\b(?:of|on|for|in|by) \S/.test(part)) return `${part} of ${of}`;
  return namesGiven(of).length > 0 ? `${part} for ${of}` : part;
}

/** A part as it can be understood alone: with the thing that it points to, or is listed of. */
function standing(part: string, of: string | null, head: string | null): string {
  if (of !== null && head === null && possessive.test(part))
    return `${part.replace(possessive, '')} of ${of}`;
  if (!clause.test(part))
    return of !== null && adjective.test(part) ? `${of} ${part}` : listedOf(part, head);
  const pointed = of === null ? null : withThing(part, of);
  if (pointed !== null) return pointed;
  const isAlone = head === null || namesGiven(part).length > 0 || thing.test(part);
  return isAlone ? part : `${part} for ${head}`;
}

/**
 * The parts of a question that may each want something, each with what it is about in its own words:
 * "etl: cost, and is it late?" wants the "cost of etl" and "is etl late". A part that only says when, for whom
 * or in which form is none.
 *
 * Pure.
 */
export function wantsIn(question: string): readonly Want[] {
  const head = headOf(question);
  const headed = head?.of ?? null;
  let of = headed;
  const wants: Want[] = [];
  const objects = objectsIn(question);
  for (const { said, isQuestion } of partsOf(head?.rest ?? question)) {
    if (!wantsNothing(said) && (wants.length === 0 || !isOneOf(objects, said))) {
      const { limits, rest } = limitsIn(said);
      const isClause = clause.test(said) || isQuestion;
      wants.push({ text: standing(rest, of, headed), said: rest, isClause, isLimit: false });
      wants.push(
        ...limits.map((limit) => ({ text: limit, said: limit, isClause: true, isLimit: true })),
      );
    }
    if (headed === null) of = thingIn(said) ?? of;
  }
  return wants;
}
