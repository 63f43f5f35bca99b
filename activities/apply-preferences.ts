import { namesGiven } from '../language/names-given.ts';
import { findZone } from '../language/zones.ts';
import type { InvestigationRow } from '../domain/investigation.ts';
import type {
  Preferences,
  SaidPreference,
  StoredPreference,
  UsedPreference,
} from '../domain/preferences.ts';
import { preferenceRules, preferenceText, valuesOf } from '../domain/preferences.ts';
import type { RoutedDomain } from '../domain/routing.ts';
import { sharpen } from './sharpen.ts';

/**
 * The preferences that hold for a question: those that are known, changed by what the question itself says.
 *
 * Pure.
 */
export function preferencesFor(
  known: readonly StoredPreference[],
  said: readonly SaidPreference[],
  { id, createdAtMs }: Pick<InvestigationRow, 'id' | 'createdAtMs'>,
): readonly StoredPreference[] {
  const at = new Date(createdAtMs).toISOString();
  const told = said.flatMap(({ key, value, said: words }): readonly StoredPreference[] =>
    value === null ? [] : [{ key, value, source: { investigationId: id, said: words, at } }],
  );
  return [...known.filter(({ key }) => !said.some((one) => one.key === key)), ...told];
}

/** Asks for more than one workspace, or names one by its form. */
const everywhere =
  /\b(?:all|every|each|any|across)\b.{0,20}\bworkspaces?\b|\b(?:across|in) the (?:whole )?(?:account|platform|company)\b|\boverall\b|\beverywhere\b/i;
const namesWorkspace = (question: string): boolean =>
  everywhere.test(question) ||
  namesGiven(question).some((name) =>
    /(?:^|-)(?:prod|dev|test|staging|stage|qa|uat)(?:-|$)/.test(name),
  );

/**
 * Sharpens the questions of domains with what their asker prefers, and tells which preferences changed one.
 * What a question names itself is not changed.
 *
 * @param timeZone The zone of the installation.
 *
 * Pure, but for the clock.
 */
export function applyPreferences(
  question: string,
  chosen: readonly RoutedDomain[],
  stored: readonly StoredPreference[],
  timeZone: string,
): { readonly domains: readonly RoutedDomain[]; readonly used: readonly UsedPreference[] } {
  const fitting = stored.filter(
    ({ key }) => key !== 'preferredWorkspace' || !namesWorkspace(question),
  );
  const ask = (preferences: Preferences): readonly string[] =>
    chosen.map((one) => {
      const zone = findZone(question)?.timeZone ?? preferences.timeZone ?? timeZone;
      return sharpen(one.domain, one.question, zone, preferences);
    });
  const questions = ask(valuesOf(fitting));
  const isUsed = ({ key }: StoredPreference): boolean =>
    // The role shapes the text of every answer.
    key === 'role' ||
    ask(valuesOf(fitting.filter((one) => one.key !== key))).some(
      (text, at) => text !== questions[at],
    );
  return {
    domains: chosen.map((one, at) => ({ ...one, question: questions[at] ?? one.question })),
    used: chosen.length === 0 ? [] : fitting.filter(isUsed).map(toUsed),
  };
}

const toUsed = ({ key, value, source }: StoredPreference): UsedPreference => ({
  kind: 'preference',
  key,
  value,
  unit: preferenceRules[key].unit,
  text: preferenceText(key, value),
  source,
});
