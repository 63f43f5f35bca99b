/** Words that point to something that was named before, and the kind of thing that they point to. */
export type Referent = { readonly words: string; readonly kind: string };

/** "that run out of memory" is no run: a verb follows a thing, or nothing. */
const pointed =
  /\b(?:that|this|the same|said) (job|table|warehouse|cluster|pipeline|query|dashboard|endpoint|user|person|guy|run(?= (?:is|was|did|do|take|took|cost|fail|end|finish)| ?[?,.!]|$))\b/i;
const person = /\b(?:he|she|him|her)\b/i;

/** Something that the words may point to in the same sentence: "anybody … he", "any run … that job", a name. */
const antecedent =
  /\b(?:any|each|every|some|somebody|someone|anybody|anyone|everybody|everyone|nobody|an?|per|one|which|whose|who)\b|`|\w@\w|\w_\w/i;
const things =
  /\b(?:jobs|runs|executions|workflows|tables|datasets|warehouses|clusters|pipelines|queries|statements|dashboards|endpoints|users|people)\b/i;

/**
 * The first words of a question that point to something that it does not name: "that job", "he". Null
 * when there are none, or when the question itself says before what they stand for.
 *
 * Pure.
 */
export function referentOf(question: string): Referent | null {
  const found = pointed.exec(question) ?? person.exec(question);
  const before = question.slice(0, found?.index);
  if (found === null || antecedent.test(before)) return null;
  if (found[1] !== undefined && things.test(before)) return null;
  return { words: found[0], kind: (found[1] ?? 'user').toLowerCase() };
}
