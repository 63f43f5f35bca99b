/** Each way to ask for a time or a length of time, in the form that is understood. */
const ways: readonly (readonly [RegExp, string])[] = [
  [
    /\bat (?:which|what) (?:exact )?(?:hour|time)(?: exactly)? (?=(?:was|were|did|is|has|have)\b)/giu,
    'when ',
  ],
  // "`a.b.c` updated?"
  [/^\W*(\S+[._]\S+) (?:was )?(updated|refreshed|loaded|written)\W*$/iu, 'when was $1 last $2?'],
  [
    /\bhow long (?:time )?needs? (.{1,80}?)(?= (?:in|on) (?:the )?average\b|\s*[?.]|$)/iu,
    'how long does $1 take',
  ],
  [/\bin the average\b/giu, 'on average'],
  [
    /,? (?:the )?deleted (?:ones|jobs)? ?(?:are )?(?:not counted|excluded|aside|left out)(?=\W*$)/iu,
    '',
  ],
];

/**
 * A question for a time in one form: "at what time exactly did it end" is "when did it end", "how long needs
 * it in the average" is "how long does it take on average". Others stay as they are.
 *
 * Pure.
 */
export const asWhen = (question: string): string =>
  ways.reduce((text, [way, to]) => text.replace(way, to), question);
