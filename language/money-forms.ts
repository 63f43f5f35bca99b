/** Ways to ask about spend, each with the form that is understood. */
export const moneyForms: readonly (readonly [RegExp, string])[] = [
  // "Did it spend more then finance?"
  [
    /\b(more|less|fewer|higher|lower|longer|shorter|bigger|smaller) then(?= [^,.?]{2,40}(?:\?|$| (?:in|on|last|this|since|yesterday)\b))/giu,
    '$1 than',
  ],
  // "`etl`: cost per run, on average".
  [/\b(costs?|spend|dbus?) per run,? (?:on average|average|mean)\b/giu, 'average $1 per run'],
  // "What have we been billed so far this quarter?"
  [
    /\b(?:what|how much) (?:have|were|are|did) we (?:been |get |got )?(?:billed|charged|invoiced)\b/giu,
    'how much did we spend',
  ],
  // "Tokens-type usage DBUs".
  [/\btokens?[- ]type usage\b/giu, 'usage of type token'],
  // "Is anything being billed to `etl` under a team tag?"
  [
    /\bis (?:anything|something|any usage) (?:being |still |currently )*(?:billed|charged|booked) (?:to|for) (?:the )?(?:(?:job|pipeline|warehouse|cluster|endpoint|team) )?(\S+) (?=(?:with|under|without|in|on)\b)/giu,
    'is there any spend of $1 ',
  ],
  // "On which days did we go over 500 dollars?"
  [
    /\bdid we (?:go|get|come|end up) (over|above|beyond) (?=\$? ?\d[\d.,]*k? ?(?:usd|dollars|\$|bucks)|\$ ?\d)/giu,
    'did we spend $1 ',
  ],
  // "Which apps do we pay for, and how much does each one cost a month?"
  [
    /\b(?:which|what) (warehouse|cluster|endpoint|pipeline|job|product)s (?:do we (?:pay for|have|run|use)|are there|cost us money),? and how much (?:does|do|did) each(?: one| of them)? costs?(?: us)?(?: (?:a|per|each|every) (month|week|day))\b/giu,
    'cost by $1 and $2',
  ],
  [
    /\b(?:which|what) apps (?:do we (?:pay for|have|run|use)|are there|cost us money),? and how much (?:does|do|did) each(?: one| of them)? costs?(?: us)?(?: (?:a|per|each|every) (month|week|day))\b/giu,
    'cost by billed app and $1',
  ],
  // "SELECT sku, sum(cost) for prod-eu, order desc".
  [
    /^[^\p{L}\d]*select (\w+), ?(?:sum\(|total )(?:list_)?(cost|spend|usd|dbus?)\)?,? (?:for|from|in|where|of) ([^,?]{2,60})((?:,? (?:month to date|this month|last month|this week|last week|yesterday))?)(?:,? (?:order|sort(?:ed)?|group)(?: by)?(?: \w+)?(?: desc(?:ending)?)?)*(?:,? (?:you get the idea|or so|etc\.?|something like that))?\W*$/iu,
    '$2 by $1 in $3$4',
  ],
  // "Compare the endpoint's bill in prod-us with the one in prod-eu".
  [
    /\bcompare (?:the )?(.{2,40}?)['’]s? (bill|costs?|spend|dbus?) in (\S+) (?:with|to|against|and) (?:the one|that|those|the ones) in (\S+)/giu,
    '$2 of $1 by workspace in $3 and $4',
  ],
  // "Photon vs non-photon spend".
  [
    /\bphoton (?:vs\.?|versus|and|against|or) (?:non|not|without|no)[- ]photon(?: compute)? (spend(?:ing)?|costs?|dbus?)/giu,
    '$1 by photon use',
  ],
  // "Average cost of a weekday vs a saturday for `a`".
  [
    /\b(?:average|mean) (costs?|spend) (?:of|on) an? (?:weekday|working day|(?:mon|tues|wednes|thurs|fri|satur|sun)day) (?:vs\.?|versus|and|against|compared (?:to|with)) an? (?:weekday|working day|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/giu,
    'average daily $1 by weekday',
  ],
  // "Dearest run ever, and its cost".
  [
    /\b(dearest|priciest|costliest|most expensive|cheapest) (run|day|week|month|query) (?:ever|of all times?)(?:,? (?:and|&) (?:its|the) (?:costs?|price|date|day))?/giu,
    '$1 $2, all time',
  ],
  // "First day we were ever charged for model serving".
  [
    /\b(?:the )?(first|last) (?:day|date|time) (?:that |when |on which )?we (?:were|got|have been|had been) (?:ever )?(?:charged|billed|invoiced) for (.{3,40}?)(?: in (?:this|the|our) (?:data|tables|records))?(?=\W*$)/iu,
    '$1 charged day of $2, all time',
  ],
  // "I met the sales folks: what was their monthly spend?"
  [
    /^[^:?]{0,90}?\bthe ([\p{L}\d-]+) (?:folks|people|guys|team|department|colleagues)\b[^:?]{0,90}: ([^?]{0,40}?)\btheir ((?:monthly |daily |weekly |total )?(?:spend(?:ing)?|costs?|bill|dbus?))\b/iu,
    '$2the $3 of team $1',
  ],
  // "Have no tag 'team' on them".
  [
    /\b(?:but |and )?(have|has|carry|carries|with) no tag ['"‘“`]?(\w+)['"’”`]?(?: on (?:them|it))?/giu,
    '$1 no $2 tag',
  ],
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
