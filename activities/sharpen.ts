import { agents } from '../agents/index.ts';
import { namesTime, readTimes } from '../language/time/read-times.ts';
import { findZone, withTimeZone } from '../language/zones.ts';
import type { Domain } from '../domain/domains.ts';
import type { PreferenceKey, Preferences, PreferenceValue } from '../domain/preferences.ts';

/**
 * The question as Genie gets it: with the sentences of the domain's agent, its window where nothing else
 * decides one, and the time zone.
 */
export function sharpen(
  domain: Domain,
  question: string,
  timeZone: string,
  preferences: Preferences = {},
): string {
  const agent = agents[domain];
  const sharpened = agent.sharpen(question, preferences);
  const timed = namesTime(readTimes(question, Date.now(), timeZone))
    ? sharpened
    : `${sharpened} Where neither the question nor an example query names a time, use the ${agent.defaultWindow}.`;
  return withTimeZone(timed, timeZone);
}

/** The sentences that preferences add, as the agents write them. */
const added: readonly (readonly [PreferenceKey, RegExp, (text: string) => PreferenceValue])[] = [
  ['preferredWorkspace', / Only for workspace (.+?)\.(?= \p{Lu}|$)/u, String],
  ['preferredWarehouse', / Prefer warehouse (.+?)\.(?= \p{Lu}|$)/u, String],
  ['preferredCluster', / Prefer cluster (.+?)\.(?= \p{Lu}|$)/u, String],
  ['costThresholdUsd', / Flag costs of more than ([\d.e+]+?) USD\./u, Number],
  ['latencyThresholdSeconds', / Slow means longer than ([\d.e+]+?) seconds\./u, Number],
  ['slaThresholdPercent', / Compare with an SLA of ([\d.e+]+?) %\./u, Number],
  ['freshnessThresholdHours', / Stale means older than ([\d.e+]+?) hours\./u, Number],
  ['criticalJobs', / Put these jobs first: (.+?)\.(?= \p{Lu}|$)/u, (text) => text.split(', ')],
  ['criticalTables', / Put these tables first: (.+?)\.(?= \p{Lu}|$)/u, (text) => text.split(', ')],
  ['complianceFramework', / Judge it by (.+?)\.(?= \p{Lu}|$)/u, String],
  ['role', / (Give totals first)\./u, () => 'manager'],
  ['role', / (Give a detailed breakdown)\./u, () => 'analyst'],
];

/** The preferences that a question was sharpened with. Pure. */
export function preferencesIn(text: string): Preferences {
  return Object.fromEntries(
    added.flatMap(([key, pattern, read]) => {
      const found = pattern.exec(text)?.[1];
      return found === undefined ? [] : [[key, read(found)]];
    }),
  );
}

/** The question that was sharpened into a text; the text itself when it was not. */
export function unsharpened(domain: Domain, text: string, timeZone: string): string {
  const preferences = preferencesIn(text);
  const zones = [...new Set([timeZone, findZone(text)?.timeZone ?? timeZone])];
  const parts = [...text.matchAll(/ (?=\p{Lu})/gu)].map(({ index }) => text.slice(0, index));
  const isSource = (part: string): boolean =>
    zones.some((zone) => sharpen(domain, part, zone, preferences) === text);
  return parts.find(isSource) ?? text;
}
