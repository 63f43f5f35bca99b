import { preferenceKeys, preferenceProblem } from '../domain/preferences.ts';
import type { PreferenceKey, SaidPreference } from '../domain/preferences.ts';
import { cut } from '../domain/text.ts';
import { asideOf } from './asides.ts';
import { preferenceFinders } from './preference-patterns.ts';

/** Characters of a sentence that are kept as the source of a preference. */
const longestSaid = 300;

/** Behind a colon a question may follow, or what belongs to the sentence. */
const sentenceEnd =
  /(?<=[.!?;\n])\s+|(?<=:)\s+(?=(?:which|what|who|how|why|when|where|show|list|is|are|do|did|does)\b)/iu;

const sentencesOf = (text: string): readonly string[] =>
  text.split(sentenceEnd).filter((one) => one.trim() !== '');

const withoutEnd = (sentence: string): string => sentence.trim().replace(/[.!?;:\s]+$/u, '');

/** Said of one question only, by somebody else, or as a condition: nothing of it holds later. */
const passing =
  /\b(?:(?:just )?(?:this once|this time)|(?:for|in) (?:this|the) (?:question|one|case)|for now|today only|only today)\b|\b(?:he|she|they|who|boss|manager) (?:said|says|told|wrote|thinks?)\b|\bi was told\b|\b(?:what if|if (?:i|we|my|our)|whether|suppose|imagine)\b|^\W*(?:if|when)\b|^\W*(?:do|does|did|should|would|could|am|are|is|which|what|who|how|why|where|this|that)\b|^\W*["“‘'`]/iu;

const asks =
  /\?\s*$|\b(?:i|we) (?:want|need|require|must know|am looking for|are looking for|would like)\b|^\W*(?:show|list|give|tell|which|what|how|who|why|when|where)\b/iu;

const forgets =
  /\b(?:forget|drop|clear|remove|delete|reset)\b(?: about)?(?: all)? (?:my|our)\b(.+)$/iu;
const nolonger =
  /\b(?:i|we) (?:no longer|do(?:n['’]t| not)) (?:only )?(?:care|look|work|focus)(?: only)?\b.*\b(?:about|at|in|on)\b|\b(?:i|we) (?:again )?care about (?:all|every)(?: of the| our)? workspaces?\b|\ball(?: of)?(?: the| our)? workspaces again\b/iu;

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

/** "Forget that I only care about prod-eu": what is said behind is what is forgotten. */
const forgetsThat =
  /^\W*(?:please )?(?:forget|ignore|never ?mind)(?: about)? (?:that |what i said[,:]? )(.+)$/iu;
const unflag = /\b(?:stop|no longer|do(?:n['’]t| not)) flag(?:ging)?\b/iu;

function forgotten(sentence: string): readonly PreferenceKey[] {
  if (nolonger.test(sentence)) return ['preferredWorkspace'];
  if (unflag.test(sentence)) return ['costThresholdUsd'];
  const that = forgetsThat.exec(sentence)?.[1];
  if (that !== undefined) {
    return preferenceFinders.flatMap((find) => find(withoutEnd(that)).map(({ key }) => key));
  }
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
