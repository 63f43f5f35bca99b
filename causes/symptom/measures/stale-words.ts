import { anyOf, dayWords, not } from './any-of.ts';

const shown =
  '(?:shows?|showing|has|have|had|says?|displays?|reads?|stands? at|sits? (?:at|on)|stuck (?:at|on|in)|ends? (?:at|on|with)|on|at|of|from)';
const content =
  '(?:rows?|records?|entr(?:y|ies)|data|figures?|numbers?|values?|commits?|dates?|days?|load|refresh|update|writes?)';

/** Words for a table that gets nothing new. */
export const staleWords = anyOf(
  'stale\\w*',
  'outdated',
  'obsolete',
  'out[- ]of[- ]date',
  `${not} (?:been |being |get |getting |got )?(?:updated?|refresh(?:ed)?|fresh|mov(?:e|es|ed|ing)|advanc(?:e|ed|ing)|fed|filled|written|current|up[- ]to[- ]date)`,
  'not (?:get|getting|got|receive|receiving) (?:any )?(?:new|fresh)',
  'old (?:data|numbers|figures)',
  'no (?:new )?(?:\\w+ )?(?:data|figures|numbers|commits?)',
  'no new (?:rows|records|data|entries|days)',
  "(?:not|never|\\w+n[’']t|no longer) (?:\\w+ )?(?:get|gets|getting|receive|receives|receiving|see|sees|seen|had|have) (?:\\w+ ){0,2}?(?:rows|records|data|entries|commits?|loads?)",
  '(?:sees?|gets?|receives?|shows?|has|have|had) no (?:\\w+ )?(?:numbers|figures|data|rows|records|entries|commits?)',
  'without (?:\\w+ )?updates',
  '(?:keeps?|kept|prevents?) (?:from )?being (?:loaded|updated|filled|refreshed|written)|from being (?:loaded|updated|filled|refreshed|written)',
  '(?:has|have|had) no (?:new )?(?:commit|data|figures)',
  `without (?:an? |any )?(?:single )?(?:new |fresh )?(?:commit|load|data|refresh|write)s?`,
  'landed',
  "(?:has|have|had|is|are|was|were)n[’']t (?:produced?|delivered?|written|output) (?:anything|a (?:row|thing))",
  '(?:not|never) (?:produced?|delivered?|written|output) (?:anything|a (?:row|thing))',
  '(?:stands?|stood|standing|stand) still',
  'at a standstill',
  "(?:stopped|stops|quit|ceased|no longer|not|\\w+n[’']t) (?:been )?(?:arriv(?:ing|e)|com(?:ing|e) in|flow(?:ing)?|land(?:ing)?|show(?:ing)? up|getting|receiving|taking in|growing|moving|updating|filling|refreshing|loading)",
  'late(?! (?:night|evening|at night|on \\w+ (?:night|evening)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|last|that (?:night|day)))',
  `(?:stops?|stopped|ends?|ended) (?:at|on|with|short of|in) (?:last |the )?(?:${dayWords}|\\d)`,
  `still (?:only )?${shown} (?:[\\w'’]+ ){0,3}?${dayWords}`,
  `(?:stuck|hangs?|hung|frozen|stopped|stays?|stayed|remains?) (?:at|on|in|with) (?:[\\w'’]+ ){0,3}?${dayWords}`,
  `(?:last|latest|newest|most recent|youngest) (?:\\w+ )?${content} (?:(?:in|of|on|for) \\S+ )?(?:is|are|was|were|dates?|comes?|stems?) (?:from |of |on |back to |back |still )*(?:${dayWords}|\\d|\\w+ (?:days?|nights?|weeks?))`,
  '(?:\\w+|\\d+) (?:days?|nights?|hours?|weeks?) old(?:er)?',
  '(?:days?|hours?|nights?|weeks?) behind',
  "(?<!\\b(?:what|who|which|that|what[’']s|lies)(?: \\w+)? )(?:is|are|was|were|lags?|runs?|falls?|fell|fallen|been|got|gets?) (?:\\w+ )?behind(?! (?:it|this|that|these|those|them|the|all|my|our|your|their|his|her|an?|such|so)(?![\\p{L}]))",
  '(?:nothing|hardly anything) (?:\\w+ )?(?:new|newer|fresh|arriv\\w+|came in|comes in|coming in|landed|written)',
  `(?:yesterday|today|${dayWords})(?:['’]s)? (?:\\w+ )?(?:numbers|figures|data|rows|sales) (?:are |is )?(?:still )?(?:missing|absent|lacking|not there|not in)`,
  'overdue',
  '(?:hours?|much|far|considerably|significantly) later (?:in the \\w+ )?(?:than|each|every)',
  'later (?:and later|(?:each|every) (?:day|morning|night))',
  '(?:comes?|coming|came|shows?|arriv\\w+|gets?|lands?|landing) (?:in |up |there )?(?:so much |much |ever |even |far )?later(?! on)',
  'freshness',
  'behind schedule',
  'no (?!(?:[\\w-]+ ){0,2}runs?\\b|(?:[\\w-]+ ){0,2}(?:success\\w*|good)\\b)(?:\\w+ ){1,3}?since',
  'no (?:fresh|recent|newer|current)',
  'frozen',
  '(?:dried|drying) up|run dry',
  '(?:has|have|had) not moved',
  'lag(?:s|ging)?',
);
