/** A value of a preference: a name, a number in the unit of its key, or several names. */
export type PreferenceValue = string | number | readonly string[];

type Kind =
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'name' | 'names' | 'timeZone' }
  | { readonly kind: 'number'; readonly max: number };

export type PreferenceRule = Kind & { readonly unit: string | null; readonly says: string };

/** Every preference that a user can have, and what it does. No other key is stored. */
export const preferenceRules = {
  role: {
    kind: 'choice',
    choices: ['manager', 'analyst', 'engineer'],
    unit: null,
    says: 'how long answers are: totals first for a manager, a breakdown for an analyst',
  },
  preferredWorkspace: {
    kind: 'name',
    unit: null,
    says: 'questions that name no workspace are about this one',
  },
  preferredWarehouse: {
    kind: 'name',
    unit: null,
    says: 'questions about performance prefer this SQL warehouse',
  },
  preferredCluster: {
    kind: 'name',
    unit: null,
    says: 'questions about performance prefer this cluster',
  },
  costThresholdUsd: { kind: 'number', max: 1e12, unit: 'USD', says: 'costs above it are flagged' },
  latencyThresholdSeconds: {
    kind: 'number',
    max: 86_400,
    unit: 's',
    says: 'a query that takes longer is slow',
  },
  slaThresholdPercent: {
    kind: 'number',
    max: 100,
    unit: 'percent',
    says: 'the share of successful runs that was agreed',
  },
  freshnessThresholdHours: {
    kind: 'number',
    max: 87_600,
    unit: 'h',
    says: 'a table that is older is stale',
  },
  criticalJobs: { kind: 'names', unit: null, says: 'these jobs come first' },
  criticalTables: { kind: 'names', unit: null, says: 'these tables come first' },
  complianceFramework: { kind: 'name', unit: null, says: 'security is judged by it' },
  timeZone: {
    kind: 'timeZone',
    unit: null,
    says: 'days and times are meant in it, where the question names no other',
  },
} as const satisfies Readonly<Record<string, PreferenceRule>>;

export type PreferenceKey = keyof typeof preferenceRules;

export const preferenceKeys = Object.keys(preferenceRules) as readonly PreferenceKey[];

/** Preferences of a user; the rules of the agents read them. */
export type Preferences = {
  readonly role?: 'manager' | 'analyst' | 'engineer';
  readonly preferredWorkspace?: string;
  readonly preferredWarehouse?: string;
  readonly preferredCluster?: string;
  readonly costThresholdUsd?: number;
  readonly latencyThresholdSeconds?: number;
  readonly slaThresholdPercent?: number;
  readonly freshnessThresholdHours?: number;
  readonly criticalJobs?: readonly string[];
  readonly criticalTables?: readonly string[];
  readonly complianceFramework?: string;
  readonly timeZone?: string;
};

/**
 * Where a preference comes from: words of a question, with the investigation that asked it, or null for
 * both when its owner set it.
 */
export type PreferenceSource = {
  readonly investigationId: string | null;
  readonly said: string | null;
  /** ISO-8601 UTC. */
  readonly at: string;
};

export type StoredPreference = {
  readonly key: PreferenceKey;
  readonly value: PreferenceValue;
  readonly source: PreferenceSource;
};

/** What a message says of a preference: its value, or null to forget it. */
export type SaidPreference = {
  readonly key: PreferenceKey;
  readonly value: PreferenceValue | null;
  /** The words that said it. */
  readonly said: string;
};

/** A preference that changed what was asked, in one sentence, and where it comes from. */
export type UsedPreference = {
  readonly kind: 'preference';
  readonly key: PreferenceKey;
  readonly value: PreferenceValue;
  readonly unit: string | null;
  readonly text: string;
  readonly source: PreferenceSource;
};

/** Something remembered that an answer used: a preference, or what was found or asked before. */
export type UsedMemory =
  | UsedPreference
  | {
      readonly kind: 'insight' | 'question';
      readonly text: string;
      readonly source: PreferenceSource;
    };

