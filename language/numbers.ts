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
  'a dozen': 12,
  dozen: 12,
  'half a dozen': 6,
  'a couple of': 2,
  'a couple': 2,
  'couple of': 2,
  couple: 2,
  'a few': 3,
  few: 3,
};

const inWords = [...Object.keys(larger), ...small.slice(1)].toSorted(
  (left, right) => right.length - left.length,
);

/** The source of a pattern for a count of 1 to 9999, in digits or in words. */
export const countPattern = `(?:\\d{1,4}|${inWords.join('|')})`;

/** What a count in digits or words stands for; NaN for other text. */
export function readCount(text: string): number {
  const word = text.toLowerCase().trim();
  if (/^\d+$/.test(word)) return Number(word);
  const at = small.indexOf(word);
  return at >= 0 ? at : (larger[word] ?? NaN);
}
