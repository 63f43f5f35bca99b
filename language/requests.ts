/** Words that begin what is asked, wherever in the text they stand. */
const leadIn =
  /(?:^|[.!?,;:–—-]\s*|\s)(?:i(?:['’]m| am| was| have been)? (?:just )?(?:wonder(?:ing)?|curious|asking)(?: (?:if|about|whether))?|(?:can|could|would|will) (?:you|someone|anyone|somebody|we) (?:please |pls |quickly )?(?:show|tell|list|give|check|see|find|look up)(?: (?:me|us|out))?(?: (?:if|whether))?|i(?:['’]d| would) (?:like|love) to (?:know|see|have)|i (?:want|need|have) to (?:know|see|find out|have)|(?:please |pls )?(?:tell|show|give) (?:me|us)|(?:the |my |our |one )?question(?: is|:| -))\s+/iu;

/** Words that begin a question or a request. */
const opening =
  /^\W*(?:(?:so|and|now|but|ok|okay|please|pls|hence)[,\s]+)*(?:which|what(?:['’]?s)?|who(?:se|m)?|why|how|when|where|(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b(?! to\b)|any(?:one|body|thing)?|show|list|tell|top|count)\b/iu;

/** A part that only says when or why somebody asks: "Before I sign the order: …", "If this goes on, …". */
const occasion =
  /^\W*(?:so\s+)?(?:before|after|since|because|as|if|when|while|given|for|in preparation (?:of|for)|to (?:plan|prepare|decide))\b[^:,?–—]*[:,–—]\s+/iu;

const sentences = (text: string): readonly string[] =>
  text.split(/(?<=[.!?…])\s+/u).filter((sentence) => sentence.trim() !== '');

/** Whether a sentence asks for something, by its mark, its first words or a lead-in. */
function isRequest(sentence: string): boolean {
  return sentence.trim().endsWith('?') || opening.test(sentence) || leadIn.test(sentence);
}

const isLongEnough = (part: string): boolean => part.trim().split(/\s+/).length > 2;

/**
 * What a text asks, without what its writer says before: "New here, the owner left. Which tables does
 * nobody check?" asks which tables nobody checks. Several readings, none when there is nothing before.
 *
 * Pure.
 */
export function requestsIn(text: string): readonly string[] {
  const all = sentences(text);
  const asking = all.filter(isRequest);
  const kept = asking.length > 0 && asking.length < all.length ? asking.join(' ') : text;
  const afterLead = kept.split(leadIn).at(-1) ?? kept;
  const afterOccasion = kept.replace(occasion, '');
  return [...new Set([kept, afterLead, afterOccasion])].filter(
    (part) => part !== text && isLongEnough(part),
  );
}
