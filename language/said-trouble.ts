/** Words for something that is not as it should be. */
const trouble =
  /\b(?:fail(?:s|ed|ing|ures?)?|broken?|break(?:s|ing)?|die[sd]?|dying|dead|crash(?:es|ed|ing)?|slow(?:s|er|ly|ed|ness)?|sluggish|crawl(?:s|ing)?|late|overdue|delayed?|stuck|hang(?:s|ing)?|hung|stale|outdated|missing|errors?|erroring|down|spik(?:e[ds]?|ing)|jump(?:s|ed|ing)?|doubl(?:ed|ing)|tripled|explod(?:ed|ing)|exploded|surg(?:e[ds]?|ing)|skyrocket(?:s|ed|ing)?|(?:way|so|too|much|going|gone|went|goes|are|is) (?:up|high|higher|expensive|long)|higher|through the roof|increas(?:e[ds]?|ing)|ris(?:e|es|ing)|rose|grew|growing|drop(?:s|ped|ping)?|fell|falling|lower|worse|weird|odd|strange|abnormal(?:ly)?|unusual(?:ly)?|anomal(?:y|ies)|bumps?|queu(?:e[ds]?|ing)|spill(?:s|ed|ing)?|throttled|out of (?:memory|control)|tim(?:ed?|es|ing) ?outs?|timeouts?|ages|forever|bursts?|outages?|incidents?|problems?|red|again|holes?|wrong|bad|unbearabl[ey]|nuts|bananas|crazy|wild|frozen|gone|silent|suspicious|disappeared|vanished|not moved|haven['’]?t|hasn['’]?t|paged|paging|pagers?|alarms?|alert(?:s|ed)?(?: (?:fired|went off|on|for|about))?|over (?:the )?(?:budget|limit|threshold)|only (?:has|have|got)|(?:has|have|got) only|so (?:many|much|few|little)|(?:more|less|fewer) than (?:usual|normal|ever|before|expected))\b/i;

/** What somebody asks who has just said what the matter is, as the last or the first words. */
const whatIsIt =
  "(?:what(?:['’]?s| is| was| the \\w+ is|s)? (?:going on|happening|up|wrong|the (?:matter|deal|story|issue|problem|reason|cause)|that about|with that)(?: (?:there|here|with (?:that|it|this)))?|what (?:gives|happened|hap+end)(?: (?:there|here))?|(?:(?:any|got an?|have an?) )?(?:ideas?|clues?|thoughts|explanation|pointers)|wtf|wth|(?:please |pls |can you |could you )?(?:help|explain|investigate|look into (?:it|this|that)|(?:help me )?(?:understand|find out|figure (?:it|this|that) out))|how so|where (?:(?:does|is|did|do|are) (?:it|that|this|they|those|these|all that) (?:come |coming |came )?from)|is (?:that|this|it) (?:normal|expected|ok))";
const atEnd = new RegExp(`(?:^|[\\s,.;:!?–—-])${whatIsIt}(?: please| pls)?\\W*$`, 'i');
const atStart = new RegExp(
  `^\\W*(?:(?:hey|hi|hello|team|all),?\\W+)*(?:what(?:['’]?s| is|s)? (?:going on|happening|up|wrong|the (?:matter|deal|story|issue|problem)) (?:with|on|in|at|to)|what (?:gives|happens) with)\\b`,
  'i',
);

/** "Users complain that …": nobody would say so to hear a number. */
const complained =
  /\b(?:users?|people|customers?|colleagues|analysts|everybody|everyone|the (?:\w+ )?teams?|they|we (?:are|get)|i (?:am|get)) (?:(?:are|is|keep|were|been|seeing) )?(?:complain\w*|report(?:s|ed|ing)?|say(?:s|ing)?|said|told me|notice\w*)\b/i;

/** "Is `etl` ok?", "any issues with the sync": of something that is named. */
const asksWhetherOk = [
  /^\W*(?:(?:hey|hi|hello|so|and),?\W+)*(?:is|are) (?:everything|all|things) (?:ok(?:ay)?|fine|good|well|all ?right|healthy) (?:with|on|in|at)\b/i,
  /\b(?:any|are there|is there|some) (?:issues?|problems?|trouble|incidents?) (?:with|on) (?!the platform|everything)/i,
  /^\W*(?:(?:hey|hi|hello|so|and),?\W+)*(?:is|are) (?!(?:every\w+|all|we|it|this|that|these|there|(?:(?:the|our|all) )*(?:whole )?(?:platform|systems?|jobs|pipelines|tables|queries|endpoints|warehouses|clusters|runs|costs|workflows))\b)(?:[^\s,]+ ){1,4}?(?:ok(?:ay)?|fine|healthy|all ?right|doing (?:ok|well|fine))(?: (?:now|again|today|this morning|at the moment|right now|since .*))?\W*$/i,
];

/** What somebody has seen, and asks no more than what it is. */
const asksWhatItIs = (text: string): boolean => {
  const tail = atEnd.exec(text);
  return tail !== null && trouble.test(text.slice(0, tail.index));
};

/** A question word, or a list that is asked for: then it says itself what is asked. */
const asksItself =
  /\b(?:which|what|who|whose|whom|how|when|where|list|show|give|count|number of|if|when(?:ever)?|alert|notify|tell|ping|remind|that \w+)\b|\?\s+\w|^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will)\b/i;
/** "bi-main is slow since Monday", "it keeps failing again and again". */
const complaint =
  /\b(?:is|are|was|were|keeps?|stays?|has been|have been|runs?) (?:(?:so+|very|really|super|way|too|much|a lot|always|still|constantly|extremely|all) )*(?:slow\w*|failing|broken|crashing|dying|down|red|stuck|stale|dead|late|expensive|queue?ing|spilling|unusable|crawling)\b.*\b(?:since|for (?:\w+ )?(?:days?|hours?|weeks?)|lately|all (?:day|morning|night|week)|again|any ?more|these days)\b|\b(?:waits?|takes?|runs?|hangs?) (?:forever|for ages)\b/i;

/** A complaint without a question is one for the cause; so is one that ends in several question marks. */
const complains = (text: string): boolean =>
  !asksItself.test(text) &&
  (complaint.test(text) || (/\?{2,}\s*$/.test(text) && /\b(?:not|no|never)\b/i.test(text)));

/**
 * Whether a text tells of something wrong, or names a thing, and asks no more than what is the matter:
 * "the bill is way up, what's going on?", "what's wrong with the sync".
 *
 * Pure.
 */
export const tellsTrouble = (text: string): boolean =>
  asksWhatItIs(text) ||
  complains(text) ||
  asksWhetherOk.some((form) => form.test(text)) ||
  (atStart.test(text) &&
    !/\b(?:right now|at the moment|platform|today)\W*$|, (?:is|are|was|were|did|does) \w+ .*\bor\b/i.test(
      text,
    )) ||
  (complained.test(text) && trouble.test(text));
