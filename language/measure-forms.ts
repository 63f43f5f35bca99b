/** Ways to ask for how long, how much or since when, each with the form that is understood. */
export const measureForms: readonly (readonly [RegExp, string])[] = [
  // "Since the start", "of all time": system tables keep a year.
  [
    /(?:,| [-–—])? (?:since|from) (?:the )?(?:very )?(?:start|beginning)(?: of (?:the )?(?:records?|data|history|time|logs?|measurements))?(?: on)?(?=\s*(?:$|[?.,;!]))/giu,
    ' in the last 365 days',
  ],
  [
    /(?:,| [-–—])? (?:of|for|over|across|in) all (?:the )?time(?=\s*(?:$|[?.,;!]))|, all time(?=\s*(?:$|[?.,;!]))/giu,
    ' in the last 365 days',
  ],
  [
    /,? ?\b(?:(?:for |over |in )?all (?:the )?(?:months|weeks|days|data|history) (?:that )?(?:we|you) have|since the (?:very )?beginning(?: of (?:the )?(?:records?|recording|time|data|history)\b)?(?! of\b)|over all time|of all time|all[- ]time)\b/giu,
    ' in the last 365 days',
  ],
  // "A single time", "at all": what never failed has all of its runs well.
  [
    /\b(?:the )?(jobs|pipelines) (?:that |which )?(?:have not|haven['’]?t|had not|hadn['’]?t|did not|didn['’]?t) (?:ever )?(?:fail|failed|break|broken)(?: (?:a single time|even once|once|at all|one time))?\b(.*?)(?:[:,–-] *which(?: ones?)? (?:are they|are those|is it))?\W*$/iu,
    'which $1 have the highest success rate with no failure$2?',
  ],
  [
    /\bhighest success rate( with no failure)? in (\d+ (?:days|weeks))\b/giu,
    'highest success rate$1 in the last $2',
  ],
  // "How many minutes pass between start and end of `etl`?"
  [
    /\bhow (?:many (?:minutes|hours|seconds)|much time|long) (?:pass(?:es)?|goes by|go by|lies?|is there|elapses?|is it) between (?:the )?(?:start|begin(?:ning)?) and (?:the )?(?:end|finish) of (?:the )?(?:job |pipeline )?(\S+?)(?=\s*[?.,]|\s|$)/giu,
    'how long does $1 take',
  ],
  [/\baverage (run|update|query) (?:lasts?|takes?|is) how long\b/giu, 'average $1 duration'],
  // "Cpu `ml-lab` last 3 days, avg + peak".
  [
    /^[^\p{L}\d]*(cpu|memory|ram) (?:of |on |for )?(\S+) ([^,?]{3,40}?),? (?:average|avg|mean) (?:\+|&|and) (?:peak|max(?:imum)?)\W*$/iu,
    'average $1 and peak $1 of $2 $3?',
  ],
  [
    /\b(?:average|avg|mean) (?:\+|&|and) (?:peak|max(?:imum)?) (cpu|memory|ram)\b/giu,
    'average $1 and peak $1',
  ],
  // "`ml-lab` hows the load, per day".
  [/^[^\p{L}\d]*(\S+)[,:]? how is (?:the |its )?(load|cpu|memory)(?: usage)?,? /iu, '$2 of $1 '],
  [
    /\b(?:people|users|persons)(?: (?:who|that))? (?:used|were using|worked on|ran something on) (?:a|any|the|our|some) (?:sql )?warehouses?\b/giu,
    'users that ran queries',
  ],
  // "Timeouts (RUN_EXECUTION_TIMEOUT)": the code says the same.
  [/\b(timeouts?|timed out) \(\s*[A-Z_]*TIMED?_?OUT[A-Z_]*\s*\)/gu, '$1'],
  // "Total bytes readed by dashboards".
  [
    /\b(?:bytes|gb|gigabytes|data|rows) (?:readed|read|scanned) by (?:our |the |all )?dash ?(?:boards|bords)\b/giu,
    'data read by dashboard queries',
  ],
  // "The highest memory usage on average".
  [
    /\b(highest|lowest|largest|smallest|most|least) (memory|ram|cpu)(?: use| usage| load)? on average\b/giu,
    '$1 average $2',
  ],
];
