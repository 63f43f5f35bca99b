import { commonWords } from './common-words.ts';
import { createSpeller } from './spelling.ts';

const units =
  'hour minute morning afternoon evening night day week weekend weekday month quarter year';
const days = 'monday tuesday wednesday thursday friday saturday sunday';
const words = [
  ...`${units} ${days}`.split(' ').flatMap((word) => [word, `${word}s`]),
  ...'yesterday today tonight tomorrow hourly daily nightly weekly monthly yearly'.split(' '),
  ...'january february august september october november december'.split(' '),
];
const common = new Set(commonWords);
const spell = createSpeller(words);

/** A word that stands alone: in a name, or beside a dot, it is something else. */
const alone = /(?<![\p{L}\p{N}_.@'’`"/-])\p{L}{5,}(?![\p{L}\p{N}_@'’`"/-]|\.\p{L})/gu;

/** "yesteday", "weeek": no English word has a letter three times in a row. */
const spelled = (word: string): string =>
  spell(word.toLowerCase().replaceAll(/(\p{L})\1{2,}/gu, '$1$1')) ?? word;

/** A text whose misspelt words of time are corrected: a time that is not read would be dropped. Pure. */
export const withTimeWords = (text: string): string =>
  text.replace(alone, (word) =>
    common.has(word.toLowerCase()) || words.includes(word.toLowerCase()) ? word : spelled(word),
  );
