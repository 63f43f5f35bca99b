import type { PreferenceKey, PreferenceValue } from '../domain/preferences.ts';
import { commonBeforeHyphen } from './conditions.ts';
import { isSurelyName } from './names-given.ts';
import { findZone } from './zones.ts';

type Found = { readonly key: PreferenceKey; readonly value: PreferenceValue };

/** Reads what one sentence says of some preferences. */
export type PreferenceFinder = (sentence: string) => readonly Found[];

const quotedName = '[“"‘`]([^”"’`\\n]{1,80})[”"’`]';
const written = '([\\p{L}\\d](?:[\\p{L}\\d_./-]*[\\p{L}\\d])?)';
const name = `(?:${quotedName}|${written})`;
const kindWords = 'workspace|warehouse|cluster';
const keyOfKind: Readonly<Record<string, PreferenceKey>> = {
  workspace: 'preferredWorkspace',
  warehouse: 'preferredWarehouse',
  cluster: 'preferredCluster',
};

const i = "(?:i|we|my team|our team)(?:['’](?:m|re)| am| are| is)?";
/** Words between "only" and the name that it limits to. */
const between =
  '(?: (?:care|cares|caring|about|want|wants|to|look|looking|at|see|show|me|us|the|in|on|with|for|work|works|working|use|using|interested|responsible|called|named|my|our|deal|consider|think|of|watch|monitor|answer|answers|limit|focus|it|everything|yourself|please|sql))*?';
const standing = '(?:from now on|always|by default|remember(?: that)?|note(?: that)?|set)';
const behind = `(?: (${kindWords}))?(?=\\s*(?:$|[,.;:!]|please\\b|from now on\\b|and\\b|as\\b))`;
const focused = [
  `\\b${i} (?:\\w+ )?(?:only|just|solely|exclusively|focus(?:ed)? on|responsible for|in charge of|works? in|works? on|works? with|look after|concentrate on)${between}(?: (${kindWords}))? ${name}${behind}`,
  `\\b${i} (?:\\w+ ){1,4}(?:only|just|solely|exclusively)${between}(?: (${kindWords}))? ${name}${behind}`,
  `\\b${standing},?(?: please)?(?: only| just)?${between}(?: (${kindWords}))? ${name}${behind}`,
  `\\b(?:only|just)${between}(?: (${kindWords}))? ${name}${behind},? (?:please )?from now on`,
  `\\bonly(?: the)?(?: (${kindWords}))? ${name}(?: (${kindWords}))? (?:matters?|counts?|is relevant|is interesting) (?:to|for) (?:me|us)`,
].map((pattern) => new RegExp(pattern, 'giu'));
const owned = new RegExp(
  `\\b(?:(?:my|our) (?:(default|preferred|main|usual) )?(?:sql )?(${kindWords}) (?:is|to|=|:)|(?:i|we) (prefer|use)(?: the)?(?: sql)? (${kindWords})) (?:(called|named) )?${name}`,
  'giu',
);

const noName = new RegExp(
  `^(?:the|my|our|a|an|one|each|every|any|all|this|that|whole|same|entire|${kindWords})$|^${commonBeforeHyphen}`,
  'i',
);
const isIdentifier = (text: string): boolean => /[-_.\d]/.test(text) && !noName.test(text);

type Written = { readonly quoted: string | undefined; readonly plain: string };

/** A name beside the word for its kind may be any; alone it must have the form of a name of a workspace. */
const isFocus = ({ quoted, plain }: Written, before?: string, after?: string): boolean =>
  quoted !== undefined ||
  (after !== undefined && !noName.test(plain)) ||
  (isIdentifier(plain) && (before !== undefined || isWorkspaceName(plain)));

const isWorkspaceName = (plain: string): boolean =>
  plain.includes('-') && isSurelyName(plain.toLowerCase());

const names: PreferenceFinder = (sentence) => [
  ...focused
    .flatMap((pattern) => [...sentence.matchAll(pattern)])
    .flatMap(([, before, quoted, plain = '', after]) => {
      const key = keyOfKind[(before ?? after ?? 'workspace').toLowerCase()];
      const fits = isFocus({ quoted, plain }, before, after);
      return key && fits ? [{ key, value: quoted ?? plain }] : [];
    })
    .slice(0, 1),
  ...[...sentence.matchAll(owned)].flatMap(
    ([words, chosen, owns, verb, kind = owns ?? '', called, quoted, plain = '']) => {
      const key = keyOfKind[kind.toLowerCase()];
      // "We use warehouse bi-main for …" tells of more than a wish.
      if (verb === 'use' && !sentence.endsWith(words)) return [];
      const fits = [quoted, chosen, called].some((one) => one !== undefined) || isIdentifier(plain);
      return key && fits ? [{ key, value: quoted ?? plain }] : [];
    },
  ),
];

const amount = '(\\d[\\d,]*(?:\\.\\d+)?)';
const money = `(?:\\$ ?${amount} ?(k|m)?\\b|${amount} ?(k|m)? ?(?:usd|us dollars?|dollars?|bucks|\\$))`;
const over =
  '(?:over|above|more than|exceeding|beyond|longer than|slower than|older than|greater than)';
