/** A word of the platform itself, which restricts a question to what it names: an action of the audit, `setAdmin`. */
export const ownWord = /(?<![\w.@/-])[a-z]{2,}(?:[A-Z][a-z\d]+)+(?![\w.@/-])/g;

/** The words of the platform in a text, each as often as it stands there. Pure. */
export const ownWordsIn = (text: string): readonly string[] =>
  [...text.matchAll(ownWord)].map(([word]) => word);
