import { spaceSettingOf } from '../domain/domains.ts';
import type { Domain, SpaceSetting } from '../domain/domains.ts';
import type { Preferences } from '../domain/preferences.ts';

/** Returns the sentence that is added to a question; null when its condition is false. */
export type Rule = (question: string, preferences: Preferences) => string | null;

export type Agent = {
  readonly domain: Domain;
  /** What the domain answers, in one line, for routing. */
  readonly asks: string;
  readonly examples: readonly string[];
  /** Words that suggest this domain. */
  readonly keywords: readonly string[];
  /** The setting with the id of its Genie space. */
  readonly spaceSetting: SpaceSetting;
  readonly dashboards: readonly { readonly title: string; readonly topics: readonly string[] }[];
  /** What a question covers that names no time, where no certified question decides it. */
  readonly defaultWindow: string;
  readonly sharpen: (question: string, preferences: Preferences) => string;
};

/**
 * Declares a domain agent. Each of its rules may add one sentence to a question, in order; the
 * user's own words are not changed.
 */
export function defineAgent(
  spec: Omit<Agent, 'spaceSetting' | 'sharpen'> & { readonly rules: readonly Rule[] },
): Agent {
  const { rules, ...rest } = spec;
  return {
    ...rest,
    spaceSetting: spaceSettingOf(spec.domain),
    sharpen: (question, preferences) =>
      [question, ...rules.flatMap((rule) => rule(question, preferences) ?? [])].join(' '),
  };
}

/** A rule that adds a sentence when the question matches. */
export function whenAsked(pattern: RegExp, sentence: string): Rule {
  return (question) => (pattern.test(question) ? sentence : null);
}

/** A rule that adds a sentence made from a preference, when it is set. */
export function whenPreferred(sentence: (preferences: Preferences) => string | null): Rule {
  return (_question, preferences) => sentence(preferences);
}

/** The rule that all domains share: a preferred workspace, unless the question names one. */
export const inPreferredWorkspace: Rule = (question, { preferredWorkspace }) =>
  preferredWorkspace === undefined || /\bworkspaces?\b/i.test(question)
    ? null
    : `Only for workspace ${preferredWorkspace}.`;
