/** What dates something by another thing: "since the outage in October", "at the same time as the big resize". */
const dated =
  /\s+(?:since|after|before|until|during|around|at (?:the same time as|the time of)) (?:the|our|that|this)\s(?!.*\b(?:is|are|was|were|do|does|did|has|have|had|went|lost|got|began|started|failed|stopped)\b)[^,;:?!.]*/giu;

/** Why something was so, where only what was so is asked: "requests refused because of the limit". */
const reasoned =
  /\s+(?:because of|due to|owing to|thanks to) (?:the|our|a|an|its|their|too)\s[^,;:?!.]*/giu;

/** A question that asks whether something is the cause. */
const asksForCause =
  /\bbecause\b.*\bor\b|(?:^|[,;:.?!]\s*|\band )(?:is|are|was|were|do|does|did|has|have|could|can|may|why|how come)\b/iu;

/**
 * The question without what only says when or why something was so, which nobody has to look up. A question
 * that is little else stays as it is.
 *
 * Pure.
 */
export function withoutOccasion(question: string): string {
  const undated = question.replaceAll(dated, ' ');
  const text = asksForCause.test(question) ? undated : undated.replaceAll(reasoned, ' ');
  const kept = text.trim();
  return kept.split(/\s+/).length < 2 ? question : kept;
}
