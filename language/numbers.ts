const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );

const larger: Readonly<Record<string, number>> = {
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  ninety: 90,
  hundred: 100,
  'a hundred': 100,
  thousand: 1000,
  'a thousand': 1000,
  'half a thousand': 500,
  'a dozen': 12,
  dozen: 12,
  'half a dozen': 6,
  'half dozen': 6,
  'two dozen': 24,
  'three dozen': 36,
  'a couple of': 2,
  'a couple': 2,
  'couple of': 2,
  couple: 2,
  'a few': 3,
  few: 3,
};

const inWords = [
  ...Object.keys(larger),
  ...small.slice(1),
  ...small.slice(2).flatMap((count) => [`${count} hundred`, `${count} thousand`]),
].toSorted((left, right) => right.length - left.length);

/** The source of a pattern for a count of 1 to 9999, in digits or in words. */
export const countPattern = `(?:\\d{1,4}|${inWords.join('|')})`;

const fractions: Readonly<Record<string, number>> = {
  half: 1 / 2,
  'a half': 1 / 2,
  'a third': 1 / 3,
  'a quarter': 1 / 4,
  'a fifth': 1 / 5,
  'a tenth': 1 / 10,
};

/** The source of a pattern for a part of a whole in words: "a tenth". */
export const fractionPattern = `(?:${Object.keys(fractions).join('|')})`;

/** What a part of a whole in words stands for, 0 to 1; NaN for other text. Pure. */
export const readFraction = (text: string): number => fractions[text.toLowerCase()] ?? NaN;

/**
 * The source of a pattern for an amount of something: "1.5", "2k", "a thousand", "two and a half",
 * "half an", "a quarter of an".
 */
export const amountPattern = `(?:(?:\\d+(?:,\\d{3})*(?:\\.\\d+)?k?|${inWords.join('|')})(?: and a half)?|(?:${Object.keys(fractions).join('|')})(?: of)? an?)`;

/** What an amount, or a lone "an", stands for; NaN for other text. Pure. */
export function readAmount(text: string): number {
  const word = text.toLowerCase().trim();
  const [whole = '', half] = word.split(' and a half');
  if (half !== undefined) return readAmount(whole) + 0.5;
  const digits = /^(\d+(?:\.\d+)?)(k?)$/.exec(word.replaceAll(/,(?=\d{3})/g, ''));
  if (digits !== null) return Number(digits[1]) * (digits[2] === 'k' ? 1000 : 1);
  const count = readCount(word);
  if (!Number.isNaN(count)) return count;
  return word === 'a' || word === 'an' ? 1 : readFraction(word.replace(/(?: of)? an?$/, ''));
}

/** What a count in digits or words stands for; NaN for other text. */
export function readCount(text: string): number {
  const word = text.toLowerCase().trim();
  if (/^\d+$/.test(word)) return Number(word);
  const [first = '', scale] = word.split(/ (?=hundred$|thousand$)/);
  const at = small.indexOf(first);
  const count = at >= 0 ? at : (larger[first] ?? NaN);
  return scale === undefined || larger[word] !== undefined
    ? (larger[word] ?? count)
    : count * (larger[scale] ?? NaN);
}