const timely = '(?!.*\\b(?:yesterday|today|last|this (?:week|month|day)|since)\\b)';
const costs = [
  `^${timely}.*\\b(?:flag(?:ged|ging)?|highlight(?:ed)?|mark(?:ed)?|warn(?:ed)? (?:me )?(?:of|about))\\b.*?\\b${over} ${money}`,
  `^${timely}.*\\b${over} ${money}.*\\b(?:(?:be|is|are|worth) (?:flagged|flagging|highlighted|marked)|(?:is|are) (?:too |very |really )?(?:much|expensive|high|costly|a lot)\\b)`,
  `\\b(?:my|our) (?:(?:cost|spend|spending|budget) (?:threshold|limit)|(?:threshold|limit) (?:for|of|on) (?:cost|costs|spend|spending)) (?:is|to|=|:) ?${money}`,
].map((pattern) => new RegExp(pattern, 'iu'));

const factors: Readonly<Record<string, number>> = { k: 1_000, m: 1_000_000 };
const toNumber = (digits: string): number => Number(digits.replaceAll(',', ''));

const costThreshold: PreferenceFinder = (sentence) =>
  costs.flatMap((pattern) => {
    const [, first, firstScale, second, secondScale] = pattern.exec(sentence) ?? [];
    const digits = first ?? second;
    if (digits === undefined) return [];
    const factor = factors[(firstScale ?? secondScale ?? '').toLowerCase()] ?? 1;
    return [{ key: 'costThresholdUsd', value: toNumber(digits) * factor }];
  });

const seconds: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
};
const duration = `${amount} ?(ms|milliseconds?|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|d|days?|weeks?)\\b`;
const toSeconds = (digits: string, unit: string): number => {
  const short = /^(?:ms|milli)/i.test(unit) ? 'ms' : (unit[0] ?? '').toLowerCase();
  return Number((toNumber(digits) * (seconds[short] ?? 1)).toFixed(6));
};

const isWord =
  '(?:is|are|means?|counts? as|call (?:it|them|that|a query|queries)|consider(?: \\w+)*)';
/** A definition: what is slow or stale, and how long that is, in either order. */
const durations = (word: string, threshold: string): readonly RegExp[] =>
  [
    `\\b${word}(?: \\w+)? (?:means?|is|are|=|when|if|after)(?: \\w+){0,5}? (?:${over}|after) ${duration}`,
    `\\b${word} after ${duration}`,
    `\\b(?:i|we) (?:call|consider)\\b.{0,30}\\b${over} ${duration}(?: (?:as|to be))? ${word}\\b`,
    `\\b${over} ${duration} ${isWord} (?:too )?${word}\\b`,
    `\\b(?:my|our) (?:${threshold})(?: (?:threshold|limit|sla|target))? (?:is|to|=|:) ${duration}`,
  ].map((pattern) => new RegExp(pattern, 'iu'));
const slow = durations('slow', 'latency|slow[- ]query|query');
const stale = durations('(?:stale|outdated)', 'freshness|staleness');

const readDuration =
  (patterns: readonly RegExp[], key: PreferenceKey, unitSeconds: number): PreferenceFinder =>
  (sentence) =>
    patterns.flatMap((pattern) => {
      const [, digits, unit] = pattern.exec(sentence) ?? [];
      return digits === undefined || unit === undefined
        ? []
        : [{ key, value: toSeconds(digits, unit) / unitSeconds }];
    });

const agreed = new RegExp(
  `\\b(?:(?:my|our) sla(?: target| threshold)? (?:is|to)|we have (?:agreed on )?an sla of|the sla (?:that )?we (?:have |have agreed |promised?|agreed(?: on)?) ?is|we promise(?:d)? an? (?:sla|success rate|availability) of) ${amount} ?(?:%|percent|per cent)`,
  'iu',
);
const sla: PreferenceFinder = (sentence) => {
  const digits = agreed.exec(sentence)?.[1];
  return digits === undefined ? [] : [{ key: 'slaThresholdPercent', value: toNumber(digits) }];
};

