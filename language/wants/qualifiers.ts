/** Who says what they are or have, and asks nothing. */
const remark = new RegExp(
  `^\\W*(?:(?:hi|hello|hey|sorry|so|ok)\\W+)*(?:${[
    "i['’]m|i am|we are|we['’]re|(?:i|we) (?:own|have|had|look|take|know|just|work)|this is|fine\\b",
    '(?:people|every(?:one|body)|some(?:one|body)|they|users|my \\p{L}+|our \\p{L}+) (?:keeps? |always )?(?:saying|telling|says?|said|told|claims?|complains?|thinks?)',
  ].join('|')})\\b`,
  'iu',
);

const time = '(?:hour|day|week|month|year)';
const it = '(?:it|that|this|they)';

/** What limits or sorts what is asked before it, or asks how that developed, and asks for nothing else. */
const qualifier = new RegExp(
  `^\\W*(?:and |or |but |so |i\\.?e\\.? )?(?:${[
    `(?:has|have|did|does|do|is|are) ${it} (?:really |also |ever )?(?:chang\\w+|mov\\w+|go(?:ne)? (?:up|down)|ris\\w+|rose|fall\\w*|drop\\w*|increas\\w+|decreas\\w+|get(?:ting)? (?:worse|better|more|less)|improv\\w+)(?: since .*)?`,
    '(?:before|after|since|until|unless|just|only) (?!some(?:one|body) |when\\b|[^?]*\\b(?:modify|select|all privileges|grant(?:s|ed)?|revoked|let in|admin|permissions?|rights)\\b).*',
    'both(?: (?:for|of|in|on|by|per) .*)?|by how (?:many|much)(?: \\p{L}+)?',
    '(?:on|in) (?:average|total|all|detail|one go)|overall|in sum|altogether',
    `${time} by ${time}|(?:for|by|per|each|every) (?:each |every |the )?\\p{L}+(?: and (?:by |per )?\\p{L}+)?`,
    `(?:is|was) ${it} (?:so|true|right|correct)|if (?:so|not|any|yes)`,
    `(?:(?:what|which) (?:day|date|time|hour|week|month)|when|how much|how many) (?:was|is|were|are) ${it}`,
    '(?:as|in|into|on) (?:an? |one |two |three )?(?:separate |single |short )?(?:tables?|lists?|rows?|columns?|charts?|lines?|pages?)',
    'one (?:line|row|figure|number) (?:per|for each|for every) .*|before|after',
    '(?:the |its |their )?(?:percentages?|percent|shares?|numbers?|amounts?|values?|figures?|names?|dates?|totals?|sums?)',
    '(?:on |at |from |in )?(?:which|what) (?:days?|dates?|times?|hours?|weeks?|months?)',
    'side by side|next to each other|i\\.?e\\.?|e\\.?g\\.?|the ones? (?:that |which |all |we |they |every(?:body|one) ).*',
    'to (?!what|which|whom?|whose|date\\b)\\p{Ll}+ .*',
    'it|them|that|how (?:long|much|many|often)|since when|when|where|(?:one|two|three|four|\\d) (?:quick )?(?:questions?|things?|points?)',
    'worse|better|normal|not|more|less|where do (?:i|we) look|and so on|etc',
  ].join('|')})\\W*$`,
  'iu',
);

/** What somebody says that they do not ask. */
const denied =
  /\b(?:(?:is|are)(?: not|n['’]t) (?:my|our|the) (?:business|question|concern|problem|point|issue|topic|job|task)|does(?: not|n['’]t) matter|(?:i am|i['’]m) not asking|no (?:\w+ ){1,4}(?:needed|required|necessary|wanted|asked for)|has the \w+ (?:side|part))\b/i;

/** Whether a part of a question wants nothing of its own. Pure. */
export const wantsNothing = (part: string): boolean =>
  qualifier.test(part) || remark.test(part) || denied.test(part);
