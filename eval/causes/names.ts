import type { NeverTruth, VisibleTruth } from './truth.ts';

/** A text without its markers, quotes of code and emphasis; names keep their underscores. Pure. */
export const plain = (text: string): string =>
  text.replaceAll(/\s*\[[a-z]+:\d+(?:,\s*[a-z]+:\d+)*\]/g, '').replaceAll(/`|\*\*/g, '');

const hasWord = (text: string, words: readonly string[]): boolean => {
  const small = text.toLowerCase();
  return words.some((word) => small.includes(word));
};

const hasThing = (text: string, things: VisibleTruth['objects']): boolean =>
  things.some(({ id, name }) => text.includes(name) || text.includes(id));

/** Whether a text names what carries a cause. Pure. */
export const namesObject = (text: string, { objects }: VisibleTruth): boolean =>
  hasThing(text, objects);

/** Whether a text names a cause: its object, and who or what. Pure. */
export const namesCause = (text: string, { objects, who, words }: VisibleTruth): boolean =>
  hasThing(text, objects) && (hasWord(text, words) || (who !== null && text.includes(who)));

/** Whether a text names a person whom the cause does not have. Pure. */
export const namesStranger = (text: string, { who, objects }: VisibleTruth): boolean =>
  [...text.matchAll(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g)].some(
    ([person]) => person !== who && !objects.some(({ name }) => name === person),
  );

/** Whether a text accuses the innocent: of an act on the object the person, or without one the words. Pure. */
export const namesInnocent = (text: string, { who, objects, words }: NeverTruth): boolean =>
  hasThing(text, objects) && (who === null ? hasWord(text, words) : text.includes(who));

/** Dates, times, addresses and words with digits in them are no amounts. */
const noAmounts =
  /\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?|\b\d{1,2}:\d{2}(?::\d{2})?\b|\b\d+(?:\.\d+){3}\b|\S*@\S*|\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|[A-Za-z_-]+\d[\w-]*/g;

/** The amounts in a text. Pure. */
export const amountsIn = (text: string): readonly number[] =>
  [...text.replaceAll(noAmounts, ' ').matchAll(/\d[\d,]*(?:\.\d+)?/g)].map(([digits]) =>
    Number(digits.replaceAll(',', '')),
  );

const wordsOf = (text: string): readonly string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}_-]+/gu) ?? [];

/** Whether a text tells how much: one of the figures within its share, or a setting in its words. Pure. */
export function tellsHowMuch(text: string, { howMuch }: VisibleTruth): boolean {
  const amounts = amountsIn(text);
  return howMuch.some(({ value, within }) => {
    const wanted = Number(value);
    if (Number.isNaN(wanted)) return wordsOf(text).includes(value.toLowerCase());
    const off = Math.max(within * Math.abs(wanted), 1e-9);
    return amounts.some((amount) => Math.abs(amount - wanted) <= off);
  });
}
