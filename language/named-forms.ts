/** The full name of a table. */
const table = '(?:the )?(?:table )?([\\p{L}\\d_]+\\.[\\p{L}\\d_]+\\.[\\p{L}\\d_]+)';
const kindOk =
  '(?:all )?(?:ok(?:ay)?|fine|healthy|good|all ?right|green|running(?: ok| fine| well| smoothly)?)';

const fixing =
  '(?:fix|repair|mend|heal|unblock|resolve|recover|debug|troubleshoot|get back|bring back)';
/** A name with an underscore, which a job or a pipeline may have. */
const jobName = '(?:the )?(?:job |pipeline |workflow )?([\\p{L}\\d]+(?:_[\\p{L}\\d]+)+)';
/** "How do I fix `etl_daily`?": what to do follows from the cause. */
export const howToFix = new RegExp(
  `^\\W*how (?:do|can|could|should|would) (?:i|we|one) ${fixing} ${jobName}\\W*$`,
  'iu',
);
const toLookAt =
  '(?:should|must|do|can) (?:i|we) (?:need to |have to )?(?:look at|check|fix|worry about|care about|focus on|prioriti[sz]e|tackle|handle|repair)(?: first| now| today| next| most)*';

/** Ways to ask about one thing that is named, or one kind of things, each with the form that is understood. */
export const namedForms: readonly (readonly [RegExp, string])[] = [
  // "When was `a.b.c` last updated?", "how fresh is `a.b.c`?"
  [
    new RegExp(
      `\\bwhen (?:was|were|did) ${table}(?:['’]s)? (?:data )?(?:last|most recently) (?:get )?(?:update[d]?|refresh(?:ed)?|load(?:ed)?|modified|filled|changed)\\b`,
      'giu',
    ),
    'quality history of $1',
  ],
  [
    new RegExp(
      `\\bwhen did ${table} (?:get|receive|see) (?:its |the |any )?(?:last|latest|newest|new) (?:rows|data|records|update|load)\\b`,
      'giu',
    ),
    'quality history of $1',
  ],
  [
    new RegExp(
      `\\b(?:last|latest|most recent) (?:update|refresh|load|commit) (?:of|to|in|on|into) ${table}`,
      'giu',
    ),
    'quality history of $1',
  ],
  [
    new RegExp(
      `\\bhow (?:fresh|recent|current|old|late|stale|outdated|up[- ]to[- ]date) (?:is|are) (?:the )?(?:data (?:of|in) )?${table}`,
      'giu',
    ),
    'quality history of $1',
  ],
  [new RegExp(`^\\W*(?:show me )?(?:the )?freshness of ${table}`, 'iu'), 'quality history of $1'],
  // "Which tables are hit by `a.b.c` being late?"
  [
    new RegExp(
      `\\b(?:which|what) (?:downstream )?(?:tables?|datasets?|things?) (?:are|is|get|were|was|will be) (?:hit|affected|impacted|broken|delayed|hurt) (?:by|when|if|because of) ${table}.*$`,
      'iu',
    ),
    'which tables does $1 feed?',
  ],
  [
    new RegExp(
      `\\b(?:what|who) (?:is|are|gets?) (?:all )?(?:hit|affected|impacted|hurt) (?:by|when|if) (?:the (?:delay|outage|failure) of )?${table}.*$`,
      'iu',
    ),
    'which tables does $1 feed?',
  ],
  // "What privileges does the group `finance` have on `a.b.c`?"
  [
    /\b(?:what|which) (?:privileges|permissions|rights|grants) (?:do|does|has|have) (?:the )?(?:group |team |user )?(.{2,60}?) (?:have|hold|got|get)(?: got)?(?: on (?:our|any|all|the) tables?)?(?= (?:on|in|for)\b|\W*$)/giu,
    'list the grants of $1 by privilege',
  ],
  // "What can `analysts` read?"
  [
    /^\W*what (can|may|could) (?!(?:i|we|you|it|this|that)\b)(.{2,60}?) (read|query|select|write to|modify|change)(?=\W*$| (?:in|now|right)\b)/iu,
    'which tables $1 $2 $3',
  ],
  // "Which jobs run as `etl`?"
  [
    /\b(?:(?:which|what|list|show)(?: me)?(?: all)?(?: the)? )?jobs? (?:that |which )?(?:run|runs|are run|are running|execute) (?:as|under) (?:the )?(?:user |principal |service principal )?(\S*[^\s?.,!])/giu,
    'which jobs of $1 are there',
  ],
  // "Show me the errors of `etl_daily`": of a job.
  [
    /^\W*(?:(?:show me|what are|list|which are|get me)(?: all)? )?(?:the )?(?:latest |last |recent )?errors? (?:messages? |codes? )?(?:of|in|from) (?:the )?(?:job )?([\p{L}\d]+(?:_[\p{L}\d]+)+)(?=\W*$| (?:in|on|since|last|this|yesterday|today|over)\b)/iu,
    'which runs of $1 failed most recently, with what error code',
  ],
  [
    /\b(?:what|which) errors? (?:does|did|do) (?:the )?(?:job )?([\p{L}\d]+(?:_[\p{L}\d]+)+) (?:throw|give|have|raise|get|report|end with|fail with)s?\b/giu,
    'which runs of $1 failed most recently, with what error code',
  ],
  // "What do we pay for `bi` a day?"
  [
    /\bwhat (?:are|do|did|have) we (?:pay|paying|paid|spend|spending|spent) (?:for|on) (\S+) (?:a|per|each|every) day\b/giu,
    'average daily cost of $1',
  ],
  [
    /\bwho (?:dropped|reduced|lowered|increased|raised|shrunk|shrank|resized|downsized|upsized|halved|doubled) (?:the )?(?:cluster )?size of (?:the )?(?:warehouse |cluster )?(\S+)/giu,
    'who changed $1',
  ],
  // "Is our serverless spend growing?"
  [
    /^\W*(?:is|are)(?: our| the| my)? (.{3,40}?) (?:growing|rising|increasing|going up|climbing|falling|decreasing|shrinking|going down|dropping|trending (?:up|down|upwards?|downwards?))(?: over time)?(?=\W*$| (?:in|on|since|last|this|over|during)\b)/iu,
    'trend of $1',
  ],
  // "Are we going to exceed 80,000 dollars this month?"
  [
    /^\W*(?:are|will|would|do) we (?:be |likely |probably |still |currently )*(?:going to |gonna |on track to |on course to |set to |about to )?(?:spend |pay )?(exceed|hit|reach|go over|go above|go beyond|be over|be above|blow|blow through|break|pass|overshoot|overrun|more than|over|stay under|stay below|stay within|keep under|end up under|end up below|end up over|end up above|land under|land below|land above|land over)(?: (?:the |our |a )?(?:budget|limit|mark|cap) of)? (\$? ?\d[\d,.]*(?: ?(?:k|m|thousand|million))?(?: (?:dollars|usd|bucks))?)(?: (?:in|for))? (?:this month|by (?:the )?(?:month[’']?s?[- ]end|end of (?:the|this) month|eom))\W*$/iu,
    'will spend $1 $2 in the month-end projection',
  ],
  // "What will we pay by the end of the month?"
  [
    /(?<=\b(?:will|would|going to|gonna|forecast|predict|project(?:ed)?|expect(?:ed)?|land)\b.*) (?:by|at|until) (?:the )?(?:month[’']?s?[- ]end|end of (?:the|this) (?:current )?month|eom)\b/iu,
    ' in the month-end projection',
  ],
  // "How do I fix `etl_daily`?": by its cause.
  [howToFix, 'why does $1 fail, and how do I fix it?'],
  [
    new RegExp(
      `^\\W*${jobName} (?:is |keeps? (?:on )?)?(?:failing|broken|red|down|fails|failed|crashes|crashing)(?: again)?[,.;:!–-]+ *(?:and )?(how (?:do|can|could|should) (?:i|we) ${fixing} (?:it|this|that))\\W*$`,
      'iu',
    ),
    'why does $1 fail, and $2?',
  ],
  // "Did the nightly jobs finish ok?"
  [
    /^\W*(?:did|have|has) (?:the |our |all |all the |all our )?(?:nightly|overnight|night(?:ly)? batch|night'?s|last night['’]?s) (job|pipeline)s? (?:all )?(?:finish|complete|run|ran|end|go|gone|work|pass|succeed)(?:ed|d|s)? ?(?:ok|okay|fine|well|through|successfully|all ?right)?\W*$/iu,
    'did any $1 fail last night?',
  ],
  // "How is the etl doing?"
  [
    /^\W*how(?: is|['’]?s| are)(?: the| our)? (?:etl|batch|elt|jobs?|batch jobs?|etl jobs?|workflows?) (?:doing|going|looking|running)(?=\W*$| (?:today|this|last|since|in|right|at)\b)/iu,
    'which jobs failed',
  ],
  // "Which cluster should be smaller?"
  [
    /^\W*(?:which|what) (cluster|warehouse)s? (?:(?:should|could|can|must|may) (?:be|we make|get) (?:made )?(?:smaller|downsized|shrunk|scaled down|cut down)|(?:is|are) (?:too big|too large|over-?provisioned|over-?sized))\b/iu,
    'which $1s are too large',
  ],
  [
    /^\W*(?:which|what) (cluster|warehouse)s? (?:(?:should|must|needs? to|has to) (?:be|get) (?:made )?(?:larger|bigger|upsized|scaled up)|(?:is|are) (?:too small|under-?provisioned|under-?sized))\b/iu,
    'which $1s are too small',
  ],
  // "When is `bi-main` busiest?"
  [
    /^\W*(?:when|at (?:what|which) (?:time|hour)s?(?: of (?:the )?day)?) (?:is|are|was|were|does|do|gets?) (?:the |our )?(?:(?:sql )?warehouse )?(\S+?)(?: warehouse)?(?: the)? (?:get )?(?:busiest|most busy|at its busiest|peak|under (?:the )?most load|most loaded)(?=\W*$| (?:in|on|since|last|this|during)\b)/iu,
    'which hour has the most queries on $1',
  ],
  [
    /\b(?:busiest|peak|rush) (?:hours?|time of (?:the )?day) (?:of|on|for|at) (?:the |our )?(?:warehouse )?(\w+[-_]\S+?)(?=\W*$| (?:in|on|since|last|this|during)\b)/giu,
    'which hour has the most queries on $1',
  ],
  // "Which jobs have never failed?"
  [
    /\b(?:which|what) (jobs|pipelines) (?:have |had |has )?(?:never|not once|not ever) (?:been )?(?:fail(?:ed)?|broken|crashed)\b/giu,
    'which $1 have the highest success rate',
  ],
  [
    /\b(?:(?:are|were) there |do we have )?(?:any )?(?:jobs|pipelines) (?:that |which )?(?:run|ran) too often\b/giu,
    'which jobs have the most runs',
  ],
  // "What would happen if `a.b.c` is late?"
  [
    new RegExp(
      `\\bwhat (?:would|will|could|might)? ?(?:happens?|break|breaks|be (?:hit|affected|broken)) (?:if|when) ${table} (?:is|was|were|are|gets?|comes?|goes) .*$`,
      'iu',
    ),
    'which tables does $1 feed?',
  ],
  // "Who is the owner of `etl_daily`?"
  [
    /\bwho (?:is|are) the owners? of (?:the )?(?:job |pipeline )?(\w+_\w+)(?=\W*$)/giu,
    'who owns $1',
  ],
  // "Which jobs need attention?"
  [
    /^\W*(?:which|what) (?:one |two |three |\d+ )?(job|pipeline)s? (?:need|needs|require|deserve)s? (?:my |our |some |any )?(?:attention|a look|looking (?:at|into))(?= |\W*$)/iu,
    'which $1s failed',
  ],
  // "What is the most expensive thing we run?"
  [
    /\bwhat(?:['’]s| is| are)? (?:(?:the|our) )?(?:single )?(?:most expensive|costliest|priciest) (?:things?|items?|stuff)\b(?: (?:that )?(?:we|you|they) (?:run|have|own|operate|pay for|use))?/giu,
    'which product has the most spend',
  ],
  [
    /^\W*what(?:['’]s| is| has been)? (?:using|burning|consuming|eating)(?: up)? (?:the )?most (?:of (?:our|the) )?dbus?\b/iu,
    'which product has the most DBUs',
  ],
  [
    /^\W*(?:what (?:costs|cost|is costing)(?: us)? (?:the )?most(?: money)?|(?:what|where) do (?:we|i) spend (?:the )?most(?: (?:on|of (?:our|the) money))?|where does (?:all )?(?:our|the) money go(?: to)?)(?=\W*$| (?:in|on|since|last|this|over|during|yesterday|today)\b)/giu,
    'which product has the most spend',
  ],
  // "Which jobs should I look at first?"
  [
    new RegExp(
      `^\\W*(?:which|what) (?:one |two |three |four |five |\\d+ )?(job|pipeline)s? ${toLookAt}(?: (?:this morning|today|now))?(?=\\W*$)`,
      'iu',
    ),
    'which $1s failed',
  ],
  [
    new RegExp(
      `^\\W*(?:which|what) (?:one |two |three |four |five |\\d+ )?tables? ${toLookAt}(?: (?:this morning|today|now))?(?=\\W*$)`,
      'iu',
    ),
    'which tables are unhealthy',
  ],
  [
    new RegExp(`^\\W*(?:which|what) (?:sql )?warehouses? ${toLookAt}(?=\\W*$)`, 'iu'),
    'are our warehouses overloaded',
  ],
  // "When did spend peak this month?"
  [
    /^\W*when did (?:the |our )?(.{2,40}?) (?:peak|top out|max out|reach (?:its|the) (?:peak|maximum|highest(?: value)?))(?= |\W*$)/iu,
    'which day had the highest $1',
  ],
  // "Are the jobs ok?"
  [
    new RegExp(`^\\W*are (?:the |our |all )*(job|pipeline)s ${kindOk}(?=\\W*$| )`, 'iu'),
    'which $1s failed',
  ],
  [
    new RegExp(`^\\W*are (?:the |our |all )*tables ${kindOk}(?=\\W*$| )`, 'iu'),
    'which tables are unhealthy',
  ],
  [
    new RegExp(
      `^\\W*are (?:the |our |all )*(?:model )?(?:serving )?endpoints ${kindOk}(?=\\W*$| )`,
      'iu',
    ),
    'which endpoints fail requests',
  ],
  [
    new RegExp(`^\\W*are (?:the |our |all )*queries ${kindOk}(?=\\W*$| )`, 'iu'),
    'which queries failed',
  ],
  [
    new RegExp(`^\\W*are (?:the |our |all )*(?:sql )?warehouses ${kindOk}(?=\\W*$| )`, 'iu'),
    'are our warehouses overloaded',
  ],
];
