import { monthPattern } from './time/dates.ts';

const grow =
  '(?:change|grow|rise|fall|drop|increase|decrease|climb|shrink|decline|go (?:up|down)|get (?:dearer|cheaper|more expensive))';

const month = `(?:(?:early|late) )?(?:${monthPattern})(?: \\d{4})?`;
const day =
  '(?:last |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: the \\d{1,2}(?:st|nd|rd|th))?|yesterday|today|the day before yesterday|\\d{1,2}\\.? (?:of )?(?:january|february|march|april|may|june|july|august|september|october|november|december)';
/** What a thing is, before its name. */
const kind = '(?:(?:the )?(?:job|pipeline|warehouse|cluster|workspace|team|endpoint|table) )?';
/** "`a` or the job `b` –": two things before the question which of them it is. */
const pair = `^\\W*(?:between )?(${kind}\\S+ (?:or|and|vs\\.?) ${kind}\\S+?)(?: ?[-–—,:;?]|,) ?`;
const time = `(?:${month}|${day})`;

/** Ways to ask for a number, each with the form that is understood. */
export const numberForms: readonly (readonly [RegExp, string])[] = [
  // "By how much did the bill grow from September to October?"
  [
    new RegExp(
      `\\b(?:by |(?:and )?)(?:how much|what amount|how many (?:usd|dollars)|(?:what|how many|which) (?:percentage|percent|%|per cent)) (?:did|has|have) (?:the |our |my )?(.{1,60}?) (?:been )?${grow} (?:from|between) (\\w+(?: \\d{4})?) (?:to|and) (\\w+(?: \\d{4})?)`,
      'giu',
    ),
    '$1 in $3 compared to $2',
  ],
  // "How many updatePermissions last week?"
  [
    /^(\W*[Hh]ow many [a-z]{2,}(?:[A-Z][a-z\d]+)+)(?= (?:last|this|on|in|since|yesterday|today|per|by)\b|\W*$)/u,
    '$1 events',
  ],
  [/^(\W*how many .*?)(?: [-–—]|[,:]) *how many\W*$/iu, '$1?'],
  // "Tables unhealthy right now, how many?"
  [
    /^\W*(?!(?:how|which|what|who|when)\b)(.{3,90}?)(?:,| [-–—]|[:?.])\s*how many(?: (?:of them|are there|were there|is it|was it|in total|in all|altogether))?\W*$/iu,
    'how many $1',
  ],
  // "`a` or `b` – which of the two failed more often?"
  [
    new RegExp(
      `${pair}(?:which|who)(?: one)?(?: of (?:the two|them|these|both|those))? (?:has |had |have |did )?(?:(?:eat|eats|ate|eaten|burn(?:s|ed|t)?|consume[ds]?|swallow(?:s|ed)?|took|takes|need(?:s|ed)?|used?|uses|spent|spends?|cost|costs|is|was|were) )?(?:up )?(?:more (?:money|expensive|costly|cash|budget|spend)|(?:the )?(?:pricier|dearer|costlier)(?: one)?|more(?=\\s*(?:$|[?.,;]|(?:last|this|in|on|since|yesterday|today|over|during|per|for|of)\\b)))\\b([^?.]*)[?.\\s]*$`,
      'iu',
    ),
    'which costs more$2, $1',
  ],
  [
    new RegExp(
      `${pair}which(?: one)?(?: of (?:the two|them|these|both|those))? ((?:had|has|have|got|gets) (?:more|fewer|the most|the fewest) [^?.,]*|(?:failed|fails|broke|crashed|ran|runs|took|takes|waited) (?:more|longer|slower|less)\\b[^?.]*)[?.\\s]*$`,
      'iu',
    ),
    'which $2, $1',
  ],
  // "Is the `a` cluster the more expensive one compared to `b`?"
  [
    /^\W*(?:is|was|are|were) (?:the )?(\S+)(?: (?:cluster|job|warehouse|pipeline|workspace|team|endpoint))? (?:the )?(?:more expensive|pricier|dearer|costlier)(?: one)?,? (?:than|compared (?:to|with)|as against|vs\.?) (?:the )?(\S+?)(?=[,;:?.]|\s|$)(.*)$/iu,
    'which costs more, $1 or $2$3',
  ],
  [/\bwhich of (?:our|the|my|these|those|all(?: the| our)?) (?=\p{L}+s\b)/giu, 'which '],
  [
    /\bsince (?:when|what (?:day|date)) (?:is|has|was) (?:the )?(?:warehouse |cluster )?(\S+) (?:been )?(?:sized|(?:set|scaled|resized) to|of size|on size)\b.*$/iu,
    'when was $1 last resized?',
  ],
  // "The share of SQL warehouses in the costs": of all of them.
  [
    /\b(share|part|percentage|proportion|fraction|percent) of (?:the |our )?((?:sql |databricks )?(?:warehouses|jobs|pipelines|apps)|(?:model )?serving endpoints) (?:in|of|from) (?=.*\b(?:costs?|spend|spending|bill|money|total|expenses)\b)/giu,
    '$1 of all $2 in ',
  ],
  // "How many statements needed more than one minute?"
  [
    /\b(quer(?:y|ies)|statements?) (?:that |which )?(?:have |had )?(?:took|take|taking|need|needed|lasted|last|lasting|ran|run|running|required) (?:for )?(?:longer than|more than|over|above|beyond) (?=(?:\d[\d.]*|one|two|three|four|five|ten|an?|half an?)[ -]?(?:ms|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)\b)/giu,
    '$1 ran longer than ',
  ],
  // "Since which date is `ana` member of admins?"
  [
    /^\W*(?:since|from) (?:when|w(?:h)?ich (?:date|day)|what (?:date|day)) (?:on )?(?:is|are|has|have|was) (\S+)(?: been)?(?: an?)? (?:member of|in|part of)(?: the)? ([^\s?.!]+)(?: group)?\W*$/iu,
    'when was $1 added to the $2 group?',
  ],
  [
    /^\W*(?:since|from) (?:when|w(?:h)?ich (?:date|day)|what (?:date|day)) (?:on )?(?:is|are|has|have|was) (\S+)(?: been)?(?: an?)? admin(?:istrator)?\W*$/iu,
    'when was $1 made admin?',
  ],
  [/\bsince w(?:h)?ich (date|day|time)\b/giu, 'since what $1'],
  // "On which day did the freshness of `a.b.c` turn bad?"
  [
    /^\W*(?:(?:the )?(?:table )?(\S+\.\S+\.[^\s:,?]+)[:,]? )?(?:on (?:which|what) (?:day|date)|when) (?:did|has|have) (?:the )?freshness(?: of (?:the )?(?:table )?(\S+?))? (?:turn(?:ed)?|go(?:ne)?|become|get|got)(?: to)? (?:bad|unhealthy|stale|red|worse)\W*$/iu,
    'since when is $1$2 stale?',
  ],
  [
    /^\W*(?:on (?:which|what) (?:day|date)|when) (?:did|has) (?:the )?(?:table |job |pipeline )?(\S+) (?:turn(?:ed)?|go(?:ne)?|become|get|got|start(?:ed)?(?: to (?:be|fail))?|begin)(?: to (?:be|fail))? (unhealthy|stale|red|failing|bad|incomplete)\W*$/iu,
    'since when is $1 $2?',
  ],
  // "Which account took the SELECT away?"
  [
    /\b(?:which|what) (?:user|account|person|colleague|principal|identity) (?=(?:took|takes|revoked|removed|granted|gave|gives|changed|deleted|dropped|created|edited|paused|resized|added|started|stopped)\b)/giu,
    'who ',
  ],
  [
    /\b(?:took|take|taken|takes|removed|removes|withdrew|stripped) (?:the |away )?(?:select|modify|all privileges|usage|execute|read|write|access|rights?|privileges?|permissions?)(?: rights?| privileges?| permissions?| access)? (?:away )?(?:on|to) (\S+) (?:away )?from (?=\S)/giu,
    'revoked permissions on $1 from ',
  ],
  // "Any table that got no data since Saturday?"
  [
    /^\W*(?:are there |is there )?(?:which|what|any|list) (?:of our )?tables? (?:that |which )?(?:(?:have|has|had|got|get|gets|received|receive|saw|see) (?:had |got |seen |received )?no (?:new |fresh )?(?:data|rows|updates?|loads?|records)|did(?: not|n['’]t) (?:get|receive|see) (?:any )?(?:new |fresh )?(?:data|rows|updates?|records))(?= |\W*$)/iu,
    'which tables are stale',
  ],
  // "How big is the queue on `bi` right now?"
  [
    /\bhow (?:big|long|deep|bad|full|large) is (?:the |our )?(?:query )?queue (?=(?:on|of|at|in|for)\b)/giu,
    'how much waiting is there ',
  ],
  // "How long did it take on Friday and how long on Tuesday?", "the cost for Sept and for Oct, both figures".
  [
    new RegExp(
      `^(\\W*.{8,120}?),? (on|in|for) (${time}),? and (?:how (?:long|many|much)|what)(?: was (?:it|that))?,? (on|in|for) (${time})\\W*$`,
      'iu',
    ),
    '$1 $4 $5 compared to $3',
  ],
  [
    new RegExp(
      `^(\\W*.{8,120}?),? (on|in|for) (${time}),? and (on|in|for) (${time}),? (?:both (?:figures|numbers|values)(?: please)?|each)\\W*$`,
      'iu',
    ),
    '$1 $4 $5 compared to $3',
  ],
  // "Failures so far in November against the whole of October - how many in each?"
  [
    new RegExp(
      `^(\\W*.{4,90}?),? (?:so far )?in (${month}) (?:against|versus|vs\\.?|compared to) (?:the whole (?:of|month of) |all of )?(${month}) ?[-–—,:] ?how many(?: (?:in|for) each)?\\W*$`,
      'iu',
    ),
    'how many $1 in $2 compared to $3',
  ],
  // "Even one single update": any.
  [/\b(?:even )?(?:one|a) single\b|\beven (?:one|a)\b/giu, 'any'],
  [/\bdis[ck](?=s?\b)/giu, 'disk'],
  // "Fed straight from `a.b.c`".
  [
    /(?<=\b(?:fed|filled|built|made|loaded|populated|derived|read)) (?:straight|directly|only|immediately) (?=(?:from|by|out of|into)\b)/giu,
    ' ',
  ],
  // "Percentage of statements on `bi-main` ending in FAILED".
  [
    /\b(?:percentage|percent|share|proportion|fraction|rate) of (?:all )?(?:the )?(statements|queries|runs|updates)((?: [^?,]{2,40}?)??) (?:ending|ended|that ended|which ended|finishing|that finished) (?:in|as|with) (?:the state |state )?(failed|canceled|cancelled|timed ?out|skipped|succeeded)\b/giu,
    'share of $3 $1$2',
  ],
  // "How many queries had to wait for free capacity": all that waited, waited for that.
  [
    /\b(had to wait|waited|were waiting|have waited|wait) for (?:(?:any )?(?:free|more|spare) (?:capacity|slots?|resources|clusters?)|a (?:free )?slot)\b/giu,
    '$1',
  ],
  // "How many times were query results downloaded?"
  [
    /\bhow (?:many times|often) (?:were |was |have |has )?(?:been )?(?:the )?query results? (?:were |was |been )?(?:downloaded|exported)\b/giu,
    'number of result downloads',
  ],
  // "How many monitored tables came out unhealthy in yesterday's check?"
  [
    /\bhow many (?:monitored |checked |scanned )?tables (?:came out|turned out|were found|were judged|ended up) (?:as )?(unhealthy|healthy|stale|incomplete)\b(?: (?:in|at|by) (yesterday|today)(?:['’]s)? (?:quality )?(?:check|scan)s?)?/giu,
    'how many tables were $1 $2',
  ],
];
