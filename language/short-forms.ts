import { withTimeWords } from './time-words.ts';
import { monthPattern } from './time/dates.ts';

/** Words of questions written short, and what they stand for. */
const forms: Readonly<Record<string, string>> = {
  wh: 'warehouse',
  whs: 'warehouses',
  ws: 'workspace',
  wksp: 'workspace',
  wkspc: 'workspace',
  wkspcs: 'workspaces',
  wkspace: 'workspace',
  wk: 'week',
  wks: 'weeks',
  mth: 'month',
  mths: 'months',
  qry: 'query',
  qrys: 'queries',
  tbl: 'table',
  tbls: 'tables',
  usr: 'user',
  usrs: 'users',
  ppl: 'people',
  yesterdays: "yesterday's",
  todays: "today's",
  yday: 'yesterday',
  ystd: 'yesterday',
  yest: 'yesterday',
  avg: 'average',
  pct: 'percent',
  cnt: 'count',
  req: 'request',
  reqs: 'requests',
  hrs: 'hours',
  mins: 'minutes',
  nite: 'night',
  tonite: 'tonight',
  mtd: 'month to date',
  ytd: 'year to date',
  svc: 'service',
  perms: 'permissions',
  perm: 'permission',
  dbx: 'databricks',
  acct: 'account',
  gimme: 'give me',
  lmk: 'let me know',
  whats: 'what is',
  whos: 'who is',
  hows: 'how is',
  whens: 'when is',
  wheres: 'where is',
  rn: 'right now',
  teh: 'the',
  hte: 'the',
  succesive: 'successive',
  succesful: 'successful',
  sucessful: 'successful',
  successfull: 'successful',
  querys: 'queries',
  continous: 'continuous',
  wich: 'which',
  wat: 'what',
  whcih: 'which',
  wihch: 'which',
  waht: 'what',
  hwo: 'how',
  hoow: 'how',
  whoo: 'who',
  wen: 'when',
  wehn: 'when',
  wher: 'where',
  whre: 'where',
  meny: 'many',
  mny: 'many',
  dyas: 'days',
  tday: 'today',
  yestrday: 'yesterday',
  yesteday: 'yesterday',
  yesterdy: 'yesterday',
  lsat: 'last',
  wek: 'week',
  weks: 'weeks',
  moth: 'month',
  moths: 'months',
  mcuh: 'much',
  muhc: 'much',
  amny: 'many',
  mnay: 'many',
  adn: 'and',
  taht: 'that',
  thsi: 'this',
  lats: 'last',
  "what's": 'what is',
  "who's": 'who is',
  "how's": 'how is',
  "when's": 'when is',
  "where's": 'where is',
  "there's": 'there is',
};

const words = Object.keys(forms).toSorted((left, right) => right.length - left.length);

/** A short form that stands alone: in a name, in quotes or beside a number it is something else. */
const pattern = new RegExp(
  `(?<![\\p{L}\\p{N}_.@'’\`"“/-])(?:${words.join('|').replaceAll("'", "['’]")})(?![\\p{L}\\p{N}_@'’\`"”/-]|\\.\\p{L})`,
  'giu',
);

const day = '(?:the )?\\d{1,2}(?:st|nd|rd|th)?';
/** "The 15th, 16th and 17th of Nov". */
const dayList = new RegExp(
  `(?<!\\w)${day}(?:, ?${day})*,?(?: and|,) ${day} (?=(?:of )?(?:${monthPattern})\\b)`,
  'gi',
);

/** Days in a row as their first and last: no time is named by three dates. */
function inOne(list: string): string {
  const days = (list.match(/\d+/g) ?? []).map(Number);
  const [first = 0] = days;
  const isRow = days.length > 1 && days.every((one, n) => one === first + n);
  return isRow ? `${first} to ${days.at(-1)} ` : list;
}

/** "From 1. to 12. November", as it is written in other languages. */
const dotted = new RegExp(
  `\\b(\\d{1,2})\\. (?=(?:(?:to|until|till|and|-|–) \\d{1,2}\\. )?(?:${monthPattern})\\b)`,
  'gi',
);

