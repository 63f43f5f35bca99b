/** Ways to ask about tables and columns, each with the form that is understood. */
export const tableForms: readonly (readonly [RegExp, string])[] = [
  // A count of tables leaves out views.
  [/,? \(?views (?:are )?(?:not counted|not included|excluded|left out|aside)\)?(?=\W*$)/iu, ''],
  [
    /\bwith neither (?:an? )?([\w-]+) tags? nor (?:an? )?([\w-]+) tags?\b/giu,
    'without $1 tag and without $2 tag',
  ],
  [
    /\bhow many col(?:umn|um)s (?:are )?(?:named|called) [`"']?(\w+)[`"']?(?: (?:exist|are there|do we have))?(?: (?:across|in|over|among) (?:all )?(?:of )?(?:the |our )?tables)?(?=\W*$)/iu,
    'how many tables have the column `$1`',
  ],
  [
    /\b(?:which|what) columns (?:does|do|has) (?:the )?(?:table )?(\S+) have,? (?:and )?(?:of|with|in) (?:what|which) (?:data )?types?\b(?: (?:are they|each))?/giu,
    'list the columns of $1 with their type',
  ],
  // "`a.b.c` – latest commit time seen by the monitor?"
  [
    /^[^\p{L}\d]*(?:the )?(?:table )?(\S+?)(?: [-–—]|[:,]) (?:what is )?(?:the |its )?(?:latest|last|newest) commit(?: time| date)?(?: (?:known|seen)(?: by (?:the )?monitor(?:ing)?)?)?\W*$/iu,
    'how did the latest scan of $1 turn out?',
  ],
  // "Vacuum on `a.b.c` – when last, did it work?"
  [
    /^[^\p{L}\d]*(vacuum|compaction|clustering|analyze) (?:on|of|for) (?:the )?(?:table )?(\S+?)(?: [-–—]|[:,]) (?:when last|last when|when was the last(?: one)?)(?:,? (?:and )?(?:did (?:it|that) (?:work|succeed)|with (?:what|which) result))?\W*$/iu,
    'when was the last $1 of $2 by result?',
  ],
  // "First time that `a.b.c` failed its completeness check?"
  [
    /^[^\p{L}\d]*(?:when was )?(?:the )?first time (?:that |when )?(?:the )?(?:table )?(\S+) (?:failed|did not pass|didn['’]t pass) (?:its|the|a) completeness (?:check|scan)\b/iu,
    'when was $1 first incomplete',
  ],
  [
    /^[^\p{L}\d]*(?:when was )?(?:the )?first time (?:that |when )?(?:the )?(?:table )?(\S+) (?:failed|did not pass|didn['’]t pass) (?:its|the|a) freshness (?:check|scan)\b/iu,
    'when was $1 first stale',
  ],
  // "`a.b.c`, last good check before it turned stale, which date?"
  [
    /^[^\p{L}\d]*(?:the )?(?:table )?(\S+?)[,:]? (?:the )?last (?:good|healthy|ok) (?:check|scan|day)(?: before it (?:turned|went|became|got) (?:stale|unhealthy|bad|red))?,? (?:on )?(?:which|what) (?:date|day)\W*$/iu,
    'when was $1 last healthy?',
  ],
  // "`a.b.c` completeness problems in November, on which days?"
  [
    /^[^\p{L}\d]*(?:the )?(?:table )?(\S+) completeness (?:problems|issues|failures)([^?]{0,40}?),? (?:and )?on (?:which|what) (?:days|dates)\W*$/iu,
    'incomplete scans of $1 by day$2?',
  ],
  [
    /\bwho owns (?:the |our )?tables (?:that |which )?(?:are )?(?:failing (?:their |the )?(?:checks|scans)|unhealthy)\b(?: (?:right )?now| currently| at the moment)?/giu,
    'which owners have unhealthy tables',
  ],
  [/\b(come|comes|coming) from exactly\b/giu, '$1 from'],
  // "The longest unhealthy streak, any table".
  [
    /^[^\p{L}\d]*(?:what (?:is|was) )?(?:the )?(longest unhealthy streak(?: in days)?),? (?:of |for )?(?:any|all|over all) tables?\b/iu,
    'which table has the $1',
  ],
  [/\b(last )?chang(?:d|de)(?=\W*$)/giu, '$1changed'],
];
