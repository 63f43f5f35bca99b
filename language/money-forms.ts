/** Ways to ask about spend, each with the form that is understood. */
export const moneyForms: readonly (readonly [RegExp, string])[] = [
  // "Compare serverless and classic for last week."
  [
    /\b(?:compare|comparison of) (?:the )?(?:costs? of |spend on )?serverless (?:vs\.?|versus|against|and|compared (?:to|with)) (?:classic|non-serverless)(?: compute)?(?: costs?| spend(?:ing)?)?/giu,
    'cost per compute kind',
  ],
  // "Which team is our biggest spender?"
  [
    /\b(?:is|are|was|were) (?:the |our )?(?:biggest|largest|top|highest|main|heaviest) spenders?\b/giu,
    'spends the most',
  ],
  // "Everything except model serving: what was the total for last week?"
  [
    /^\W*(?:everything|all|anything|the lot|the total),? ?(?:except(?: for)?|but|excluding|without|apart from|other than) ([^:,?]{3,40})[:,] (.+?)\W*$/iu,
    '$2 excluding $1',
  ],
  [
    /\bdid (?:the )?(?:job |cluster |warehouse |pipeline |team )?(\S+?) (?:ever )?(cost|spend|burn|use) ((?:more|over|above|at least)[^?]{2,30}?) (?:on|in) any (?:single |one )?day\b/giu,
    'on which days did $1 $2 $3',
  ],
  // "Are we below 30k this month?"
  [
    /\b(?:are|were|will) we (?:still )?(?:be )?(below|under|above|over|beyond|within) (?:the )?(?:budget (?:of )?)?\$? ?(\d[\d.,]*k?)(?: ?(?:usd|dollars|bucks|\$))? (?=(?:this|last|in|so|for|on|yesterday|today)\b)/giu,
    'did we spend $1 $2 USD ',
  ],
  [
    /,? (?:with |incl(?:uding|\.)? |net of )?(?:the )?corrections (?:netted|included|applied|counted|deducted|in)(?: in| out)?(?=\W|$)/giu,
    '',
  ],
  // "Which team was our most expensive one?"
  [
    /\b(?:is|was|are|were) (?:the |our |my )?(most expensive|cheapest|priciest|costliest|dearest|largest|biggest|smallest|slowest|busiest) ones?\b/giu,
    'is the $1',
  ],
  // "Could you put the October bill next to the September one?"
  [
    /^\W*(?:(?:could|can|would|will) you )?(?:please )?put (?:the )?(.{3,60}?) (?:next to|beside|against) (?:the |that of |the one of )?(.{3,40}?)(?: (?:one|bill|costs?|spend))?\W*$/iu,
    '$1 compared to $2',
  ],
  // "Did marketing go over 1,300 dollars?"
  [
    /\bdid (?:the )?(?:team )?(\S+?)(?: team)? (?:go|get|come|end up) (over|above|beyond|under|below) (?=\$? ?\d[\d.,]*k? ?(?:usd|dollars|\$|bucks)|\$ ?\d)/giu,
    'did team $1 spend $2 ',
  ],
  [
    /\bsince when do we pay (?:the )?(?:higher|lower|new|current|old|present) (?:list )?price (?:for|of) (.{3,60}?)\W*$/giu,
    'list price of $1, and since when',
  ],
  [
    /,? ?[-–—]? ?(?:in )?dbus?(?: please| pls)?,? (?:and )?not (?:in )?(?:dollars|usd|money|\$)(?=\W|$)/giu,
    ' in DBU',
  ],
  // "What did it run up last week?"
  [
    /\b(did|does|do|has|have) (\S+) (?:run|ran|rack|racked) up\b(?! (?:against|to)\b)/giu,
    '$1 $2 cost',
  ],
  // "How much does `etl` cost on an average day?"
  [
    /\bhow much (?:does|do|did|has|have) (?:the )?(\S+?) (?:cost|spend|burn)(?: us)? on (?:an average|a typical|a normal|the average) day\b/giu,
    'average daily cost of $1',
  ],
  [
    /\bhow many dbus? (?:does|do|did) (?:the )?(\S+?) (?:eat|use|burn|consume|need|take) on (?:an average|a typical|a normal|the average) day\b/giu,
    'average daily DBU of $1',
  ],
  // "Which jobs failed last night, and what did they cost?"
  [
    /^[^\p{L}\d]*which jobs (?:have |had )?(?:failed|fail)((?: [^?,]{2,40}?)?),? and (?:what|how much) (?:did|do|does|have|has) (?:they|it|that|this|those|these|the failures|the failed runs|their failures) costs?(?: us)?\W*$/iu,
    'what did failed runs cost$1?',
  ],
];
