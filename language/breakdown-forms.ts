/** Things that rows can be counted by. */
const things =
  'jobs?|pipelines?|warehouses?|users?|people|tables?|clusters?|workspaces?|endpoints?|teams?|applications?|tasks?|catalogs?|schemas?|owners?';

/** Ways to ask for a number by what it is of, each with the form that is understood. */
export const breakdownForms: readonly (readonly [RegExp, string])[] = [
  // "Statements over a minute, broken down by client": nothing is broken.
  [
    /(?:,? |^)(?:\(?(?:broken|break|split|divided|grouped|separated|aggregated|itemi[sz]ed)(?: (?:it|them))?(?: (?:down|up|out))?) (?:by|per|into) /giu,
    ' by ',
  ],
  // "How many timeouts in total and for which jobs?"
  [
    new RegExp(
      `^(\\W*how many [^?]{3,90}?),?(?: in (?:total|all))?,? and (?:for|in|on|of|by|from|at) (?:which|what) (${things})\\W*$`,
      'iu',
    ),
    '$1 by $2?',
  ],
  // "Compactions: how many ok and how many not?"
  [
    /^(\W*[^?]{3,60}?)[.,:;–— -]+how many (?:were |are |went |ended )?(?:ok(?:ay)?|good|fine|well|successful|succeeded) (?:and|,) how many (?:were |are )?(?:not|bad|failed|unsuccessful)\b/iu,
    '$1 by result',
  ],
  // "Full refreshes - which pipelines had one, when?"
  [
    new RegExp(
      `^[^\\p{L}\\d]*([^-–—,:?]{3,40}?)(?: [-–—]|[:,]) which (${things}) (?:had|have had|got|saw) (?:one|any|them),? (?:and )?when\\W*$`,
      'iu',
    ),
    'when was the last $1 by $2?',
  ],
  // "Compare the error rates of the three endpoints".
  [
    /\b(?:compare|comparison of) ((?:the )?[\w -]{3,40}?) (?:of|for|across|between) (?:the |all |our )+(?:(?:two|three|four|five|six|\d) )?(?:model |serving |sql )*(endpoint|warehouse|workspace|catalog|pipeline)s\b/giu,
    '$1 per $2',
  ],
  // "All endpoints but `assistant`: requests yesterday?"
  [
    new RegExp(
      `^[^\\p{L}\\d]*all (?:the |our )?(${things}) but (?:the )?(\\S+?)(?: [-–—]|[:,]) ([^?]{3,80}?)\\W*$`,
      'iu',
    ),
    '$3 of all $1 except $2?',
  ],
  // "Which cluster idles most, i.e. lowest mean CPU?": what is meant is what is asked.
  [
    new RegExp(
      `^[^\\p{L}\\d]*(?:which|what) (${things}) [^,?]{2,40}, (?:i\\.? ?e\\.?|that is|meaning|in other words),? (?:has |with )?(?:the )?(?=lowest|highest|most|least|longest|shortest|fewest)`,
      'iu',
    ),
    'which $1 has the ',
  ],
  // "The biggest table by daily row count".
  [
    new RegExp(
      `^[^\\p{L}\\d]*(?:what is |which is |name )?(?:the )?(?:biggest|largest) (${things}) by (?=\\S)`,
      'iu',
    ),
    'which $1 has the most ',
  ],
  [
    /\b(?:the )?most (?:queried|read|accessed) table(?!s? (?:by|of) )s?\b/giu,
    'which table has the most reads',
  ],
  // "`DIVIDE_BY_ZERO`, who gets it and how many times?"
  [
    /^[^\p{L}\d]*([A-Z][A-Z\d]+(?:_[A-Z\d]+)+)[,:;–— -]+who (?:gets?|got|hits?|has|had|sees?) (?:it|that|this)(?:,? and how (?:many times|often))?\b/u,
    'which users have the most queries that failed by error $1',
  ],
  // "Did the number of queries per week go up or down?"
  [
    /^[^\p{L}\d]*(?:did|has|have) (?:the )?((?:number|count|amount) of [^?]{3,80}?) (?:go|gone|went|moved?) (?:up or down|down or up)\b/iu,
    'the $1',
  ],
];
