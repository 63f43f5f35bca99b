import { preferenceKeys, preferenceProblem } from '../domain/preferences.ts';
import type { PreferenceKey, SaidPreference } from '../domain/preferences.ts';
import { cut } from '../domain/text.ts';
import { asideOf } from './asides.ts';
import { preferenceFinders } from './preference-patterns.ts';

/** Characters of a sentence that are kept as the source of a preference. */
const longestSaid = 300;

const sentencesOf = (text: string): readonly string[] =>
  text.split(/(?<=[.!?;:\n])\s+/u).filter((one) => one.trim() !== '');

const withoutEnd = (sentence: string): string => sentence.trim().replace(/[.!?;:\s]+$/u, '');

/** Said of one question only, by somebody else, or as a condition: nothing of it holds later. */
const passing =
  /\b(?:(?:just )?(?:this once|this time)|(?:for|in) (?:this|the) (?:question|one|case)|for now|today only|only today)\b|\b(?:if|whether|suppose|imagine)\b|^\W*(?:do|does|did|should|would|could|am|are|is)\b|^\W*["“‘'`]/iu;

const asks =
  /\?\s*$|\b(?:i|we) (?:want|need|would like)\b|^\W*(?:show|list|give|tell|which|what|how|who|why|when|where)\b/iu;

const forgets =
  /\b(?:forget|drop|clear|remove|delete|reset)\b(?: about)?(?: all)? (?:my|our)\b(.+)$/iu;
const nolonger =
  /\b(?:i|we) (?:no longer|do(?:n['’]t| not)) (?:only )?(?:care|look|work|focus)(?: only)?\b.*\b(?:about|at|in|on)\b|\b(?:i|we) (?:again )?care about (?:all|every)(?: of the| our)? workspaces?\b|\b(?:look at|use) all(?: of the| our)? workspaces again\b/iu;

const labels: Readonly<Record<PreferenceKey, RegExp>> = {
  role: /\brole\b/i,
  preferredWorkspace: /\bworkspace\b/i,
  preferredWarehouse: /\bwarehouse\b/i,
  preferredCluster: /\bcluster\b/i,
  costThresholdUsd: /\b(?:cost|spend|spending|budget) (?:threshold|limit)\b/i,
  latencyThresholdSeconds: /\b(?:latency|slow|query)\b/i,
  slaThresholdPercent: /\bsla\b/i,
  freshnessThresholdHours: /\b(?:fresh|freshness|stale|staleness)\b/i,
  criticalJobs: /\b(?:critical|important) jobs?\b/i,
  criticalTables: /\b(?:critical|important) tables?\b/i,
  complianceFramework: /\b(?:compliance|framework)\b/i,
  timeZone: /\btime ?zone\b/i,
};

function forgotten(sentence: string): readonly PreferenceKey[] {
  if (nolonger.test(sentence)) return ['preferredWorkspace'];
  const what = forgets.exec(sentence)?.[1];
  if (what === undefined) return [];
  return /\bpreferences\b/i.test(what)
    ? preferenceKeys
    : preferenceKeys.filter((key) => labels[key].test(what));
}

function readSentence(sentence: string): readonly SaidPreference[] {
  if (passing.test(sentence)) return [];
  const said = cut(withoutEnd(sentence), longestSaid);
  const gone = forgotten(sentence);
  if (gone.length > 0) return gone.map((key) => ({ key, value: null, said }));
  return preferenceFinders
    .flatMap((find) => find(withoutEnd(sentence)))
    .filter(({ key, value }) => preferenceProblem(key, value) === null)
    .map((found) => ({ ...found, said }));
}

/**
 * The preferences that the writer of a message tells of themselves, with the sentence that tells each: "I
 * only care about prod-eu", "flag anything above $500". The last of several for one key counts. Questions,
 * conditions and what others said tell none.
 *
 * Pure.
 */
export function preferencesSaid(message: string): readonly SaidPreference[] {
  const all = sentencesOf(message).flatMap(readSentence);
  return all.filter(({ key }, at) => !all.slice(at + 1).some((later) => later.key === key));
}

/**
 * What a message asks beside the preferences that it tells; null when it asks nothing. A message that tells
 * none stays as it is.
 *
 * Pure.
 */
export function withoutSaid(message: string): string | null {
  if (preferencesSaid(message).length === 0) return message;
  const rest = sentencesOf(message)
    .filter((sentence) => asks.test(sentence) || readSentence(sentence).length === 0)
    .join(' ')
    .trim();
  return rest === '' || asideOf(rest) === 'greeting' || !/\p{L}.*\s/u.test(rest) ? null : rest;
}
