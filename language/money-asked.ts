const money =
  '(?:costs?|costing|(?:over|under)?spend|spends|(?:over|under)?spent|(?:over)?spending|dollars?|usd|bucks|euros?|money|bills?|billed|charged?|prices?|priced|paid|pays?|paying|cheaper|dearer|pricier|dbus?|savings?|saved?|cheapest|costliest|dearest|priciest|most expensive|budgets?|(?:costly|expensive|pricey|dear) ones|wast(?:e|es|ed)(?<=\\bhow much (?:\\p{L}+ ){0,4}wast(?:e|es|ed)))\\b|[$€]';

/** A word behind one of money that makes it a part of a name: "the cost dashboard", "bill tables". */
const named =
  '(?!(?:[ -](?:dash ?boards?|reports?|tables?|cent(?:er|re)s?|tags?|teams?|polic(?:y|ies)|limits?|budgets?|alerts?|data|quer(?:y|ies)|views?|schemas?|catalogs?|jobs?|pipelines?|models?|apps?|figures? table)))';
const asked = new RegExp(
  `(?<![\\w.@-])(?<!\\b(?:time|latency|error) )(?:${money})${named}(?![\\w.@-])`,
  'iu',
);

/** "Is it more expensive than before?", not "the expensive cluster". */
const predicative =
  /\b(?:(?:be|is|are|was|were|been|get|gets|got|become|became|it|them|thing|how|more|less|too|so|as|most)\s+)+(?:expensive|costly|pricey|dear)\b(?!\s+(?:job|cluster|warehouse|quer|pipeline|table|one))/i;

/** Says which things: "how reliable are the jobs we pay for". */
const paidFor = /(?<=\b\p{L}+s) (?:that |which )?(?:we|you|they) (?:all )?pay for\b/giu;

/** Whether a text asks for an amount of money, rather than for things that are named after money. Pure. */
export function asksMoney(text: string): boolean {
  const said = text.replaceAll(paidFor, '');
  return asked.test(said) || predicative.test(said);
}
