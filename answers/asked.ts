/** "Did any job fail?", "is there a stale table?": rows are a yes. "Does it stop by itself?" may be the opposite. */
const whether =
  /^(?:(?:hey|hi|hello|ok|so|and|please|pls)[,\s]+)*(?:(?:is|are|was|were|did|do|does|has|have|had) (?:there|any\w*|some(?:body|one|thing)?)\b|any(?:body|one|thing)?\b)/i;

/** Whether a question asks whether there is something. Pure. */
export function asksWhether(question: string): boolean {
  const sentences = question.split(/(?<=[.!?])\s+/);
  return sentences.some((sentence) => whether.test(sentence.trim()));
}

/** Whether a question asks how something went over time, and not only what it came to. Pure. */
export const asksHowItWent = (question: string): boolean =>
  /\b(?:trend|develop\w*|over time|(?:day|week) (?:by|over) (?:day|week)|ris(?:e|es|en|ing)|rose|grow\w*|grew|fall\w*|fell|dropp?\w*|jump\w*|went (?:up|down)|going (?:up|down)|chang\w+|better|worse|compar\w+)\b/i.test(
    question,
  );
