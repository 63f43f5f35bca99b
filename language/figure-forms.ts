import { begin } from './form-parts.ts';

const more = '(?:highest|most|biggest|largest|greatest|heaviest)';
const fewer = '(?:lowest|least|smallest|fewest)';
const atHour = '(?:at|in|during) (?:which|what) (?:hour|time)(?: of (?:the )?day)?';
const shortest = '(?:fastest|quickest|shortest)';
const longest = '(?:slowest|longest)';
const both = '(?:&|and|\\+|/)';

/** Ways to ask for several figures at once, for extremes and for hours, each with the form that is understood. */
export const figureForms: readonly (readonly [RegExp, string])[] = [
  // "At which hour is the load highest?"
  [
    new RegExp(
      `\\b${atHour} (?:is|was|are|were) (?:the |our )?([^?,]{3,60}?) (?:the )?${more}\\b`,
      'giu',
    ),
    'which hour has the most $1',
  ],
  [
    new RegExp(
      `\\b${atHour} (?:is|was|are|were) (?:the |our )?([^?,]{3,60}?) (?:the )?${fewer}\\b`,
      'giu',
    ),
    'which hour has the least $1',
  ],
  // "Week over week since September": each week, and no comparison of two.
  [
    /\b(day|week|month)[ -](?:over|on)[ -]\1\b(?= (?:since|from|over the|in the last|for the last)\b)/giu,
    'per $1',
  ],
  [/\bhours?-of-(?:the-)?day\b/giu, 'hour of day'],
  // "At what time of day does `etl` usually run?"
  [
    /\b(?:at )?(?:what|which) times?(?:\(s\))? of (?:the )?day (?:does|do|did) (?:the )?(?:job )?(\S+) (?:usually |normally |typically )?(?:run|start)\W*$/giu,
    'runs of $1 by hour',
  ],
  // "Fastest & slowest successful run of `etl`".
  [
    new RegExp(
      `\\b${shortest} ${both} ${longest} ((?:successful|clean|failed) )?(run|update|query)\\b`,
      'giu',
    ),
    '$1shortest $2 and longest $2',
  ],
  [
    new RegExp(
      `\\b${longest} ${both} ${shortest} ((?:successful|clean|failed) )?(run|update|query)\\b`,
      'giu',
    ),
    '$1longest $2 and shortest $2',
  ],
  // "Swap usage anywhere? List clusters & max".
  [
    /\b(swap|cpu|memory|ram)(?: usage| use)? anywhere\?*,? (?:list )?(?:the )?clusters? (?:&|and|with|\+) (?:the )?max(?:imum)?\b/giu,
    'peak $1 by cluster',
  ],
  [/\beach of (?:all )?(?:our|the)\b/giu, 'each'],
  [/\binput (?:\+|&|and|plus) output tokens?\b/giu, 'input tokens and output tokens'],
  // "How many statements spilled last week, and how much in total?"
  [
    /^(\W*)how many (queries|statements) (?:have )?spill(?:ed)?(?: to disk)? ([^?]{3,40}?),? and how much(?: data| gb)?(?: (?:was it|did they spill))?(?: in total| in all| altogether)?\W*$/iu,
    '$1number of $2 that spilled to disk and data spilled $3?',
  ],
  // "Queries over a minute: how many, and by whom?"
  [
    new RegExp(
      `${begin}([^?:]{5,90}?)(?::|,| [-–—]) how many,? and (?:by|from) (?:whom|who)\\W*$`,
      'iu',
    ),
    '$1 by user?',
  ],
  // "Which warehouse has the worst failure rate, and what rate?"
  [
    /^(\W*(?:which|what|who)\b[^?]{3,80}?\b(?:worst|best|highest|lowest|most|least|fewest)\b[^?]{0,60}?),? and (?:(?:at|with) )?(?:what|which) (?:is (?:the|its) )?(?:rate|value|number|figure|percentage|share)(?: is it)?\W*$/iu,
    '$1?',
  ],
  // "Vacuum runs on `a.b.c`, how many failed?"
  [
    new RegExp(
      `${begin}((?:vacuum|compaction|clustering|analyze)s?\\b[^?]{3,60}?),? (?:and )?how many (?:of them |of those )?(?:have )?failed\\W*$`,
      'iu',
    ),
    '$1 by result?',
  ],
  // "All jobs that timed out, with dates"; "unhealthy days of `a.b.c`: dates".
  [/^(\W*[^?]{8,120}?),? (?:with|w\/|including) (?:the |their )?dates\W*$/iu, '$1 by day?'],
  [/^(\W*[^?]{8,120}?)(?:,|:| [-–—]) (?:the )?dates\W*$/iu, '$1 by day?'],
  // "`bi-main`: what size is it now and what was it before?"
  [
    new RegExp(
      `${begin}(?:(?:the )?warehouse )?(\\S+?)(?::|,| [-–—]) (?:what|which) size (?:is it|has it|does it have)(?: now)?,? and (?:what|which)(?: size)? (?:was it|did it have|had it)(?: before)?\\W*$`,
      'iu',
    ),
    'size and previous size of $1?',
  ],
  [
    /\b(?:what|which) size (?:is|has) (?:the )?(?:warehouse )?(\S+)(?: now)?,? and (?:what|which)(?: size)? (?:was it|did it have|had it)(?: before)?\b/giu,
    'size and previous size of $1',
  ],
  // "More streaming or non-streaming requests?"
  [
    /\b(?:do we (?:have|get|see) |are there |is it )?more (?:streaming|streamed)(?: requests)? (?:or|than) (?:non-? ?streaming|unstreamed|not streaming)(?: (?:requests|ones))?/giu,
    'requests by mode',
  ],
  // "The first query after midnight on 17 November, on any warehouse, time please".
  [
    new RegExp(
      `${begin}(?:the )?(?:very )?first (query|statement|run|update|request) (?:after midnight )?(on [^,?]{3,25}),? (?:on|of|in) any \\w+,? (?:the )?(?:exact )?time(?: please)?\\W*$`,
      'iu',
    ),
    'when was the first $1 $2?',
  ],
  // "Memory > 90 % on any node".
  [
    /\b(memory|ram|cpu) ?(?:usage )?(?:>|≥|over|above|more than|beyond|exceeding) ?(\d{1,3}) ?(?:%|percent) (?:on|in|at|for) (?:any|some) (?:node|cluster|machine)s?\b/giu,
    'which clusters had peak $1 over $2 %',
  ],
  // "The median duration of a run over the past month": as long as data is kept.
  [
    /\b(longest|slowest|largest|biggest|highest|shortest|quickest|lowest|smallest)\b([^?]{2,70}?) (?:(?:we|you|they|it) )?(?:have |has )?ever(?: (?:saw|seen|had|recorded|ran|run|got))?\b(?![^?]*\b(?:last|past|this|yesterday|today|since)\b)/giu,
    '$1$2 in the last 365 days',
  ],
  // "The largest row count in the last 365 days in `a.b.c`, and the day".
  [
    new RegExp(
      `${begin}(?:what (?:is|was) )?(?:the )?(largest|biggest|highest|smallest|lowest) daily row count ([^?]{2,80}?),? and (?:on )?(?:which|what|the) (?:day|date)(?: was (?:it|that))?\\W*$`,
      'iu',
    ),
    'which day had the $1 daily row count $2?',
  ],
  // "Has `etl` ever been cancelled by a user? When was the most recent time?"
  [
    /^\W*(?:has|have|was|were) (.{2,60}?) ever (?:been )?([a-z]{3,12}ed)(?: by (?:a|any|some) (?:user|person|human))?\?+ (?:and )?when was (?:it |that )?(?:the )?(?:most recent|last|latest)(?: time| one)?\W*$/iu,
    'when was $1 last $2 in the last 365 days?',
  ],
];
