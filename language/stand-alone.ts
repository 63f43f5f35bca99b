import { timeIn } from './clauses.ts';
import { comparesEarlierAnswer } from './compared-times.ts';
import { comparisonIn } from './comparisons.ts';
import { namesGiven } from './names-given.ts';

/** A message of a session. */
type Message = { readonly role: 'user' | 'assistant'; readonly content: string };

const pointer =
  /\b(?:that|this|the same|said) (?:job|table|warehouse|cluster|pipeline|query|dashboard|endpoint|user|person|run|one)\b|\b(?:(?<!\bwho (?:did|was|has done) )it|they|them|he|she|him|her|that one|the first one)\b/i;

/** "its jobs", "that workspace's slowest queries": something of the thing that was named. */
const possessive =
  /\b(?:its|that (?:workspace|warehouse|cluster|job|table|pipeline|team|user)['’]s)((?: (?:most \w+|\w+(?:est|ing|ed)))? [a-z]+)\b/i;
const kind = /\b(workspace|warehouse|cluster|job|table|pipeline|team|user)s?\b/i;

/** "and which of its jobs fail?" of a session: the jobs of what the last answer named first, in its time. */
function ofNamed(question: string, asked: string, name: string): string | null {
  const found = possessive.exec(question);
  const of = kind.exec(asked)?.[1];
  if (found === null || of === undefined || kind.test(question.slice(0, found.index))) return null;
  const [words, thing = ''] = found;
  const end = question.slice(found.index + words.length);
  const whole = `${question.slice(0, found.index)}the${thing} of ${of.toLowerCase()} \`${name}\`${end}`;
  const time = timeIn(asked);
  if (time === null || timeIn(question) !== null) return whole;
  return whole.replace(/[\s?.!]*$/, (mark) => ` ${time}${mark.trim()}`);
}

/** The names in backticks of the first line of an answer, in order. */
const namesIn = (answer: string): readonly string[] =>
  [
    ...(answer.split('\n').find((line) => line.includes('`')) ?? '').matchAll(/`([^`\n]{1,120})`/g),
  ].map(([, name = '']) => name);

/** What the question before was about, where it named one thing. */
function onlyName(asked: string): string | undefined {
  const [name, ...others] = namesGiven(asked);
  return others.length === 0 ? name : undefined;
}

/** "and how does that compare with October?" of a session: the question before it, with the comparison. */
function comparing(question: string, messages: readonly Message[]): string | null {
  const earlier = messages.findLast(({ role }) => role === 'user')?.content;
  const words = comparisonIn(question)?.words.replace(
    /^(?:compare (?:with|to)|with|to|and|than)\b/i,
    'compared with',
  );
  if (earlier === undefined || words === undefined || !comparesEarlierAnswer(question)) return null;
  const asked = earlier.replace(comparisonIn(earlier)?.words ?? '', '').replace(/[\s?.!]+$/, '');
  return `${asked} ${words}?`;
}

/**
 * A question of a session with the name of what it points to: "what does it cost?" is asked about the
 * first thing that the last answer named, else the only one that the last question did, "which of its jobs fail?" about those of that thing, and "is that more than last week?" about the last question. A
 * question that points to nothing stays as it is.
 *
 * Pure.
 */
export function standAlone(question: string, messages: readonly Message[]): string {
  const compared = comparing(question, messages);
  if (compared !== null) return compared;
  const found = pointer.exec(question);
  const answer = messages.findLast(({ role }) => role === 'assistant')?.content ?? '';
  const asked = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  const [name = onlyName(asked)] = namesIn(answer);
  if (name === undefined || question.includes('`')) return question;
  const whole = ofNamed(question, asked, name);
  if (whole !== null) return whole;
  if (found === null) return question;
  return `${question.slice(0, found.index)}\`${name}\`${question.slice(found.index + found[0].length)}`;
}
