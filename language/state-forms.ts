import { begin } from './form-parts.ts';

const split = '(?:,|:| [-–—])';
/** A name, with the kind of thing that it is of or without. */
const named = '((?:(?:the )?(?:job|table|pipeline|warehouse|cluster|endpoint) )?[^\\s,:]+)';

/** Ways to ask how things stand and which of two is the better one, each with the form that is understood. */
export const stateForms: readonly (readonly [RegExp, string])[] = [
  // "Jobs in `prod-eu`, list with last state".
  [
    new RegExp(
      `${begin}(?:list |show )?(?:all |the )*(job|pipeline)s( in (?:workspace )?\\S+?)?,? (?:list |listed )?with (?:their |the )?(?:last|latest|current) (?:state|status|result|outcome)\\W*$`,
      'iu',
    ),
    'latest result of each $1$2?',
  ],
  // "Jobs with no failure at all".
  [
    /\b(jobs|pipelines) (?:with no|without|without any|without a single|with not a single|with zero) (?:failures?|failed runs?)(?: at all| whatsoever)?\b/giu,
    '$1 that have not failed',
  ],
  // "The 3 quickest jobs (median)".
  [
    /\b(?:the )?((?:\d+|three|four|five|ten) )?(?:quickest|fastest|shortest(?:-running)?) (jobs|pipelines)\b(?:,? \(?(?:by )?(?:the )?median(?: duration| run ?time)?\)?)?/giu,
    '$1$2 with the lowest median duration',
  ],
  // "`a` and `b`: which one was more reliable?"
  [
    new RegExp(
      `${begin}${named} (?:and|or|vs\\.?|versus) ${named}${split} which (?:one )?(?:is|was|has been) (?:the )?more (?:reliable|stable|dependable)(?: one)?\\b`,
      'iu',
    ),
    'success rate of $1 and $2',
  ],
  [
    new RegExp(
      `${begin}${named} (?:vs\\.?|versus|or|and) ${named}${split} which (?:one )?(?:had|has|got) (?:the )?(?:more|most) ([^?,]{3,60}?)\\W*$`,
      'iu',
    ),
    'number of $3 of $1 vs $2?',
  ],
  // "Jobs not run since more than 3 days".
  [
    /\b(?:which )?jobs (?:that |which )?(?:have |has )?not (?:been )?run (?:since|for) (?:more than |over |at least )?(\d+) days\b/giu,
    'which jobs did not run at all in the last $1 days',
  ],
  [
    /\bhow many tasks (?:does|do|has|have) (?:each|every|the|our) jobs? (?:have|has|contain|consist of)\b/giu,
    'different tasks per job',
  ],
  // "How many days in a row has `etl` been failing?"
  [
    /\b(?:for )?how many (?:days|nights) (?:in a row|running|in succession|straight|consecutively) (?:has|have|is) (?:the )?(?:job |pipeline |table )?(\S+) (?:been |now )?(failing|unhealthy|stale|incomplete|broken|red)\b(?: now)?/giu,
    'since when is $1 $2',
  ],
  [
    /\btables (?:that |which )?(?:have |has |were )?(?:never|not) (?:been )?touched\b/giu,
    'tables were neither read nor written',
  ],
  // "When did `a.b.c` become unhealthy for the first time?"
  [
    /\bwhen did (?:the )?(?:table )?(\S+) (?:become|turn|get|go) (unhealthy|stale|incomplete) for the first time\b/giu,
    'when was the first $2 day of $1',
  ],
  [
    new RegExp(
      `${begin}(?:all |which )?columns? (?:(?:that are )?(?:called|named)) [\`"']?([\\p{L}_][\\p{L}\\d_]*)[\`"']?${split}? (?:and )?in (?:which|what) tables?\\W*$`,
      'iu',
    ),
    'which tables have the column `$1`?',
  ],
  [
    /\btables? (?:having|with|that have|which have) an? (?:column|field) (?:that(?:['’]s| is) )?nullable and (?:called|named) [`"']?(\w+)[`"']?/giu,
    'which tables have the column `$1` that is nullable',
  ],
  // "`a.b.c` -> based on which table?"
  [
    new RegExp(
      `${begin}${named} ?(?:->|→|=>|[-–—:]) ?(?:based|built|made) (?:on|from|out of) (?:which|what) (?:tables?|views?)\\W*$`,
      'iu',
    ),
    'where does $1 come from?',
  ],
  [
    /\b(?:the )?last time (?:the )?completeness was (?:outside|out of|beyond) (?:of )?(?:the |its )?(?:predicted|expected) (?:range|bounds?) (?:for|of|on|in) /giu,
    'when was the last incomplete day of ',
  ],
  // "Gold layer tables, please, with their owner".
  [
    new RegExp(
      `${begin}((?:gold|silver|bronze))(?: layer)? tables,?(?: please,?)? with (?:their |the )?owners?\\W*$`,
      'iu',
    ),
    'list $1 tables with owner',
  ],
  [
    new RegExp(
      `${begin}${named},? last (successful|failed|cancelled|good|bad) (run|update)\\W*$`,
      'iu',
    ),
    'when was the last $2 $3 of $1?',
  ],
  [
    /\bleast recently (?:altered|changed|modified) tables?\b/giu,
    'table with the most days since it was altered',
  ],
  [
    /\bmost recently (?:altered|changed|modified) tables?\b/giu,
    'table with the fewest days since it was altered',
  ],
];
