import type { Domain } from '../../domain/domains.ts';
import type {
  FrequentQuestion,
  Leaves,
  Recalled,
  StoredInsight,
} from '../../domain/memory-port.ts';
import type { PreferenceKey, PreferenceValue, StoredPreference } from '../../domain/preferences.ts';

/** A preference that is kept; a value of null is one that was forgotten, so that no older one comes back. */
export type KeptPreference = Omit<StoredPreference, 'value'> & {
  readonly value: PreferenceValue | null;
};

/** An insight with the words by which it is found. */
export type KeptInsight = StoredInsight & { readonly terms: string; readonly sessionId: string };

/** A question with its key, its words, and the investigations that were counted last. */
export type KeptQuestion = FrequentQuestion & {
  readonly key: string;
  readonly terms: string;
  readonly sessionId: string;
  readonly counted: readonly string[];
};

/** What is remembered of one user. */
export type Remembered = {
  readonly preferences: readonly KeptPreference[];
  readonly insights: readonly KeptInsight[];
  readonly questions: readonly KeptQuestion[];
};

export const nothing: Remembered = { preferences: [], insights: [], questions: [] };

/** How long each of them is kept, and how many at most. */
const keptMs = 365 * 86_400_000;
const mostInsights = 200;
const mostQuestions = 500;
/** A save is repeated soon after it, if at all. */
const mostCounted = 20;

const newerFirst = (a: { at: string }, b: { at: string }): number => (a.at < b.at ? 1 : -1);

/** Without what is too old, and the least used and oldest of what is too much. Pure. */
export function current(memory: Remembered, nowMs: number): Remembered {
  const isKept = ({ at }: { readonly at: string }) => Date.parse(at) + keptMs > nowMs;
  return {
    preferences: memory.preferences.filter(({ source }) => isKept(source)),
    insights: memory.insights.filter(isKept).toSorted(newerFirst).slice(0, mostInsights),
    questions: memory.questions
      .filter(isKept)
      .toSorted((a, b) => b.count - a.count || newerFirst(a, b))
      .slice(0, mostQuestions),
  };
}

/** What a preference is set to, and what set it. */
export type Setting = {
  readonly key: PreferenceKey;
  readonly value: PreferenceValue | null;
  readonly source: StoredPreference['source'];
};

/** Sets preferences, unless what is there was said later. Pure. */
export function withPreferences(memory: Remembered, settings: readonly Setting[]): Remembered {
  const kept = new Map(memory.preferences.map((one) => [one.key, one]));
  for (const one of settings) {
    const before = kept.get(one.key);
    if (before === undefined || before.source.at <= one.source.at) kept.set(one.key, one);
  }
  const preferences = [...kept.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return { ...memory, preferences };
}

/** An answered question, and what it leaves; `at` is ISO-8601 UTC. */
export type Answered = {
  readonly investigationId: string;
  readonly sessionId: string;
  readonly question: string;
  readonly domains: readonly Domain[];
  readonly at: string;
  readonly leaves: Leaves;
};

/** With what an answer leaves; nothing changes when it was there before. Pure. */
export function withLeft(memory: Remembered, answered: Answered): Remembered {
  const { investigationId, sessionId, question, domains, at, leaves } = answered;
  const of = { investigationId, sessionId, terms: leaves.terms, at };
  const before = memory.questions.find(({ key }) => key === leaves.key);
  const insights = leaves.insights.map((one, n) => ({
    ...one,
    ...of,
    id: `${investigationId}:${n + 1}`,
  }));
  const known = new Set(memory.insights.map(({ id }) => id));
  const isCounted = before?.counted.includes(investigationId) ?? false;
  const counted = [investigationId, ...(before?.counted ?? [])].slice(0, mostCounted);
  const isNewest = before === undefined || before.at <= at;
  const latest = { ...of, key: leaves.key, question, domains };
  const asked = {
    ...(isNewest ? latest : before),
    count: (before?.count ?? 0) + 1,
    counted,
  };
  return {
    ...memory,
    insights: [...memory.insights, ...insights.filter(({ id }) => !known.has(id))],
    questions: isCounted
      ? memory.questions
      : [...memory.questions.filter(({ key }) => key !== leaves.key), asked],
  };
}

/** Without what investigations left. Pure. */
export function withoutInvestigations(memory: Remembered, ids: ReadonlySet<string>): Remembered {
  const isOther = ({ investigationId }: { readonly investigationId: string }) =>
    !ids.has(investigationId);
  return {
    ...memory,
    insights: memory.insights.filter(isOther),
    questions: memory.questions.filter(isOther),
  };
}

/** Preferences that have a value. Pure. */
export const preferencesOf = ({ preferences }: Remembered): readonly StoredPreference[] =>
  preferences.flatMap(({ value, ...one }) => (value === null ? [] : [{ ...one, value }]));

const halfLifeDays = 180;
const mostRecalled = 3;
/** A single word in common says little. */
const leastInCommon = 2;

/**
 * What was found or asked before in similar words in other sessions: the best three of each, where rare words
 * count more and newer ones come before older ones, by the measure that PostgreSQL's function `recalled` has.
 *
 * Pure.
 */
export function recall(
  memory: Remembered,
  at: { readonly sessionId: string; readonly before: string; readonly terms: readonly string[] },
): readonly Recalled[] {
  const all = [
    ...memory.insights.map((one) => ({ kind: 'insight' as const, ...one })),
    ...memory.questions.map((one) => ({ kind: 'question' as const, text: one.question, ...one })),
  ].filter((one) => one.at < at.before);
  const known = all.map((one) => ({
    one,
    words: new Set(one.terms.split(' ').filter((word) => word !== '')),
  }));
  const weights = new Map(
    [...new Set(at.terms)].map((term) => {
      const holders = known.filter(({ words }) => words.has(term)).length;
      return [term, Math.log(1 + known.length / (1 + holders))] as const;
    }),
  );
  const ranked = known
    .filter(({ one }) => one.sessionId !== at.sessionId)
    .flatMap(({ one, words }) => {
      const common = [...weights].filter(([term]) => words.has(term));
      if (common.length < leastInCommon) return [];
      const days = (Date.parse(at.before) - Date.parse(one.at)) / 86_400_000;
      const sum = common.reduce((total, [, weight]) => total + weight, 0);
      return [{ one, score: (sum / Math.sqrt(words.size)) * Math.exp(-days / halfLifeDays) }];
    })
    .toSorted((a, b) => b.score - a.score || newerFirst(a.one, b.one));
  return (['insight', 'question'] as const).flatMap((kind) =>
    ranked
      .filter(({ one }) => one.kind === kind)
      .slice(0, mostRecalled)
      .map(({ one: { text, investigationId, at: found } }) => ({
        kind,
        text,
        investigationId,
        at: found,
      })),
  );
}
