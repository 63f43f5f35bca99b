/** A message of a session. */
type Message = { readonly role: 'user' | 'assistant'; readonly content: string };

const pointer =
  /\b(?:that|this|the same|said) (?:job|table|warehouse|cluster|pipeline|query|dashboard|endpoint|user|person|run|one)\b|\b(?:it|they|them|he|she|him|her|that one|the first one)\b/i;

/** The names in backticks of the first line of an answer, in order. */
const namesIn = (answer: string): readonly string[] =>
  [
    ...(answer.split('\n').find((line) => line.includes('`')) ?? '').matchAll(/`([^`\n]{1,120})`/g),
  ].map(([, name = '']) => name);

/**
 * A question of a session with the name of what it points to: "what does it cost?" is asked about the
 * first thing that the last answer named. A question that points to nothing stays as it is.
 *
 * Pure.
 */
export function standAlone(question: string, messages: readonly Message[]): string {
  const found = pointer.exec(question);
  const answer = messages.findLast(({ role }) => role === 'assistant')?.content ?? '';
  const [name] = namesIn(answer);
  if (found === null || name === undefined || question.includes('`')) return question;
  return `${question.slice(0, found.index)}\`${name}\`${question.slice(found.index + found[0].length)}`;
}
