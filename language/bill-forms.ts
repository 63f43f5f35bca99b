import { begin } from './form-parts.ts';

const money = '\\$ ?\\d[\\d.,]*k?|\\d[\\d.,]*k? ?(?:usd|dollars|bucks|\\$)';
const over = '(?:over|above|beyond|past|through)';
const passed = `(?:(?:went|gone|go|goes|got|was|were|came|ran|climbed|rose) ${over}|(?:exceeded|exceed|exceeds|passed|topped|broke))`;
const usage = '(?:consumption|usage|spend(?:ing)?|costs?|money|dbus?)';
const kind = '(?:the )?(?:(?:job|pipeline|warehouse|cluster|endpoint|app|team) )?';
const asShare = '(?:as |in )(?:a )?(?:percentages?|percent|shares?|pct|%)';

/** Ways to ask for what was billed, each with the form that is understood. */
export const billForms: readonly (readonly [RegExp, string])[] = [
  // "Has core gone past $20k since 1 October?"
  [
    new RegExp(
      `${begin}(?:[\\p{L} ]{3,30}: )?(?:did|has|have) (?:the )?(?:team )?([\\p{L}\\d-]+?)(?: team)? (?:already |ever |now )?${passed} \\$ ?(?=\\d)([\\d.,]*k?)`,
      'iu',
    ),
    'did team $1 spend over $2 USD',
  ],
  // "Any day in the past month when the whole platform went over 3,000 dollars?"
  [
    new RegExp(
      `${begin}(?:(?:was|is|were|are) there )?(?:any|a|some) days? ([^?,]{0,40}?)(?:when|where|on which|that) (?:(?:the )?(?:whole|entire|full) platform|the platform|we|everything|(?:the |our )?(?:total |daily )*(?:bill|spend|costs?))(?: together)? ${passed} (${money})\\W*$`,
      'iu',
    ),
    'on which days did we spend over $2 $1?',
  ],
  // "When did `etl` first exceed 100 DBUs in one day?"
  [
    new RegExp(
      `\\bwhen (?:did|has|have) (?:the )?(?:job |pipeline |cluster |warehouse )?(\\S+) (?:for the first time |first )?${passed} ((?:\\d[\\d.,]*k?) dbus?|${money}) (?:in|on|within) (?:one|a|a single|any|any one) day(?: for the first time)?(?=\\W*$)`,
      'iu',
    ),
    'on which days did $1 use over $2 in the last 365 days',
  ],
  // "For `bi-main`, hour by hour: when in the day does most of the consumption fall?"
  [
    new RegExp(
      `${begin}(?:for )?(?:the )?([^,:?]{2,40}?),? hour by hour[:,]? (?:when|where) (?:in|of|during) the day (?:does|do|did) (?:most|the bulk) of (?:the |its )?${usage} (?:fall|happen|occur|come|take place)\\W*$`,
      'iu',
    ),
    'cost of $1 by hour, most first?',
  ],
  [
    new RegExp(
      `\\b(?:when|at what time) (?:in|of|during) the day (?:does|do|did|is|was) (?:the )?(?:most|bulk) of (?:the |our |its )?(?:${usage} )?(?:of|on|for) (\\S+)(?: (?:fall|happen|occur|come))?`,
      'giu',
    ),
    'cost of $1 by hour, most first',
  ],
  // "How much did the pipeline `a` add to the bill?"
  [
    /\bhow much (did|does|do|has|have) (?:the )?((?:pipeline |job |warehouse |cluster |endpoint |team )?\S+) (?:add|added|contribute|contributed|put)(?: on)? to (?:the|our) (?:total )?(?:bill|costs?|spend)\b/giu,
    'how much $1 $2 cost',
  ],
  // "All products except model serving: total for last month".
  [
    /^[^\p{L}\d]*(?:all|every|the) (?:products?|teams?|workspaces?|jobs?|warehouses?|skus?),? ?(?:except(?: for)?|but|excluding|without|apart from|other than) ([^:,?–—]{3,40}?)(?:[:,]| ?[-–—] ?) ?(?:the )?(?:total|sum|costs?|spend)(?: costs?| spend)? (.+?)\W*$/iu,
    'total cost $2 excluding $1',
  ],
  // "Are there jobs which cost under 5 dollars in total?"
  [
    /\b(?:are|were|is|was) there (?:any )?(job|team|warehouse|cluster|pipeline|endpoint|app|user|workspace|sku|product)s? (?:which|that) (?:have |has )?(costs?|spen[dt]|burn(?:ed|t)?|used?)\b/giu,
    'which $1s $2',
  ],
  [/(?<=\b(?:usd|dollars|bucks|\$\d[\d.,]*)) in (?:total|sum|all)\b/giu, ''],
  // "Ireland SKUs versus Virginia SKUs, spend".
  [
    new RegExp(
      `${begin}([\\p{L} -]{2,20}?) skus? (?:vs\\.?|versus|against|compared (?:to|with)) ([\\p{L} -]{2,20}?) skus?,? (?=${usage}\\b)`,
      'iu',
    ),
    '$1 vs $2 ',
  ],
  // "Serverless vs. classic – how is the money split?"
  [
    new RegExp(
      `${begin}([\\p{L} -]{3,20}?) (?:vs\\.?|versus|against|and) ([\\p{L} -]{3,20}?)(?: ?[-–—:,]) how (?:is|was|does|did) (?:the |our )?${usage} (?:split|divided|shared|distributed|divide)(?: up)?\\b`,
      'iu',
    ),
    'spend of $1 vs $2',
  ],
  // "Model serving spend, split over `a` and `b`, as percentages".
  [
    new RegExp(
      `${begin}(?:(?:model )?serving |endpoint |warehouse |job |team |total )?(?:spend(?:ing)?|costs?|money),? (?:split|divided|shared) (?:over|between|among|by|across) ${kind}(\\S+) and ${kind}(\\S+?),? ${asShare}([^?]{0,30}?)\\W*$`,
      'iu',
    ),
    'share of spend by $1 and $2 $3',
  ],
  // "Kundenumsätze costs per calendar week".
  [/\b(per|by|each|every) calendar (week|month|quarter)\b/giu, '$1 $2'],
  [
    /\bin each of the last ((?:\p{L}+|\d+)(?: calendar)?) (month|week|day)s\b/giu,
    'per $2 in the last $1 $2s',
  ],
  [
    /\bin each last ((?:\p{L}+|\d+)(?: calendar)?) (month|week|day)s\b/giu,
    'per $2 in the last $1 $2s',
  ],
  // "The iot team tells me they're cheap. How many DBUs did they consume?"
  [
    /^[^?.]{0,20}?\bthe ([\p{L}\d-]+) (?:team|folks|people|guys|squad)\b[^?.]{0,60}\. ([^?.]{0,60}?)\b(did|do|does|have|has) they\b/iu,
    '$2$3 team $1',
  ],
  // "Roughly what our average cost per day is at the moment".
  [
    /^[^\p{L}\d]*(?:roughly |about )?what (our [^?,]{3,60}?) is (?:at the moment|right now|currently|now|at present)\b/iu,
    'what is $1',
  ],
  // "`old_export`. money. when was the last time it cost us anything"
  [
    new RegExp(
      `${begin}${kind}([^\\s.,:?]+)[.,:] (?:\\p{L}+[.,:] )?(?:when was the last (?:time|day) (?:that )?it|when did it last) costs?(?: us)?(?: (?:anything|something|any money))?\\W*$`,
      'iu',
    ),
    'last charged day of $1, in the last 365 days?',
  ],
  // "Which jobs have nobody's team tag on their usage, and how much are we talking about?"
  [
    /^[^\p{L}\d]*which (job|warehouse|cluster|pipeline|endpoint)s? (?:have|carry|has|carries) (?:nobody['’]s|no) team tag(?: on (?:their|its) usage)?(?:,? and how much (?:are we talking about|(?:do|does|did) (?:they|it|that) cost|is (?:it|that)))?\W*$/iu,
    'cost without a team tag by $1',
  ],
  // "What does one DBU of a SKU cost by list, and what do we pay with our account price?"
  [
    /\bwhat (?:does|is) (?:one|a|the price of (?:one|a)) (?:dbu|unit) of (\S+)(?: costs?)?(?: us)? (?:by|at|on) (?:the )?list(?: price)?,? and what (?:do|did) we (?:actually |really )?pay(?: (?:with|at|by|on) our (?:own |account )?prices?)?/giu,
    'list price and account price of $1',
  ],
  // "Per team the change from September to October in percent".
  [
    /\b(?:per|by|for each) (team|workspace|product|job|sku|warehouse|endpoint|pipeline|user)(?: of spend)?,? the (?:change|difference|growth)(?: (?:of|in) (?:the )?(?:spend|costs?))? from (\S+) to (\S+?)(?: in (?:percent|%|pct))?(?=\W*$)/giu,
    'spend by $1 in $3 compared to $2',
  ],
  // "Is the jobs serverless price still the same as in September, or has it moved?"
  [
    /^[^\p{L}\d]*(?:is|are) (?:the )?(?:list )?(?:price of (?:the )?)?([^?,]{3,40}?) (?:list )?prices? still (?:the same as|what it was|as it was|unchanged since)(?: in)? ([^?,]{3,20}?)(?:,? or (?:has|have|did) (?:it|they) (?:moved?|changed?|gone (?:up|down)|risen))?\W*$/iu,
    'did the list price of $1 change since $2?',
  ],
];
