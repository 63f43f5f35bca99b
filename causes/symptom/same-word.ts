/** A word without its plural, accents and spelt-out umlauts: "umsaetze" and "Umsätze" are one. */
const plainWord = (word: string): string =>
  word
    .toLowerCase()
    .replaceAll(/ä|ae/g, 'a')
    .replaceAll(/ö|oe/g, 'o')
    .replaceAll(/ü|ue/g, 'u')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replace(/(?<=\w{3})(?:['’]s|s)$/, '');

/** Words of names and of people for the same thing: places, and business words of the two languages that names come in. */
const same: readonly (readonly string[])[] = [
  ['eu', 'europe', 'european', 'emea', 'german', 'germany', 'de'],
  ['us', 'usa', 'america', 'american'],
  ['prod', 'production', 'productive'],
  ['revenue', 'umsatz', 'umsatze', 'turnover'],
  ['customer', 'kunde', 'kunden', 'client'],
  ['order', 'bestellung', 'bestellungen'],
  ['invoice', 'rechnung', 'rechnungen'],
  ['daily', 'taglich'],
  ['hourly', 'stundlich'],
  ['weekly', 'wochentlich'],
  ['reconciliation', 'abgleich'],
  ['cash', 'kasse'],
  ['delivery', 'lieferung', 'lieferungen'],
  ['stock', 'inventory', 'bestand', 'lager'],
  ['employee', 'mitarbeiter', 'staff'],
];
const groupOf = new Map(
  same.flatMap((words, group) => words.map((word) => [plainWord(word), group] as const)),
);

/** The words of a name or a text, letter case, plurals and accents taken away. Pure. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .split(/[^\p{L}\p{N}'’]+/u)
    .filter((word) => word !== '')
    .map(plainWord);

/** Whether two words of `wordsOf` mean the same: equal, or translations of each other. Pure. */
export function meansSame(left: string, right: string): boolean {
  if (left === right) return true;
  const [one, other] = [groupOf.get(left), groupOf.get(right)];
  return one !== undefined && one === other;
}
