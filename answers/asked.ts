const yesOrNo =
  /^(?:(?:hey|hi|hello|ok|so|and|please|pls)[,\s]+)*(?:is|are|was|were|did|do|does|has|have|had|any|anything|anybody|anyone)\b/i;

/** Whether a question asks whether something is so. Pure. */
export function asksWhether(question: string): boolean {
  const sentences = question.split(/(?<=[.!?])\s+/);
  return sentences.some((sentence) => yesOrNo.test(sentence.trim()));
}

/** Whether a question asks how something went over time, and not only what it came to. Pure. */
export const asksHowItWent = (question: string): boolean =>
  /\b(?:trend|develop\w*|over time|(?:day|week) (?:by|over) (?:day|week)|ris(?:e|es|en|ing)|rose|grow\w*|grew|fall\w*|fell|dropp?\w*|jump\w*|went (?:up|down)|going (?:up|down)|chang\w+|better|worse|compar\w+)\b/i.test(
    question,
  );
