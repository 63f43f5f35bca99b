import { anyOf, not } from './any-of.ts';

const books =
  '(?:chargeback|showback|(?:cost |spend )?reports?|bill|costs|invoice|allocation|books|budget)';
const bookings =
  '(?:count(?:s|ed|ing)?|book(?:s|ed|ing)?|charged?|attribut\\w+|allocat\\w+|assign\\w+|belong\\w*|credited|billed|mapped)';

/** Words for spend that no team has. */
export const untaggedWords = anyOf(
  'untagged',
  'tag(?:ging)? coverage',
  'coverage of tags',
  'unlabel\\w+|unallocat\\w+|unattribut\\w+|unassigned|unowned|ownerless',
  'belongs? to (?:no|nobody)',
  "(?:nobody|no one)(?:[’']s)? (?:owns?|pays?|spend|costs?|money|responsible)",
  "nobody[’']s|no one[’']s",
  '(?:no|without an?y?|without|lost (?:its|the|their)|missing|lacks? an?|no known) (?:\\w+ )?(?:tags?|labels?|owners?|cost cent(?:er|re)s?)',
  'without an?y? team',
  `${not} (?:\\w+ )?(?:shown|listed|reported|included|visible) (?:under|for|with)`,
  `${not} (?:\\w+ )?(?:shown|listed|reported|included|visible|found|seen|appear\\w*|part|show up|turn up) (?:in|on|of|under) (?:\\S+ ){0,3}?${books}`,
  `(?:missing|gone|vanish\\w*|disappear\\w*|dropp\\w* out|absent|fell out|fallen out) (?:from|of) (?:\\S+ ){0,3}?${books}`,
  '[\'"’‘“]?(?:unknown|undefined|blank|empty|null|nameless|missing) (?:team|owner|tag|cost cent(?:er|re))s?',
  '[\'"’‘“]?no[- ](?:team|owner|tag)[\'"’”]? (?:bucket|category|line|row|column|group|spend|costs?)',
  `(?:${not}|stopped) (?:be |being |been )?(?:\\w+ )?${bookings} (?:\\S+ ){0,3}?(?:for|to|as|under|against|towards|on)`,
  `(?:can|could|cannot|can[’']t|couldn[’']t) (?:not |no longer |still )?(?:(?:\\S+ ){0,5}?be (?:\\w+ )?)?(?:allocated?|attributed?|assign(?:ed)?|map(?:ped)?|charged)`,
  `(?:${not} (?:i|we|you|they|one|any(?:body|one)|finance)|(?:unable|impossible|fail(?:s|ed|ing)?) to|nobody (?:can|could)) (?:\\w+ )?(?:allocate|attribute|assign|map|charge|book)`,
  `(?:share|part|portion|percentage|fraction|amount) (?:of \\S+ )?(?:\\S+ ){0,5}?(?:allocat\\w+|attribut\\w+|with (?:an? )?(?:team|owner|tag)|that has (?:an? )?(?:team|owner|tag)|tagged)`,
);

/** Words for the part that has a team: it falls where the other rises. */
export const taggedShare = anyOf(
  `(?:missing|gone|vanish\\w*|disappear\\w*|dropp\\w* out|absent|fell out|fallen out) (?:from|of) (?:\\S+ ){0,3}?${books}`,
  'tag(?:ging)? coverage',
  'coverage of tags',
  `(?:share|part|portion|percentage|fraction) (?:of \\S+ )?(?:\\S+ ){0,5}?(?:allocat\\w+|attribut\\w+|with (?:an? )?(?:team|owner|tag)|tagged)`,
  '(?:can|could) (?:still )?(?:be )?(?:allocated?|attributed?|assign(?:ed)?|map(?:ped)?)',
);
