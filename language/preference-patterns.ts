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

const i = "(?:i|we)(?:['’](?:m|re)| am| are)?";
const focus = [
  `${i} (?:really |mostly |mainly )?(?:only|just|solely|exclusively)(?: really)? (?:care about|interested in|look at|work (?:in|on|with)|use|responsible for|deal with|want to see)`,
  `${i} (?:responsible for|in charge of|work (?:in|on|with))`,
  '(?:from now on|always|by default),? (?:please )?(?:only |just )?(?:look at|focus on|stick to|limit (?:it|everything|yourself|answers) to|show(?: me)?(?: only| just)?|use)',
].join('|');
const focused = new RegExp(
  `\\b(?:${focus}) (?:the |our |my )?(?:sql )?(?:(${kindWords}) )?(?:called |named )?${name}(?: (${kindWords})\\b)?`,
  'giu',
);
const owned = new RegExp(
  `\\b(?:my|our) (?:(default|preferred|main|usual) )?(?:sql )?(${kindWords}) is (?:(called|named) )?${name}`,
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
  ...[...sentence.matchAll(focused)].flatMap(([, before, quoted, plain = '', after]) => {
    const key = keyOfKind[(before ?? after ?? 'workspace').toLowerCase()];
    const fits = isFocus({ quoted, plain }, before, after);
    return key && fits ? [{ key, value: quoted ?? plain }] : [];
  }),
  ...[...sentence.matchAll(owned)].flatMap(([, chosen, kind = '', called, quoted, plain = '']) => {
    const key = keyOfKind[kind.toLowerCase()];
    const fits = [quoted, chosen, called].some((one) => one !== undefined) || isIdentifier(plain);
    return key && fits ? [{ key, value: quoted ?? plain }] : [];
  }),
];

const amount = '(\\d[\\d,]*(?:\\.\\d+)?)';
const money = `(?:\\$ ?${amount} ?(k|m)?\\b|${amount} ?(k|m)? ?(?:usd|us dollars?|dollars?|bucks|\\$))`;
const over =
  '(?:over|above|more than|exceeding|beyond|longer than|slower than|older than|greater than)';
const costs = [
  `\\b(?:flag|highlight|mark|warn me (?:of|about)) (?!.*\\b(?:yesterday|today|last|this)\\b).{0,40}?\\b${over} ${money}`,
  `\\b(?:my|our) (?:cost|spend|spending|budget)(?:ing)? (?:threshold|limit) is ${money}`,
  `\\b(?:any|every)thing ${over} ${money} (?:per \\w+ )?is (?:too |very |really )?(?:much|expensive|high|costly|a lot)`,
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

const durations = (word: string, objects: string, threshold: string): readonly RegExp[] =>
  [
    `\\b${word}(?: (?:${objects}))? (?:means?|is|are) (?:anything |everything |a |an |\\w+ (?:that )?)?(?:takes? |taking )?${over} ${duration}`,
    `\\b(?:${objects}) (?:that (?:take|takes|are|is) )?${over} ${duration} (?:is|are|counts? as) (?:too )?${word}`,
    `\\b(?:call|consider) .{0,30}\\b${word} (?:when|if) .{0,20}?${over} ${duration}`,
    `\\b(?:my|our) (?:${threshold}) (?:threshold|limit) is ${duration}`,
  ].map((pattern) => new RegExp(pattern, 'iu'));
const slow = durations(
  'slow',
  'queries|a query|statements|anything',
  'latency|slow[- ]query|query',
);
const stale = durations(
  '(?:stale|outdated)',
  'data|tables?|a table|anything',
  'freshness|staleness',
);

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
  `\\b(?:(?:my|our) sla(?: target| threshold)? is|we have (?:agreed on )?an sla of) ${amount} ?(?:%|percent|per cent)`,
  'iu',
);
const sla: PreferenceFinder = (sentence) => {
  const digits = agreed.exec(sentence)?.[1];
  return digits === undefined ? [] : [{ key: 'slaThresholdPercent', value: toNumber(digits) }];
};