const critical = 'critical|important|key|business[- ]critical';
const criticalOwn = new RegExp(
  `\\b(?:my|our) (?:most )?(?:${critical}) (job|table)s?(?: is| are)?:? (.+)$`,
  'iu',
);
const criticalNamed = new RegExp(
  `^(?:the )?(?:(job|table)s? )?(.+?) (?:is|are) (?:most |very )?(?:${critical})(?: (?:for|to) (?:me|us))?$`,
  'iu',
);
const criticalNames: PreferenceFinder = (sentence) =>
  [criticalOwn, criticalNamed].flatMap((pattern) => {
    const [, kind, list] = pattern.exec(sentence) ?? [];
    const value = (list ?? '')
      .split(/,| and /)
      .map((one) => one.trim().replace(/^(?:and )?[`“"]?(.*?)[`”"]?$/u, '$1'));
    const isObject = (one: string): boolean =>
      isIdentifier(one) && !/\s/.test(one) && (kind !== undefined || !isWorkspaceName(one));
    if (!value.every(isObject)) return [];
    const isTable = kind === undefined ? /\..*\./.test(value[0] ?? '') : /table/i.test(kind);
    return [{ key: isTable ? 'criticalTables' : 'criticalJobs', value }];
  });

const frameworks: readonly (readonly [pattern: string, name: string])[] = [
  ['soc[ -]?2', 'SOC 2'],
  ['hipaa', 'HIPAA'],
  ['gdpr', 'GDPR'],
  ['pci(?:[ -]?dss)?', 'PCI DSS'],
  ['iso(?:/iec)?[ -]?27001', 'ISO 27001'],
  ['sox', 'SOX'],
  ['fedramp', 'FedRAMP'],
  ['nist(?:[ -]800-53)?', 'NIST 800-53'],
  ['ccpa', 'CCPA'],
  ['dora', 'DORA'],
  ['hitrust', 'HITRUST'],
];
const bound =
  "(?:(?:i|we) (?:have to|must|need to|should|do|also)? ?(?:comply with|follow|meet|adhere to|be compliant with)|(?:i|we)(?:['’](?:m|re)| am| are) (?:audited (?:against|for|under|by)|regulated (?:by|under)|subject to|bound by|under)|(?:my|our) (?:compliance )?(?:framework|standard) is)";
const framework: PreferenceFinder = (sentence) =>
  frameworks.flatMap(([pattern, value]) =>
    [
      `\\b${bound} (?:the )?${pattern}\\b`,
      `\\b(?:i|we) (?:have to|must|need to|should) be ${pattern}[- ]compliant`,
      `\\b(?:i|we)(?:['’](?:m|re)| am| are) ${pattern}[- ](?:compliant|certified|regulated)`,
    ].some((one) => new RegExp(one, 'iu').test(sentence))
      ? [{ key: 'complianceFramework', value }]
      : [],
  );

const zones = [
  /\b(?:my|our) (?:local )?time ?zone is (?:in |on )?([\w/+ -]{2,40})/iu,
  /\bi(?:['’]m| am) (?:in|on) ([\w/+ -]{2,30}?) time\b/iu,
  /\b[Ii](?:['’]m| am) (?:in|on) ([A-Z]{2,4}|[A-Z]\w+\/\w+)\b/u,
  /^(?:please )?use (?:the time ?zone )?([\w/+ -]{2,30}?)(?: time)?(?: zone)? from now on$/iu,
  /^(?:please )?(?:always )?use (?:the time ?zone ([\w/+-]{2,30})|([\w ]{2,20}) time)$/iu,
  /\bi(?:['’]m| am)? (?:based|located|live|sit|sitting|working) in ([\w -]{2,30})/iu,
  /\b(?:always|from now on|by default),? use ([\w/+ -]{2,30}?)(?: time)?(?: zone)?(?: for me)?$/iu,
];
const zone: PreferenceFinder = (sentence) =>
  zones.flatMap((pattern) => {
    const found = pattern.exec(sentence);
    const words = (found?.[1] ?? found?.[2])?.trim();
    if (words === undefined) return [];
    // A list may go on behind the place: "Berlin and a manager".
    const [place = words] = words.split(/ (?:and|but|so|for|with) /);
    const zoned = findZone(`${place} time`) ?? findZone(`time zone ${place}`);
    return zoned === null ? [] : [{ key: 'timeZone', value: zoned.timeZone }];
  });

const roles: readonly (readonly [pattern: string, role: string])[] = [
  [
    'manager|director|head of \\p{L}+|vp|vice president|executive|team lead|c[tfieod]o|chief \\p{L}+ officer',
    'manager',
  ],
  ['analyst|controller|auditor|accountant', 'analyst'],
  ['engineer|developer|sre|architect|administrator|admin|data scientist', 'engineer'],
];
const adjectives = '(?:(?!(?:of|for|to|with|in|at|who|whose|and|job)\\b)[\\p{L}-]+ ){0,3}?';
const role: PreferenceFinder = (sentence) =>
  roles.flatMap(([pattern, value]) =>
    [
      `\\bi(?:['’]m| am) (?:the |a |an |your )${adjectives}(?:${pattern})(?!['’]s)\\b`,
      `\\bas (?:the |a |an )${adjectives}(?:${pattern}),? (?:i|we)\\b`,
      `\\b(?:my (?:role|job|job title|title|position) is|i work as) (?:the |a |an )?${adjectives}(?:${pattern})\\b`,
      ...(value === 'manager'
        ? [
            '\\bi (?:manage|lead|run) (?:the|a|our|my) (?:[\\p{L}-]+ ){0,3}(?:team|department|group)\\b',
          ]
        : []),
    ].some((one) => new RegExp(one, 'iu').test(sentence))
      ? [{ key: 'role', value }]
      : [],
  );

/** Everything that a sentence can say of preferences, in the order in which it is tried. */
export const preferenceFinders: readonly PreferenceFinder[] = [
  names,
  costThreshold,
  readDuration(slow, 'latencyThresholdSeconds', 1),
  readDuration(stale, 'freshnessThresholdHours', 3_600),
  sla,
  criticalNames,
  framework,
  zone,
  role,
];
