import { ownWordsIn } from './own-words.ts';
import { readTimes } from './time/read-times.ts';

/** Words that hardly anything but a data platform has. */
const ofPlatform =
  /\b(?:jobs|tables|queries|warehouses|clusters|pipelines|endpoints|workflows|datasets|dbus?|usd|sql|serverless|compute|lakehouse|databricks|workspaces?|catalogs?|catalogues?|schemas?|columns?|log-?ins?|grants?|granted|permissions?|privileges?|admins?|service principals?|tokens?|latenc(?:y|ies)|p\d\d|lineage|freshness|dashboards?|spend\w*|spent|audit|retries|reruns?|metastore|notebooks?|unity|ai gateway|secret scopes?|row filters?|column masks?|auto-?stop|group|\d ?[gtp]i?b)\b/i;

/** Words for things of a platform that other fields have, too: a warehouse in a harbour, a table in a restaurant. */
const shared =
  /\b(?:job|table|query|warehouse|cluster|pipeline|endpoint|workflow|dataset|run|runs|model|schedule|users?|teams?|platform|data|bill|costs?|refresh|build|load)\b/i;

/** Who asks for themselves. */
const personal = /\b(?:my|i|i['’](?:m|ve|d|ll)|me|we|our)\b/i;

/** Asks whether something is good for anybody. */
const inGeneral = /^\W*is it (?:\p{L}+ )?\p{L}+ to \p{L}+/iu;

/** A noon by which all nights and days that a text may name are over. */
const farAway = Date.UTC(2100, 0, 1, 12);

/** What is told or compared with words for two measures is of a platform also without its words. */
const measures =
  /\b(?:slow\w*|expensive|costly|fail\w*|crash\w*|stale|fresh|late|throttled|timed? ?outs?|refused|denied|queue\w*|wait\w*|costs?)\b/gi;

/** Whether somebody asks for themselves, or says no word of the platform and measures nothing. */
const isForeign = (text: string, measured: number): boolean =>
  personal.test(text) || (measured === 0 && !shared.test(text));

/**
 * Whether a text that is like no question about the platform is about another field: it has no word that only a
 * platform has, but words that no question about one has, and says no time at which something was.
 *
 * Pure.
 *
 * @param strange How many of its words no question about the platform has.
 */
export function isOfOtherField(text: string, strange: number): boolean {
  const said = new Set(text.toLowerCase().match(measures));
  if (ofPlatform.test(text) || ownWordsIn(text).length > 0 || said.size > 1) return false;
  if (inGeneral.test(text)) return true;
  const isDated = readTimes(text, farAway, 'UTC').periods.length > 0;
  if (strange === 0) return !isDated && !shared.test(text);
  // "Does nobody write to the table anymore" has one odd word, and two of the platform.
  if (said.size > 0 && shared.test(text) && strange < 2) return false;
  return !isDated || (strange > 1 && isForeign(text, said.size));
}
