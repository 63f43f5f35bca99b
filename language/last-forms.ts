import { begin } from './form-parts.ts';

const thing = '(?:the )?(?:(?:job|table|pipeline|view) )?';
/** How somebody says that a run ended well. */
const well =
  '(?:ok(?:ay)?|fine|well|cleanly|clean|green|(?:all )?right|properly|correctly|without (?:any |an )?(?:errors?|problems?|issues?|failures?|hiccups?))';

/** Ways to ask when something was last, and whether all of it was so, each with the form that is understood. */
export const lastForms: readonly (readonly [RegExp, string])[] = [
  // "When did `etl` last run thru ok?"
  [
    new RegExp(
      `\\blast (?:run|ran|go|went|finish|finished|complete|completed|end|ended)(?: through| thru| all the way)? ${well}(?=\\W|$)`,
      'giu',
    ),
    'last succeed',
  ],
  [
    new RegExp(
      `\\b(?:run|ran|go|went|gone|finish|finished|come|came)(?: through| thru)? ${well} (?:for the )?last(?: time)?(?=\\W|$)`,
      'giu',
    ),
    'last succeed',
  ],
  // "Last time `a.b.c` was written to?"
  [
    new RegExp(
      `${begin}(?:the )?last time (?:that )?${thing}([\\w.\`"']*\\.[^\\s,]+) (?:was|got|has been|is) (writt?en|read|updated|loaded|changed|modified|queried)(?: to| from)?\\W*$`,
      'iu',
    ),
    'when was $1 last $2?',
  ],
  [
    new RegExp(
      `${begin}(?:when (?:was|is) )?(?:the )?(?:last|latest|most recent) write (?:to|of|on|into) ${thing}([^\\s,?]*\\.[^\\s,?]+)\\W*$`,
      'iu',
    ),
    'when was $1 last written?',
  ],
  // "`etl`: did all of its runs succeed in the last 7 days?"
  [
    new RegExp(
      `${begin}(?:the )?(?:job |pipeline )?([^\\s,:]+)(?:,|:| [-–—]) (did|have|has) (all|any|some|none|each) (?:one )?of its (runs?|updates?)\\b`,
      'iu',
    ),
    '$2 $3 $4 of $1',
  ],
  // "Tables flagged unhealthy".
  [
    /\b(?:flagged|marked|rated|reported|judged|found|classified|shown) (?:as |to be )?(unhealthy|healthy|stale|incomplete|fresh|unknown)\b/giu,
    '$1',
  ],
  // "Which tables does `a.b.c` read from?"
  [
    new RegExp(
      `\\b(?:from )?(?:which|what) (?:tables?|sources?|views?) (?:does|do|did|is|are) ${thing}([^\\s,?]+\\.[^\\s,?]+) (?:read|reading|pull|pulling|draw|take|taking|get|select|selecting|fetch|built|build)(?: (?:its|their|the) (?:data|rows))?(?: (?:from|on|upon))?(?=\\W*$)`,
      'iu',
    ),
    'which tables does $1 come from',
  ],
  // "On the most days of the past 90?"
  [
    /\b(days?|weeks?|months?|hours?) (of|in|out of) the (past|last) (\d+)(?=\W*$)/iu,
    '$1 $2 the $3 $4 days',
  ],
  // "Is `etl` still running or done?"
  [
    /\b(still (?:running|going|in progress|active|open|on|up)),? or (?:(?:is it |has it |already |it )*(?:done|finished|over|ended|complete[d]?|stopped|through|not|down|off|closed))(?=\W*$)/iu,
    '$1',
  ],
  // "How long did it take in October and how long last week?"
  [
    /\b(how (long|much|many|often)\b[^?]{5,90}?)[,;]? and how \2 (?:was it |did it (?:take )?|were there )?((?:in |on |during )?(?:the )?(?:last|this|previous|week before|month before|day before|yesterday|today)\b[^?]{0,30}?)(?=\W*$)/iu,
    '$1 compared to $3',
  ],
  // "What does it cost on an average day, say over the last 7 days?"
  [
    /\bwhat (?:does|did|do|is) ([^?,]{2,60}?) (?:cost|costs)(?: us)? (?:on|per) (?:an? |the )?(?:average|typical|normal|usual) day,?(?: say| about| roughly)?(?= |\W*$)/iu,
    'average daily cost of $1',
  ],
  // "Stale in the check of 17 Nov".
  [
    /\bin the (?:checks?|scans?|quality (?:checks?|scans?)) (?:of|on|from) (?=\d|yesterday|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d)/giu,
    'on ',
  ],
  // "This week and last week next to each other".
  [
    /\b(this|last|the last|the past) (\w+),? (?:and|vs\.?|versus|next to|against|with) (the week before|the month before|the day before|last \w+|this \w+|the previous \w+)(?:,? (?:next to each other|side by side|in comparison|each|both|compared))(?=\W*$)/iu,
    '$1 $2 compared to $3',
  ],
];
