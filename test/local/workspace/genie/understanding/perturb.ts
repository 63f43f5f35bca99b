import { createRandom, type Random } from '../../../../../local/data/random.ts';

const swap = (word: string, at: number): string =>
  `${word.slice(0, at)}${word[at + 1] ?? ''}${word[at] ?? ''}${word.slice(at + 2)}`;
const drop = (word: string, at: number): string => word.slice(0, at) + word.slice(at + 1);
const double = (word: string, at: number): string =>
  `${word.slice(0, at)}${word[at] ?? ''}${word.slice(at)}`;

function misspell(word: string, random: Random): string {
  const edit = random.pick([swap, drop, double]);
  return edit(word, 1 + Math.floor(random.between(0, word.length - 2)));
}

/**
 * The text with typos: one per eight words, at least one, in words of five letters or more including
 * known names, never in the first letter. Equal texts give equal typos.
 */
export function withTypos(text: string): string {
  const random = createRandom(1, 'typos', text);
  const words = text.split(' ');
  let candidates = words.flatMap((word, index) => (/^[a-z]{5,}$/i.test(word) ? [index] : []));
  for (let left = Math.max(1, Math.floor(words.length / 8)); left > 0; left -= 1) {
    const [first, ...rest] = candidates;
    if (first === undefined) break;
    const at = random.pick([first, ...rest]);
    words[at] = misspell(words[at] ?? '', random);
    candidates = candidates.filter((index) => index !== at);
  }
  return words.join(' ');
}

const finalPhrase =
  /^(.{12,}?)[,]? ((?:in|on|for|since|over|during|between|from|of the|yesterday|today|last|this)\b[^,?.!]{3,40})([?.!]?)$/i;

/**
 * The text with its last clause, or its final phrase of time or place, moved to the beginning; null
 * when it has none.
 */
export function reordered(text: string): string | null {
  const clauses = text.replace(/[?.!]$/, '').split(/, /);
  if (clauses.length > 1 && !/["“`]/.test(text)) {
    const last = clauses.pop() ?? '';
    return `${last}, ${clauses.join(', ')}${/[?.!]$/.exec(text)?.[0] ?? ''}`;
  }
  const found = finalPhrase.exec(text);
  return found === null ? null : `${found[2] ?? ''}, ${found[1] ?? ''}${found[3] ?? ''}`;
}
