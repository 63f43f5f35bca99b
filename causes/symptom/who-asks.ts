const group = "\\b[\\w-]+(?:['’]s)?(?: (?:teams?|department|people|folks|squad|colleagues))?";
const lately = '(?: (?:has|have|had|just|is|are|was|were|keeps?|kept|again|now|really|already))*';
const asker = new RegExp(
  [
    `${group}${lately} (?:noticed|ask(?:s|ed|ing)?|complain\\w*|wonder\\w*|want(?:s|ed)? to know|sa(?:ys?|id)|claim\\w*|report(?:s that|ed)|insist\\w*|worr(?:y|ies|ied)|unhappy|puzzled|surprised|upset)\\b`,
    `${group}${lately} (?!cost|charg|bill|sav|ow)\\w+ (?:me|us)\\b`,
    `\\b(?:according to|told by|asked by) ${group}`,
  ].join('|'),
  'gi',
);
/** "The sales team is unhappy: their bill grew": who asks is what is asked about. */
const own = /\b(?:their|theirs|they|them|its)\b/i;

/**
 * A text without who asks: "finance noticed a spike", "marketing pinged me". All of it where they ask about their own.
 *
 * Pure.
 */
export const withoutWhoAsks = (text: string): string =>
  text.replaceAll(asker, (words, ...rest) => {
    const at = rest.find((one) => typeof one === 'number') ?? 0;
    return own.test(text.slice(at + words.length)) ? words : ' ';
  });
