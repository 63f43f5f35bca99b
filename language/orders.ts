import { isOrder } from './asides.ts';
import { namesGiven } from './names-given.ts';

const between =
  /(?<=[.!?])\s+|,?\s+(?:and |but |then )+(?=(?:why|what|which|who|how|is|are|was|were|did|does|do|has|have|tell me|show me)\b)|,\s*(?=(?:why|what|which|who|how|is|are|did|does|tell|show)\b)/i;

/** "Is it?" asks for what the order was to depend on: "make it larger if it is too small". */
const short = /^\W*(is|are|was|were|does|do|did|has|have) (?:it|they|that|this)\W*$/i;
const condition =
  /\b(?:if|when|in case|unless) (?:it|they|that|this) (?:is|are|was|were|does|do|did|has|have)(?: not)? ([^.!?]+)/i;

const pronoun = /\b(?:it|they|them)\b/i;

/**
 * What a text asks beside what it orders: "resize it if it is too small. Is it?" asks whether it is too small.
 * A text that orders nothing, or nothing else, stays as it is.
 *
 * Pure.
 */
export function withoutOrders(text: string): string {
  const parts = text.split(between).filter((part) => part.trim() !== '');
  const orders = parts.filter(isOrder);
  if (orders.length === 0 || orders.length === parts.length) return text;
  const asked = parts.filter((part) => !isOrder(part)).join(' ');
  const ordered = orders.join(' ');
  const [, verb] = short.exec(asked) ?? [];
  const [, state] = condition.exec(ordered) ?? [];
  const whole = verb === undefined || state === undefined ? asked : `${verb} it ${state.trim()}?`;
  const [name, ...others] = namesGiven(ordered);
  const isNamed = namesGiven(whole).length > 0 || others.length > 0;
  return name === undefined || isNamed ? whole : whole.replace(pronoun, name);
}
