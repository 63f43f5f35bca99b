/** Things that rows can be counted by. */
const things =
  'jobs?|pipelines?|warehouses?|users?|tables?|clusters?|workspaces?|endpoints?|teams?|applications?|tasks?|catalogs?|schemas?|owners?|dashboards?';
const states =
  '(?:completed|succeeded|successful|successes|ok|failed|failures|cancell?ed|cancellations|timed out|timeouts)';
const share = '(?:share|percentage|percent|part|proportion|fraction)';

/** "`a`: share of …", where the name has two groups before it. */
const shareOf = (named: string): RegExp =>
  new RegExp(
    `^[^\\p{L}\\d]*${named}(?::| [-–—]) ?(?:what |which )?(${share}) of (?!all\\b|total\\b|the (?:total|whole)\\b|our\\b)([^,?]{3,80}?)(,[^?]{2,40})?\\W*$`,
    'iu',
  );

/** Ways to ask for numbers of things, each with the form that is understood. */
export const tallyForms: readonly (readonly [RegExp, string])[] = [
  [/\bw\/o(?= )/giu, 'without'],
  [/,? if (?:there (?:are|is|were|was) )?any(?=\W*$)/iu, ''],
  [/\b(?:timeout|time[- ]out) counts?\b/giu, 'number of timeouts'],
  // "The endpoint `assistant`: share of requests answered with 429": not what it has of all.
  [shareOf('(?:the )?(\\S+) (endpoint|warehouse|job|pipeline)'), '$3 of $4 of the $2 $1$5'],
  [shareOf('(?:the )?()(?:(?:endpoint|warehouse|job|pipeline) )?(\\S+?)'), '$3 of $4 of $2$5'],
  // "Queries longer than a minute, count by warehouse, yesterday".
  [
    new RegExp(
      `^[^\\p{L}\\d]*(?!(?:how|which|what|who)\\b)([^?]{4,80}?),? count(?:s|ed)? (?:by|per) (${things})(?![\\w-])`,
      'iu',
    ),
    'number of $1 by $2',
  ],
  // "Rank our warehouses by number of failed queries".
  [
    new RegExp(
      `^[^\\p{L}\\d]*(?:please )?rank (?:all |our |the )*(${things}) (?:by|on|according to) (?:the |their )?(?:number|count|amount) of `,
      'iu',
    ),
    'which $1 has the most ',
  ],
  // "`web_sessions` updates: how many were stopped (cancelled) and on which dates?"
  [
    /^[^\p{L}\d]*(?:pipeline |job )?([^?:]{2,50}?) (updates|runs)[:,] how many (?:was|were|got) (?:stopped \()?(cancell?ed|failed|skipped)\)?,? and (?:on )?(?:which|what) (?:dates|days)\b/iu,
    '$3 $2 of $1 by day',
  ],
  // "Who spills the most to disk?"
  [
    /^[^\p{L}\d]*(?:who|which users?) spills? (?:the )?most(?: data)?(?: to (?:the )?disk)?\b(?:[?.,]* (?:the )?top (?:three|five|ten|\d+)(?: names| users| people)?(?: with (?:the |their )?(?:bytes|amounts?|volumes?|numbers))?)?/iu,
    'which user spilled the most data to disk',
  ],
  [/\bworker range\b/giu, 'min workers and max workers'],
  [/,? with (?:the |their )?(?:counts?|frequency|frequencies)(?=\W*$)/iu, ''],
  [
    /\b(?:which|what) (?:data |file |storage )*formats? (?:are|is) (?:our |the |all )*tables? (?:stored|saved|kept|written) in\b/giu,
    'number of tables by format',
  ],
  // "What termination codes have we had on `etl`?"
  [
    /\b(?:which|what) (?:termination|error) codes? (?:have we (?:had|seen|got)|did we (?:have|see|get)|do we (?:have|see|get)|were there|are there|occurred) (?:on|for|in|with|at) (?:the )?(?:job )?(\S+?)(?=[,?.]|\s|$)/giu,
    'runs of $1 by termination code',
  ],
  // "Shortest successful run of `etl` so far?"
  [
    /\b(?:shortest|quickest|fastest) (successful|succeeded|failed|cancelled) (run|update)s? of\b/giu,
    'shortest duration of $1 $2s of',
  ],
  [
    /(?<!(?:&|and|or) )\b(?:longest|slowest) (successful|succeeded|failed|cancelled) (run|update)s? of\b/giu,
    'longest duration of $1 $2s of',
  ],
  [/\b(duration of [^?]{4,80}?) so far(?=\W*$)/iu, '$1 in the last 90 days'],
  // "Jobs that have not succeeded even once".
  [
    /(?:\bfor )?\b(?:(?:a |the )?list of |which |list )?(?:the )?(jobs|pipelines) (?:that |which )?(?:have not|haven['’]t|had not|did not|didn['’]t) (?:succeeded|succeed)(?: (?:even once|once|at all|a single time|ever))?\b/giu,
    'which $1 have the lowest share of succeeded runs',
  ],
  [
    /^[^\p{L}\d]*(?:has|have|did) (?:every|each|all)(?: the| our| of our)?(?: scheduled)? (job|pipeline)s? (?:succeeded|succeed) at least once\b/iu,
    'which $1s have the lowest share of succeeded runs',
  ],
  [/,? all but (?:the )?(?:job |pipeline |warehouse )?(\S+?)(?=\W*$)/iu, ' except $1'],
  // "Pipelines: completed / failed / cancelled, last 7 days, per name".
  [
    new RegExp(
      `^[^\\p{L}\\d]*jobs[:,] ${states}(?: ?/ ?|, ?)${states}(?:(?: ?/ ?|, ?)${states})?([^?]{0,40}?),? (?:per|by|for each) (?:name|job)\\W*$`,
      'iu',
    ),
    'runs by job and result$1',
  ],
  [
    new RegExp(
      `^[^\\p{L}\\d]*pipelines[:,] ${states}(?: ?/ ?|, ?)${states}(?:(?: ?/ ?|, ?)${states})?([^?]{0,40}?),? (?:per|by|for each) (?:name|pipeline)\\W*$`,
      'iu',
    ),
    'updates by pipeline and result$1',
  ],
  // "Did `web_sessions` have an update that took more than 45 minutes?"
  [
    /\b(did|does|has) (?:the )?(?:job |pipeline )?([^?,]{2,60}?) (?:have|had) (?:an?|any) (update|run) (?:that |which )?(?:took|lasted|ran|needed) (?:more|longer) than\b/giu,
    '$1 any $3 of $2 take longer than',
  ],
  // "Total hours that `prod-serving` was running".
  [
    /^[^\p{L}\d]*(?:the )?(?:total |number of )*hours (?:that |which )?(?:the )?(?:warehouse )?(\S+) (?:was|has been|were) (?:running|up|on)\b/iu,
    'how many hours did the warehouse $1 run',
  ],
  [
    /\b([45]xx|[45]\d\d)s?(?: errors| answers| responses)? from (?:the |our |all |model |serving )*endpoints\b/giu,
    '$1 requests',
  ],
  [
    /,? (jobs|pipelines) (?:overall|altogether)(?=[,:]|\s*$|\s+(?:in|by|since|per)\b)/giu,
    ' of all $1',
  ],
];
