/** "Which took longer than", "that exceeded", before a length of time. */
const tookLonger =
  '(?:which |that )?(?:have |had )?(?:exceed(?:ed|ing)?|(?:took|take|taking|need(?:ed)?|last(?:ed|ing)?|run|ran|running|went|got|blew|blow) (?:for )?(?:longer than|more than|over|beyond|past|through)) (?=(?:\\d[\\d.]*|one|two|three|four|five|six|an?|half an?)[ -]?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|days?)\\b)';

const off = '(?:switch|turn|shut|power|close)';
const byItself = '(?:by (?:itself|themselves)|on its own|automatically)';
const stopsItself = [
  `${off} (?:itself|themselves) (?:off|down)(?: ${byItself})?`,
  `${off} (?:off|down) ${byItself}`,
  `(?:auto|automatically)[ -]?(?:${off} (?:itself )?(?:off|down)|stop|terminate|pause|sleep)`,
  `(?:stop|terminate|end|go to sleep|sleep|pause) (?:itself|${byItself})`,
].join('|');

/** Ways to ask, each with the form that is understood. */
export const plainForms: readonly (readonly [RegExp, string])[] = [
  // "`etl` is serverless, right?", "cost of `etl`: has it fallen?"
  [
    /^\W*((?:the )?\S+(?: \S+)?) (is|are|was|were|has|does|did) (.{2,80}?),? (?:right|correct|yes|no|isn['’]t it|true)\s*\?+$/iu,
    '$2 $1 $3?',
  ],
  [
    /^\W*((?:\S+ ){0,7}?\S+)(?::| [-–]) (has|have|is|are|did|does|was|were) (?:it|they|that) (?=\S)/iu,
    '$2 $1 ',
  ],
  [
    /\bat (?:which|what) (?:exact )?(?:hour|time)(?: exactly)? (?=(?:was|were|did|is|has|have)\b)/giu,
    'when ',
  ],
  // "Does `ml-lab` switch itself off when nobody uses it?"
  [
    new RegExp(
      `\\b(?:does|do|will|would) (?:the )?(?:cluster |warehouse )?(\\S+) (?:cluster |warehouse )?(?:ever )?(?:${stopsItself})(?: (?:when|if|once|after) (?:nobody|no one|no-one|it|idle|not|unused|nothing|there)[^?]*)?(?![^?]*\\bhow (?:long|soon)\\b)`,
      'giu',
    ),
    'does $1 have auto stop',
  ],
  // "Is there a table with a row filter, and which one?"
  [
    /^\W*(?:is|are) there (?:an?|any|some) ([^?,]{3,80}?),? (?:and|or) (?:if so,? |if yes,? )?(?:which|what)(?: one| ones| is it| are they)?\W*$/iu,
    'which $1?',
  ],
  // "Is there a phone column in `a.b.c`?"
  [
    /\b(?:is there|does it have|has it) (?:a|an|any) (?:column (?:named|called) )?[`"']?([a-z_]\w*)[`"']?(?: column| field)? in (?:the )?(?:table )?([\w-]+\.[\w-]+\.[\p{L}\w-]+)/giu,
    'does $2 have the column `$1`',
  ],
  [
    /\b(?:does|do|has) (?:the )?(?:table )?([\w-]+\.[\w-]+\.[\p{L}\w-]+) (?:have |hold |contain )?(?:a|an|any|the) (?:(?:column|field) (?:named|called )?[`"']?(\w+)[`"']?|[`"']?(\w+)[`"']? (?:column|field))/giu,
    'does $1 have the column `$2$3`',
  ],
  // "`a` vs `b`: total spend this month."
  [
    /^\W*(\S+) (?:vs\.?|versus|against|or|and) (\S+)(?:, side by side)?(?: ?[:–—]| -) (?!which|who|what|how)([^?]{4,100}?)\W*$/iu,
    '$3 of $1 vs $2',
  ],
  [/\b(this (?:month|week|quarter|year)) to date\b/giu, '$1'],
  // "Is anything still failing right now?"
  [
    /\b(?:is|are) (?:there )?(?:anything|something|things)(?: else)? (?:still |currently |now )?(?:failing|down|red|on fire|wrong|not working|acting up)\b/giu,
    'is anything broken',
  ],
  // "Which runtime is `ml-lab` on?"
  [
    /\b(?:which|what) (?:databricks )?(runtime|spark|dbr)(?: version)? (?:is|does|are) (?:the )?(?:cluster )?([\w-]+) (?:on|using|running|run|use|have)(?: on)?\b/giu,
    'which $1 has $2',
  ],
  // "Is there a mask on the ssn column?"
  [
    /\b(?:is there|do we have) (?:a|any) mask on (?:the )?(\w+) column\b/giu,
    'is the $1 column masked',
  ],
  // "Last week and the week before – both numbers please."
  [
    /\b(last (?:week|month)|this (?:week|month)|yesterday) and (the (?:week|month|day) before(?: that| it)?)(?:,? (?:[-–—] )?(?:both|each)(?: numbers| figures| values)?)?/giu,
    '$1 compared to $2',
  ],
  [/[,;]? ?[-–—]? ?both (?:numbers|figures|values)(?: please| pls)?(?=\W*$)/giu, ''],
  // "In 90 days of checks".
  [
    /\b(?:in|over|within|during|across) (?:the |all |our )?(?:whole |last )?(\d+) (days|weeks|hours) of (?:the )?(?:checks|data|history|scans|runs|records|logs)/giu,
    'in the last $1 $2',
  ],
  // "`a.b.c` updated?"
  [/^\W*(\S+[._]\S+) (?:was )?(updated|refreshed|loaded|written)\W*$/iu, 'when was $1 last $2?'],
  [/[,\s-]+(?:percent|percentage)[- ]wise(?=\W*$)/iu, ' in percent'],
  // "`ana` last seen?"
  [
    /^\W*(?:user )?(\S+@\S+|\S+) (?:was )?last (?:seen|active|logged in|signed in)\W*$/iu,
    'when was $1 last active?',
  ],
  [
    /\bhow much time (?:has |did |does )?(?:needs?|needed|take[sn]?|took) (.{1,80}?)(?= (?:in|on|at) |\s*[?.]|$)/iu,
    'how long did $1 take',
  ],
  [
    /\bhow long (?:time )?needs? (.{1,80}?)(?= (?:in|on) (?:the )?average\b|\s*[?.]|$)/iu,
    'how long does $1 take',
  ],
  [/\bin the average\b/giu, 'on average'],
  // "Is it still running or did it die?"
  [
    /^(\W*(?:is|are|was|were|has|have|did|does) .{3,80}?),? or (?:did|has|have|is|was|are) (?:it|they) (?:just |already )?(?:die|died|fail|failed|crash|crashed|stop|stopped|finish|finished|end|ended|over|down|done)\W*$/iu,
    '$1?',
  ],
  [
    /\bwhen (?:did )?(?:the )?(.{2,60}?) last (?:had|have) an? (?:update|run) that (?:has |had )?failed\b/giu,
    'when did $1 last fail',
  ],
  [
    /^\W*([\p{L}\d_]+\.[\p{L}\d_]+\.[\p{L}\d_]+) (?:grants?|privileges?|permissions?)\W*$/iu,
    'who has which privileges on $1?',
  ],
  // "List the jobs which exceeded two hours"; "any job" is answered by yes or no.
  [new RegExp(`^\\W*any (job|pipeline)s? ${tookLonger}`, 'iu'), 'any $1 that ran over '],
  [
    new RegExp(
      `^\\W*(?:(?:please )?(?:list|show|which|what)(?: me)? )?(?:all |the |every |each )?(job|pipeline)s? ${tookLonger}`,
      'iu',
    ),
    'which $1s ran longer than ',
  ],
  [/(?<=\b(?:hours?|minutes?|mins?)) of (?:run ?time|running time|duration)\b/giu, ''],
  // "The salary table (`a.b.c`)".
  [/\b(?:the|our) (?:[\w-]+ ){1,3}\(([\p{L}\d_]+\.[\p{L}\d_]+\.[\p{L}\d_]+)\)/giu, '$1'],
  [
    /\bdid (\S+) (?:come|turn) out (?:as )?(?=(?:un)?healthy|stale|incomplete|unknown)/giu,
    'was $1 ',
  ],
  // "Through which pipeline do the rows land in `a.b.c`?"
  [
    /\b(?:through|by|via|with) (which|what) (pipeline|job|notebook)s? (?:do|does|did|are|is)(?: the| its)? (?:rows|data|records|numbers|figures) (?:land|arrive|get|go|flow|come|end up|written|loaded)(?: in(?:to)?| to| at)? /giu,
    '$1 $2 writes ',
  ],
  // "Who changed the schedule of `etl_daily`?": what of it was changed is in the same rows.
  [
    /\bwho (has |had )?(last )?(changed|edited|modified|altered) (?:the )?(?!(?:[a-z]+ ){0,4}(?:permissions?|grants?|rights?|privileges?|acls?|access|members?|membership|owners?|ownership|limits?)\b)(?:[a-z]+ ){1,5}(?:of|on|for) (?:the )?(?:(?:job|pipeline|warehouse|cluster) )?(\w+[_-][\w-]*\w)(?= |\W*$)/giu,
    'who $2changed $4',
  ],
  // "Is `a.b.c` protected with a row filter?"
  [
    /\bis (\S+\.\S+\.\S+) (?:protected|guarded|restricted|secured|covered) (?:with|by) (an? (?:row filter|column mask|mask))/giu,
    'does $1 have $2',
  ],
  // "3 am here. What fails?": when it is asked is not what is asked.
  [
    /^\W*(?:it(?:['’]s| is) )?\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\.?,? (?:here|now|in the morning|at night|and)\b[\s,.:;!–-]+(?=\S)/iu,
    '',
  ],
  [
    /\bwho (has |had )?(paused|stopped|resumed|unpaused) the (?:schedule|trigger|cron) (?:of|for|on) /giu,
    'who $1$2 ',
  ],
  [
    /\bhow many (?:minutes|hours|seconds|mins|hrs) (did|does|do) ((?:the )?(?:job |pipeline )?\w+[_-]\S+) (?:need|take|run|last)(?: for)?\b/giu,
    'how long $1 $2 take',
  ],
  [
    /\b(queries|statements|runs|updates) that (?:have )?(?:ended|finished|came back|went) (?:as |with |in )?["'`]?(?:FAILED|failure|an? error)["'`]?/gu,
    'failed $1',
  ],
  [
    /\b((?:on )?how many days\b.{0,60}?\bin the last \d+)(?=\W*$| (?!days?\b|weeks?\b|hours?\b|months?\b|minutes?\b|business\b|working\b)\w)/giu,
    '$1 days',
  ],
  [
    /\b(columns?|tables?) (have|has|with) an? (mask|row filter|column mask)s? on (?:them|it)\b(?: in (?:our|the|all)(?: \w+)? catalogs)?/giu,
    '$1 $2 a $3',
  ],
  // "Which catalogs exist?"
  [
    /^\W*(?:(?:which|what) catalogs? (?:exist|are there|do we have|have we(?: got)?)|(?:list|show)(?: me)? (?:all |the |our )*catalogs?)\W*$/iu,
    'number of tables by catalog',
  ],
  // "How much does a run of `etl` cost?"
  [
    /\b(?:how much|what) (?:does|do|did|will) (?:an?|one|each|every|a single|the average|an average) (?:run|execution) of (.{2,60}?) costs?\b(?: us)?(?: on average)?/giu,
    'average cost per run of $1',
  ],
  // "Did `etl` make it through last night?"
  [
    /^(\W*(?:and |so |hey,? )?(?:did|has|have) .{2,60}?) (?:make|made|get|got|go|gone|went|come|came) (?:it )?(?:through|thru)\b(?= (?:last|yesterday|on|this|today|in|at|\w+day)|\W*$)/iu,
    '$1 succeed',
  ],
  // "Which one read the most, and roughly how many terabytes?": a rank has its number.
  [
    /^(\W*(?:and |so )?(?:which|what|who)\b.{3,90}?\b(?:most|least|longest|highest|lowest|biggest|largest|slowest|fewest|top)\b.{0,60}?),? (?:and |& )?(?:roughly |about |approximately |exactly |by )?how (?:many|much)(?: (?:was it|is it|of it|in total|[a-z]{1,12}))?(?: (?:was|is) (?:it|that))?\W*$/iu,
    '$1?',
  ],
  // "How many failed, and by whom?"
  [/^(\W*how many .{3,80}?),? and (?:by|from) (?:whom|who)\W*$/iu, '$1 by user?'],
  // Their number tells how many of them failed.
  [
    /^(\W*how many (?:queries|statements) (?:ran|run|were run|were executed|executed) .{3,80}?),? and how many (?:of (?:those|them|these) )?failed\W*$/iu,
    '$1?',
  ],
  // "How many times did `etl` run, and how many of those failed?"
  [
    /^(\W*how many (?=.{0,60}\b(?:runs?|times|updates)\b)(?!quer|statement).{3,80}?),? and how many (?:of (?:those|them|these) )?(?:failed|succeeded|were successful|went wrong)\W*$/iu,
    '$1 by result?',
  ],
  // "Which tables does `etl` feed?"
  [
    /\b(?:what|which) tables (do|does|did|is|are) (?!(?:this|that|the|my|a) table\b)(?!\S*\w\.\w)(.{2,60}?) (?:feed|fill|filling|feeding|load|loading|populate|populating|produce|producing|output)(?:s|ing)?(?= (?:in|on|since|last|this|from|yesterday|today)\b|\W*$)/giu,
    'which tables $1 $2 write',
  ],
  [
    /\b(?:what|which) tables (?:are|is|were|get) (?:fed|filled|built|made) (?:from|by|out of) (\w+\.[\w.]*\w)/giu,
    'which tables does $1 feed',
  ],
  [
    /\bhow (?:many times|often) (?:did|has|have) (\S+@\S+) (?:query|queried|open|opened|select from) (\w+\.[\w.]*\w)/giu,
    'how many reads of $2 by $1',
  ],
  // "Last week (mon-sun)".
  [/\s*\((?:mon(?:day)?\s*(?:-|–|to)\s*sun(?:day)?|utc|full days?)\)/giu, ''],
  // "`a` or `b` - which one was pricier in October?"
  [
    /^\W*(\S+ or \S+?)(?: ?[-–—,:]|,) ?which (?:one )?(?:was|is|costs?|cost) (?:the )?(?:pricier|dearer|costlier|more expensive)(?: one)?\b(.*)$/iu,
    'which costs more$2 $1',
  ],
  [
    /\bon how many (?:of the )?(last|past) (\d+) days (?:was|were|is|did) (.{2,60}?) ((?:above|over|more than|at least|exceed) .{1,40}?)\W*$/iu,
    'how many days had $3 $4 in the $1 $2 days?',
  ],
  // "What does `etl` cost per day, averaged over the last month?"
  [
    /\bwhat (?:does|did) (.{2,60}?) costs? (?:per|a|each) day,? (?:averaged over|on average (?:over|in)) (.{3,40}?)\W*$/iu,
    'average daily cost of $1 in $2?',
  ],
  [
    /\b(?:who|which user) (runs|ran|sends|sent|issues|issued|fires|fired) the (most|fewest) (queries|statements)\b/giu,
    'who has the $2 $3',
  ],
  [
    /\bwho (?:removed|withdrew|pulled) (?:the )?(?:select|modify|all privileges|usage|execute|read|write)(?: rights?| privileges?| permissions?)? on (\S+) from\b/giu,
    'who revoked permissions on $1 from',
  ],
  [
    /\b(memory|ram|cpu) (?:use|usage|load) of (\S+?),? (?:on average|average|mean)(?: of| over| in)?\b/giu,
    'average $1 of $2 in',
  ],
  [
    /\bhow much data did (?:the )?queries on (\S+) spill(?: to disk)?\b/giu,
    'how much data was spilled on $1',
  ],
  [/\b(run|runs|ran|fail|failed|finish|finished|updated|loaded) for the last time\b/giu, 'last $1'],
  // "Tables that contain an `email` column".
  [
    /\b(?:which|what|list|show)(?: all| the)? tables? (?:that |which )?(?:contain|contains|have|has|with|hold|holds|include) (?:an?|the) [`"']?([\w-]+)[`"']? (?:column|field)\b/giu,
    'which tables have the column `$1`',
  ],
  [
    /,? (?:the )?deleted (?:ones|jobs)? ?(?:are )?(?:not counted|excluded|aside|left out)(?=\W*$)/iu,
    '',
  ],
];
