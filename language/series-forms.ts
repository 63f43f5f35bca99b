import { monthNamed, monthPattern } from './time/dates.ts';

const months = monthPattern.split('|');
const and = '\\.?(?: ?[/,&] ?(?:and )?| and | vs\\.? )';

/** "September / October / November": a range of months, one row each. */
const threeMonths = months
  .slice(0, -2)
  .map((first, n): readonly [RegExp, string] => [
    new RegExp(
      `(?:[,:]|[ ][-–—])? ?(?:\\b(?:in|for|over|during|of) )?\\b${first}${and}${months[n + 1] ?? ''}${and}${months[n + 2] ?? ''}(?:,? (?:each|by month|per month|month by month|respectively))?(?=\\W*$)`,
      'iu',
    ),
    ` by month in ${monthNamed(n)} to ${monthNamed(n + 2)}`,
  ]);

const date = `(?:\\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:${monthPattern})|(?:${monthPattern}) \\d{1,2})`;
const weekday = '(?:mon|tues|wednes|thurs|fri|satur|sun)days?';

/** Ways to ask for several times side by side, each with the form that is understood. */
export const seriesForms: readonly (readonly [RegExp, string])[] = [
  ...threeMonths,
  // "Compare the failures of the week of 2 November and the week of 9 November for every job."
  [
    new RegExp(
      `^[^\\p{L}\\d]*(?:compare |comparison of )?(?:the )?([^,?]{3,60}?),? (?:(?:of|in|for|between|from) )?(?:the )?week of (${date})(?:,| and| against| with| to| vs\\.?| versus) (?:the )?week of (${date})([^?]{0,40}?)\\W*$`,
      'iu',
    ),
    '$1$4 in the week of $3 compared to the week of $2',
  ],
  // "Are there more failures on Mondays than on other days?"
  [
    new RegExp(
      `^[^\\p{L}\\d]*(?:are there|were there|do we have|did we have|do we see|is there) (?:usually |generally )?more ([^?,]{3,40}?) on (?:a )?${weekday} than (?:on )?(?:the )?(?:other|rest of the|any other|all other) (?:days?|weekdays?|week)\\b`,
      'iu',
    ),
    'which weekday has the most $1',
  ],
  [/\b(weekday has the most )(?:failures|fails)\b/giu, '$1failed runs'],
  // "At which hour of the day is `bi` most busy?"
  [
    /^[^\p{L}\d]*(?:at|in|during) (?:which|what) (?:hour|time)(?: of (?:the )?day)? (?:is|was|are) (?:the )?(?:warehouse )?(\S+) (?:the )?(?:most busy|busiest|most loaded|most used)\b/iu,
    'which hour has the most queries on $1',
  ],
  // "Has the median query got slower?"
  [
    /\b(has|have|did) (?:the |our )?(median|p90|p95|p99|average|mean) (query|run) (?:got|gotten|get|become|became|grown) (?:any )?(?:slower|longer)\b/giu,
    '$1 the $2 $3 duration increased',
  ],
  // "`churn_model_training`, is it getting slower? Median minutes by week".
  [
    /^[^\p{L}\d]*(?:the )?(?:job |pipeline )?([^,?]{2,60}?)[,:;]? (?:is|are) (?:it|they) (?:getting|becoming) (?:slower|faster|longer|shorter|worse|better)\?\s*((?:median|average|mean|p90|p95|p99)[^?]{3,60}?)\W*$/iu,
    '$2 of $1',
  ],
  // "When was `etl` green the last time?"
  [
    /\bwhen was (?:the )?(?:job |pipeline )?(\S+) (?:green|successful|ok|okay|fine) (?:for )?(?:the )?last time\b/giu,
    'when did $1 last succeed',
  ],
  [/\bb4(?= )/giu, 'before'],
  // "Nobody reads them since 30 days".
  [/\bsince (\d+ (?:days|weeks|months|hours))(?=\W*$)/iu, 'in the last $1'],
  // "All healthy except… how many were not?": what somebody began to say.
  [
    /^(?:all|everything|everybody|nothing|none|ok|okay|so|well|hm+)\b[\p{L} ]{0,40}(?:…|\.{3}) (?=(?:how|which|what|who|when) )/iu,
    '',
  ],
  // "The last five runs of `etl` with start and end": they may be older than a week.
  [
    /^(?!.*\b(?:in|since|on|this|today|yesterday|week|month)\b)([^?]*\b(?:last|latest) (?:\d+|two|three|four|five|six|ten) (?:runs|updates) of [^?,]{2,50}?(?: with [^?.]{2,40})?)(?=\W*$)/iu,
    '$1 in the last 90 days',
  ],
  // "`etl` how long has it been broken, since when no success?"
  [
    /^[^\p{L}\d]*(?:the )?(?:job |pipeline )?(\S+?)[,:]? how long has it been (?:broken|failing|red|down)\b(?:,? (?:i\. ?e\.|that is|so)?,? ?since when (?:is there )?(?:no|without) (?:success|successful run))?/iu,
    'since when is $1 failing',
  ],
  // "The p90 duration of `etl` before and after 1 October".
  [
    new RegExp(`^([^?]{6,80}?),? before and after (${date}(?: 20\\d\\d)?)\\W*$`, 'iu'),
    '$1 since $2 compared to before',
  ],
  // "When did `bi` last start and when did it last stop?"
  [
    /\bwhen did (?:the )?(?:warehouse )?(\S+) last (start|stop)(?:,| and|, and) (?:when (?:did (?:it|that) )?)?last (start|stop)\b/giu,
    'last $2 and last $3 of $1',
  ],
];