/** What a message taught, and what earlier ones taught that was applied to it. */
export type MemoryOfQuestion = {
  readonly used: readonly UsedPreference[];
  readonly learned: readonly SaidPreference[];
};

/** Characters of a name, and names of a list. */
const longestName = 128;
const mostNames = 20;

/** What names of platform objects are written with; no line break, so that a name stays one in a sentence. */
const namePattern = /^[\p{L}\p{N}_][\p{L}\p{N}\p{M} _.@:/()+#-]*$/u;

export const isPreferenceKey = (text: string): text is PreferenceKey =>
  Object.hasOwn(preferenceRules, text);

/** The keys with their units, as refusals name them. */
export const knownPreferences: string = preferenceKeys
  .map((key) => {
    const { unit } = preferenceRules[key];
    return unit === null ? key : `${key} (${unit})`;
  })
  .join(', ');

/**
 * Why a value is none of a preference; null when it is one.
 *
 * @param unit The unit that the value came with; it must be the one of the key. Undefined for none.
 *
 * Pure.
 */
export function preferenceProblem(
  key: PreferenceKey,
  value: unknown,
  unit?: string | null,
): string | null {
  const rule: PreferenceRule = preferenceRules[key];
  if (unit !== undefined && unit !== rule.unit) {
    return rule.unit === null ? `${key} has no unit` : `the unit of ${key} is ${rule.unit}`;
  }
  const expected = expectedOf(rule, value);
  return expected === null ? null : `must be ${expected}`;
}

/** What a rule expects; null when a value is as expected. */
function expectedOf(rule: PreferenceRule, value: unknown): string | null {
  const [isFine, expected] = ((): readonly [boolean, string] => {
    switch (rule.kind) {
      case 'choice':
        return [rule.choices.some((one) => one === value), `one of ${rule.choices.join(', ')}`];
      case 'number':
        return [isIn(value, rule.max), `a number from 0 to ${rule.max}, in ${rule.unit}`];
      case 'names':
        return [isNames(value), `1 to ${mostNames} names, each ${aName}`];
      case 'timeZone':
        return [isTimeZone(value), 'an IANA time zone such as Europe/Berlin'];
      case 'name':
        return [isName(value), `a name ${aName}`];
    }
  })();
  return isFine ? null : expected;
}

const aName = `of at most ${longestName} characters on one line`;

const isIn = (value: unknown, max: number): boolean =>
  typeof value === 'number' && value >= 0 && value <= max;

const isNames = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.length <= mostNames && value.every(isName);

const isName = (value: unknown): boolean =>
  typeof value === 'string' && value.length <= longestName && namePattern.test(value);

function isTimeZone(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).format(0) !== '';
  } catch {
    return false;
  }
}

/** The values by key. Pure. */
export function valuesOf(stored: readonly Pick<StoredPreference, 'key' | 'value'>[]): Preferences {
  return Object.fromEntries(stored.map(({ key, value }) => [key, value]));
}

/** A preference in words: "only workspace prod-eu". Pure. */
export function preferenceText(key: PreferenceKey, value: PreferenceValue): string {
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return sentences[key](text);
}

const sentences: Readonly<Record<PreferenceKey, (value: string) => string>> = {
  role: (value) => `answers for ${value === 'manager' ? 'a' : 'an'} ${value}`,
  preferredWorkspace: (value) => `only workspace ${value}`,
  preferredWarehouse: (value) => `warehouse ${value} preferred`,
  preferredCluster: (value) => `cluster ${value} preferred`,
  costThresholdUsd: (value) => `costs above ${value} USD flagged`,
  latencyThresholdSeconds: (value) => `slow means longer than ${value} s`,
  slaThresholdPercent: (value) => `an SLA of ${value} %`,
  freshnessThresholdHours: (value) => `stale means older than ${value} h`,
  criticalJobs: (value) => `jobs ${value} first`,
  criticalTables: (value) => `tables ${value} first`,
  complianceFramework: (value) => `judged by ${value}`,
  timeZone: (value) => `days and times in ${value}`,
};
