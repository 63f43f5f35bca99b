/** "once the billing of yesterday is complete", "wait for the rows of today", "as soon as the data has arrived". */
const waits =
  /\b(?:once|when|as soon as|after)\b[^.?!]*\b(?:complete|arrived?|final|settled|there)\b|\bwait(?:ing)? (?:for|until)\b/i;

/** Whether a question asks to wait until its rows are complete. Pure. */
export const asksToWait = (question: string): boolean => waits.test(question);
