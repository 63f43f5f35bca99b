import { anyOf } from './any-of.ts';

const things =
  '(?:rows?|records?|readings?|measurements?|entries|messages|data ?points?|samples?|signals?|observations?)';
const fewer =
  '(?:fewer|less|hardly any|too few|so few|only (?:a |some )?(?:few|third|half|quarter|part|fraction)|(?:a |one |two )?(?:third|half|halve|quarter|tenth|fraction)s?|\\w+ ?(?:percent|%))';
const part =
  '(?:about |almost |nearly |over |more than )?(?:(?:a |one |two |three |the )?(?:thirds?|half|halves|quarters?|fifths?)|most|many|some|much)';
const fell =
  '(?:drop(?:s|ped|ping)?|fell|falls?|fallen|halved|collapsed|sank|shr[aiu]nk\\w*|dwindl\\w*|thinned|plunged|plummeted|went down|gone down|dipped|decreas\\w+|declin\\w+|are down|is down|(?:are|is|show|shows|have|has|got|down to|at) (?:only |about |roughly |just |less than )*(?:a |one )?(?:third|half|quarter|tenth|fraction))';

/** Words for a table that gets fewer rows than it should. */
export const rowWords = anyOf(
  '(?<!no new |in a |without new )rows?(?! (?:queried|read|returned|scanned))',
  'row count',
  'records?(?! (?:of|for) (?:who|what))',
  'incomplete\\w*',
  'completeness',
  'unhealthy',
  'volume of (?:data|rows)',
  '(?:looks?|is|got) thin',
  'data (?:is |are )?(?:missing|absent|gone)',
  'missing data',
  'absent',
  '(?:data|row|record|sensor) volumes?(?! (?:scanned|read|queried|downloaded|pulled))',
  'holes?',
  'gaps? in (?:the |its |our )?(?:data|numbers|figures|series)',
  'half[- ]empty',
  'too little data',
  `(?:lacks?|lacking|miss(?:es|ing)?|lost|loses?|losing|short of) ${part} of (?:the |its |their |all |our |usual )*(?:\\w+ )?(?:${things}|values)`,
  `${fewer} (?:of )?(?:the |its |all |our |usual |normal |expected )*(?:\\w+ )?${things}`,
  `${things} (?:\\S+ ){0,4}?(?:missing|lost|lacking|gone|vanish\\w*|disappear\\w*|${fell})`,
);

/** Words that mean the same where nothing else is said: charts may show anything. */
export const rowHints = anyOf(
  `(?:charts?|graphs?|curves?|dashboards?|numbers|figures|values|counts?|kpis?|series|data|feed|volumes?|levels?) (?:\\S+ ){0,4}?${fell}`,
  'measurements?|readings|data ?points?|signals?',
);
