const opening = '^(?:(?:hey|hi|hello|ok|so|and|but|please|pls|quick(?: one)?|also)[,:\\s]+)*';
const verb =
  "(?:is|are|was|were|did|do|does|has|have|had|isn't|aren't|wasn't|didn't|don't|doesn't|hasn't|haven't|can|may)";

/** "Did any job fail?", "is there a stale table?": rows are a yes, whatever they are about. */
const whether = new RegExp(
  `${opening}(?:${verb} (?:there|any\\w*|some(?:body|one|thing)?|we (?:have|had)|we (?:have |had )?(?:any|a|an)|you see any)\\b|any(?:body|one|thing)?\\b)`,
  'i',
);
/** "Is `etl` failing?", "did our jobs fail?": a question to say yes or no to, of whatever it names. */
const yesOrNo = new RegExp(`${opening}${verb} (?!you\\b|i\\b)`, 'i');

/** Between sentences, or between what is talked of and the question: "the refresh of `etl`, has it succeeded?" */
const betweenParts = new RegExp(
  `(?<=[.!?])\\s+|(?:[:,]| [-–—])\\s+(?=${verb} (?:it|they|that|there|the|this|any)\\b)`,
  'i',
);

/** The sentence of a question that can be answered by yes or no; null when it has none. Pure. */
export const yesOrNoIn = (question: string): string | null =>
  question
    .split(betweenParts)
    .map((sentence) => sentence.trim())
    .find((sentence) => yesOrNo.test(sentence) || whether.test(sentence)) ?? null;

/** Whether a sentence asks whether there is something. Pure. */
export const asksWhether = (sentence: string): boolean => whether.test(sentence);
