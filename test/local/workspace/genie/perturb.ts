import { createRandom, type Random } from '../../../../local/data/random.ts';

const swap = (word: string, at: number): string =>
  `${word.slice(0, at)}${word[at + 1] ?? ''}${word[at] ?? ''}${word.slice(at + 2)}`;
const drop = (word: string, at: number): string => word.slice(0, at) + word.slice(at + 1);
const double = (word: string, at: number): string =>
  `${word.slice(0, at)}${word[at] ?? ''}${word.slice(at)}`;

function misspell(word: string, random: Random): string {
  const slip = random.pick([swap, drop, double]);
  return slip(word, 1 + Math.floor(random.between(0, word.length - 2)));
}

/**
 * The text with one slip of the pen in every eight words, one at least: in words of five letters or
 * more, names of the data among them, never in the first letter. Pure: equal texts give equal slips.
 */
export function withTypos(text: string): string {
  const random = createRandom(1, 'typos', text);
  const words = text.split(' ');
  let open = words.flatMap((word, index) => (/^[a-z]{5,}$/i.test(word) ? [index] : []));
  for (let left = Math.max(1, Math.floor(words.length / 8)); left > 0; left -= 1) {
    const [first, ...rest] = open;
    if (first === undefined) break;
    const at = random.pick([first, ...rest]);
    words[at] = misspell(words[at] ?? '', random);
    open = open.filter((index) => index !== at);
  }
  return words.join(' ');
}

const tail =
  /^(.{12,}?)[,]? ((?:in|on|for|since|over|during|between|from|of the|yesterday|today|last|this)\b[^,?.!]{3,40})([?.!]?)$/i;

/**
 * The text in another order: its last clause or phrase of time and place first. Null where it has
 * none.
 */
export function reordered(text: string): string | null {
  const clauses = text.replace(/[?.!]$/, '').split(/, /);
  if (clauses.length > 1 && !/["“`]/.test(text)) {
    const last = clauses.pop() ?? '';
    return `${last}, ${clauses.join(', ')}${/[?.!]$/.exec(text)?.[0] ?? ''}`;
  }
  const found = tail.exec(text);
  return found === null ? null : `${found[2] ?? ''}, ${found[1] ?? ''}${found[3] ?? ''}`;
}
