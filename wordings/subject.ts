import type { Span } from '../language/correct-words.ts';
import { withoutContrast } from '../language/contrast.ts';
import { readTimes, withoutLabel } from '../language/time/read-times.ts';
import { findZone } from '../language/zones.ts';

const quoted = /[`“"][^`”"\n]{1,80}[`”"]/g;

/** Where a text quotes: a quoted word is a name. Pure. */
export const quotesIn = (text: string): readonly Span[] =>
  [...text.matchAll(quoted)].map(({ 0: words, index }) => ({
    from: index,
    to: index + words.length,
  }));

/** Names by their form, and the kind of thing that has such names. */
const names: readonly (readonly [RegExp, string])[] = [
  [quoted, ' '],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, ' user '],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, ' address '],
  [/(?<![\w@.])[\p{L}_]\w*\.[\p{L}_]\w*(?:\.[\p{L}_]\w*)?(?![\w@])/gu, ' table '],
  [/(?<![\w.])[\p{L}\d]+(?:_[\p{L}\d]+)+(?![\w.])/gu, ' job '],
];

/**
 * What a question is about: its text without times and without what it does not ask, and with names that
 * can be told by their form replaced by the kind of thing that has such names.
 *
 * Pure.
 */
export function subjectOf(question: string): string {
  const zone = findZone(question)?.label;
  const text = withoutContrast(zone === undefined ? question : question.replace(zone, ' '));
  const { periods, unread } = readTimes(text, 0, 'UTC');
  const labels = [...periods, ...unread].map(({ label }) => label);
  const timeless = labels.reduce(withoutLabel, text);
  return names.reduce((rest, [pattern, kind]) => rest.replaceAll(pattern, kind), timeless);
}

/** The kinds of things that a question names, by the form of the names. Pure. */
export const kindsIn = (question: string): readonly string[] =>
  names.flatMap(([pattern, kind]) => (question.match(pattern) === null ? [] : [kind.trim()]));

/** Words of a text of a session that point, limit or ask, and the kinds of things that names stand for. */
const limiting =
  /^(?:and|or|but|ok|okay|no|yes|what|which|how|about|only|just|for|in|on|at|of|to|by|per|the|a|an|same|now|then|also|again|please|top|first|second|with|without|one|ones|it|its|they|them|their|that|this|those|these|there|do|does|did|is|are|was|were|me|show|not|instead|table|tables|job|jobs|user|users|warehouse|workspace|address|team|there|i|mean|meant|why|more|so|much|many|since|when|where)$/;

/** The words of a text that say what it is about. Pure. */
export function contentOf(text: string): readonly string[] {
  const words =
    subjectOf(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{N}-]*/gu) ?? [];
  return words.filter((word) => !limiting.test(word) && !word.includes('-'));
}