const critical = 'critical|important|business[- ]critical';
const criticalOwn = new RegExp(
  `\\b(?:my|our) (?:most )?(?:${critical}) (job|table)s? (?:is|are):? (.+)$`,
  'iu',
);
const criticalNamed = new RegExp(
  `\\b(job|table)s? (.+?) (?:is|are) (?:most |very )?(?:${critical}) (?:for|to) (?:me|us)\\b`,
  'iu',
);
const criticalNames: PreferenceFinder = (sentence) =>
  [criticalOwn, criticalNamed].flatMap((pattern) => {
    const [, kind, list] = pattern.exec(sentence) ?? [];
    const value = (list ?? '')
      .split(/,| and /)
      .map((one) => one.trim().replace(/^(?:and )?[`“"]?(.*?)[`”"]?$/u, '$1'));
    if (kind === undefined || !value.every(isIdentifier)) return [];
    return [{ key: kind.toLowerCase() === 'job' ? 'criticalJobs' : 'criticalTables', value }];
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
  "(?:(?:i|we) (?:have to|must|need to|should) (?:comply with|follow|meet|adhere to|be compliant with)|(?:i|we)(?:['’](?:m|re)| am| are) (?:audited (?:against|for|under|by)|regulated (?:by|under)|subject to|bound by)|(?:my|our) (?:compliance )?(?:framework|standard) is)";
const framework: PreferenceFinder = (sentence) =>
  frameworks.flatMap(([pattern, value]) =>
    new RegExp(`\\b${bound} (?:the )?${pattern}\\b`, 'iu').test(sentence)
      ? [{ key: 'complianceFramework', value }]
      : [],
  );

const zones = [
  /\b(?:my|our) (?:local )?time ?zone is (?:in |on )?([\w/+ -]{2,40})/iu,
  /\bi(?:['’]m| am) (?:in|on) ([\w/+ -]{2,30}?) time\b/iu,
  /\bi(?:['’]m| am) (?:in|on) ([A-Z]{2,4}|[A-Z]\w+\/\w+)\b/u,
  /\bi(?:['’]m| am)? (?:based|located|live|sit|sitting|working) in ([\w -]{2,30})/iu,
  /\b(?:always|from now on|by default),? use ([\w/+ -]{2,30}?)(?: time)?(?: zone)?(?: for me)?$/iu,
];
const zone: PreferenceFinder = (sentence) =>
  zones.flatMap((pattern) => {
    const words = pattern.exec(sentence)?.[1]?.trim();
    if (words === undefined) return [];
    // A list may go on behind the place: "Berlin and a manager".
    const [place = words] = words.split(/ (?:and|but|so|for|with) /);
    const found = findZone(`${place} time`) ?? findZone(`time zone ${place}`);
    return found === null ? [] : [{ key: 'timeZone', value: found.timeZone }];
  });

const roles: readonly (readonly [pattern: string, role: string])[] = [
  [
    'manager|director|head of \\p{L}+|vp|vice president|executive|team lead|c[tfieod]o|chief \\p{L}+ officer',
    'manager',
  ],
  ['analyst|controller|auditor|accountant', 'analyst'],
  ['engineer|developer|sre|architect|administrator|admin|data scientist', 'engineer'],
];
const between = '(?:(?!(?:of|for|to|with|in|at|who|whose|and|job)\\b)[\\p{L}-]+ ){0,3}?';
const role: PreferenceFinder = (sentence) =>
  roles.flatMap(([pattern, value]) =>
    [
      `\\bi(?:['’]m| am) (?:the |a |an |your )${between}(?:${pattern})(?!['’]s)\\b`,
      `\\bas (?:the |a |an )${between}(?:${pattern}),? (?:i|we)\\b`,
      `\\bmy role is (?:the |a |an )?${between}(?:${pattern})\\b`,
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