/** "Failed runs 24h", "dlt fails 7d": without a word before it that makes it a length of time. */
const rolling =
  /(?<!\b(?:last|past|previous|next|than|over|under|above|below|in|within|every|of|for|least|most|about|after|by|to|and|or|older|exceeding|exceeded|took|takes|take|longer) )(?<![<>≥≤=~-]\s?)(?<=\s)(\d{1,3}) ?([dhw])(?=\s*[?.!,]*$)/i;
const rollingUnits: Readonly<Record<string, string>> = { d: 'days', h: 'hours', w: 'weeks' };

/** Products as the billing tables write them, in capitals only, and an error in words. */
const products: readonly (readonly [RegExp, string])[] = [
  [/\bJOBS\b(?= (?:spend|cost|compute|usage|dbus?))/g, 'jobs compute'],
  [/\bALL_PURPOSE\b/g, 'all-purpose compute'],
  [/\bMODEL_SERVING\b/g, 'model serving'],
  [/\bVECTOR_SEARCH\b/g, 'vector search'],
  // "Warehouses made up what percentage of the bill?"
  [
    /^(\W*)(?:the )?(.{2,60}?) (?:made up|make up|makes up|accounted for|account for|accounts for|was|were|is|are|represent(?:ed|s)?|contributed?|came to|come to) (?:what|which) (?:share|percentage|percent|part|proportion|fraction|portion) of (.{2,60}?)\W*$/iu,
    '$1what share of $3 is $2?',
  ],
  [
    /(\b(?:share|percentage|percent|part|fraction|portion) of .{0,40}?\b(?:spend|costs?|bill) (?:was|is|were|comes? from|came from|goes to|went to|goes into|went into)) (?:the )?sql warehouses?\b/gi,
    '$1 databricks sql',
  ],
  [
    /(\b(?:share|percentage|percent|part|fraction|portion) of .{0,40}?\b(?:spend|costs?|bill).{0,20} (?:was|is|were|comes? from|came from|goes to|went to|goes into|went into)) (?:the |our )?jobs\b(?! compute)/gi,
    '$1 jobs compute',
  ],
  [
    /(\b(?:share|percentage|percent|part|fraction|portion) of .{0,40}?\b(?:spend|costs?|bill).{0,20} (?:was|is|were|comes? from|came from|goes to|went to|goes into|went into)) (?:the |our )?(?:dlt )?pipelines\b/gi,
    '$1 dlt',
  ],
  [/\b(?:divid(?:es?|ed|ing)|division) by zero\b/gi, 'fail by error DIVIDE_BY_ZERO'],
];

/** "Whos queries": what follows is somebody's. */
const possessive =
  /\bwho['’]?s (?=(?:quer(?:y|ies)|jobs?|runs?|statements?|tables?|pipelines?|clusters?|logins?|tokens?|spend|costs?)\b)/gi;
/** "`etl` $ yesterday": the sign alone is what was paid. */
const signAlone =
  /(?<!\b(?:in|of|per|a|an|many|much|most|more|less|than|by|and|or|vs)) \$+(?= (?!\d)|\s*[?:,]|$)/giu;

/** "today-1": so many days before today. */
const daysBefore = /(?<![\w-])today ?[-−] ?(\d{1,2})(?: ?d(?:ays?)?)?(?![\w-])/giu;

/** A question with its short forms written out: "biggest wh yday" is "biggest warehouse yesterday". Pure. */
export const writtenOut = (question: string): string =>
  products
    .reduce((text, [product, words]) => text.replace(product, words), withTimeWords(question))
    .replace(daysBefore, (_, n: string) => (n === '1' ? 'yesterday' : `${n} days ago`))
    .replace(dotted, '$1 ')
    .replace(dayList, inOne)
    .replace(
      rolling,
      (_, n: string, unit: string) => `last ${n} ${rollingUnits[unit.toLowerCase()]}`,
    )
    .replace(
      /\bteam ?[=:] ?(?:(['"])([\w-]+)\1|(?=\w))(?!(?:what|which|who|how|when|where|is|are|do|does|did|please|can|could)\b)/gi,
      (_, _quote, name = '') => `team ${name}`,
    )
    .replace(signAlone, ' cost')
    .replace(possessive, 'whose ')
    .replace(/\bmonth-to-date\b/gi, 'month to date')
    .replace(pattern, (word) => forms[word.toLowerCase().replace('’', "'")] ?? word);
