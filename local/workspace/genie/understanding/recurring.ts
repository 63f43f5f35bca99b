import type { GenieQuestion } from '../genie-question.ts';

/** Times that recur, and what they ask about. */
const recurring: readonly (readonly [RegExp, string])[] = [
  [/\bsat(?:urday)?s?\b.{1,9}\bsun(?:day)?s?\b/i, 'weekend'],
  [/\b\d{1,2} ?p\.?m?\b.{1,9}\b\d{1,2} ?a\.?m\b/i, 'at night'],
  [/\b(?:after|past|later than) (?:8|9|10|11) ?p\.?m\b/i, 'at night'],
  [
    /\b(?:always|usually|every (?:day|morning|evening|night))\b.*\b(?:at|around|between|by) \d/i,
    'hour of day',
  ],
];

/** What the recurring times of a text ask about; they are no window. Pure. */
export const recurringTimes = (text: string): string =>
  recurring.flatMap(([pattern, words]) => (pattern.test(text) ? [words] : [])).join(' ');

/** Whether a time is what a certified question is about: "on sat and sun" for one about weekends. Pure. */
export const isTopicOf = (label: string, { question }: GenieQuestion): boolean =>
  recurringTimes(label) !== '' && /\b(?:nights?|weekends?|hours?)\b/i.test(question);
