import { namesGiven } from './names-given.ts';

const asks = /\?\s*$|^\W*(?:what|why|which|who|when|how|is|are|did|does|has|have|show|any)\b/iu;

/** "What should I do about it?" */
const pointed = /\b(about|with|for|to|of|on) (?:it|this|that)(?=\W*$)/iu;
/** Between sentences; the point of "vs." ends none. */
const betweenSentences = /(?<=(?<!\b(?:vs|versus|approx|incl|excl|etc|no|nr))[.!;])\s+/iu;
const pointing = /\b(?:it|its|that|this|they|them|he|she)\b/iu;

/**
 * A question with the name of the sentence before it, where it has none itself: "I was paged for `etl`. What
 * is the error?" asks for the error of `etl`. Others stay as they are.
 *
 * Pure.
 */
export function withCarriedName(text: string): string {
  const sentences = text.split(betweenSentences).filter((one) => one.trim() !== '');
  const last = sentences.at(-1) ?? '';
  const before = sentences.slice(0, -1).join(' ');
  const [name, ...others] = namesGiven(before);
  const isShort =
    last.trim().split(/\s+/).length <= 7 && (pointed.test(last) || !pointing.test(last));
  const isOpen = sentences.length > 1 && isShort && asks.test(last) && !asks.test(before);
  if (!isOpen || name === undefined || others.length > 0 || namesGiven(last).length > 0)
    return text;
  if (pointed.test(last)) return last.trim().replace(pointed, `$1 ${name}`);
  return `${last.replace(/[\s?.!]+$/u, '')} of ${name}?`;
}
