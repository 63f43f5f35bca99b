const everything = 'in the last 365 days';
const began =
  '(?:first )?(?:began|begun|started|existed|exists|appeared|was (?:created|born|launched|set up)|went live|came up)';
const whole =
  '(?:the )?(?:whole|entire|full|complete) (?:period|time span|history|data|data set|log)';
/** What says a time, beside which "ever" says none. */
const noTime = '(?![^?]*\\b(?:last|past|this|since|yesterday|today)\\b)';

/** Ways to ask for all that is kept, each with the form that is understood. */
export const spanForms: readonly (readonly [RegExp, string])[] = [
  // "Cost per run since it began".
  [
    new RegExp(
      `\\bsince (?:it|they|he|she|this|that|(?:the )?(?:logs?|records?|data)) ${began}(?!\\p{L})`,
      'giu',
    ),
    everything,
  ],
  // "Top 5 people by downloads, whole period".
  [
    new RegExp(
      `(?:[,;]| [-–—])? (?:(?:for|over|in|during|of|across) )?${whole}(?: (?:please|pls))?(?=\\W*$)`,
      'iu',
    ),
    ` ${everything}`,
  ],
  // "What did `ana@example.com` do, ever?"
  [
    new RegExp(
      `^${noTime}([^?]{3,120}?)(?:,| [-–—])? ?(?:,| )(?:ever|of all times?|so far ever|in all the time)(?=\\W*$)`,
      'iu',
    ),
    `$1 ${everything}`,
  ],
  // "Say over the last two weeks": a suggestion of a time is one.
  [
    /[,;]? say,? (?=(?:over|in|for|during|within|since|from|the last|the past|last|this)\b)/giu,
    ' ',
  ],
  // "Has core spent over 20,000 dollars y/n".
  [/[,;:]? ?\(?(?:y\/n|yes\/no|yes or no)\)?(?: (?:please|pls))?(?=\W*$)/iu, ''],
  // "This autumn": of the northern half of the world, by the months.
  [/\b(?:during |in )?this (?:autumn|fall)\b/giu, 'since 1 September'],
  [/\b(?:during |in )?this summer\b/giu, 'since 1 June'],
  [/\b(?:during |in )?this spring\b/giu, 'since 1 March'],
];
