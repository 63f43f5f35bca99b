import type { Domain } from '../../domain/domains.ts';
import { comparedTimes, type ComparedTimes } from '../../language/compared-times.ts';
import { findZone } from '../../language/zones.ts';
import type { Deps } from '../deps.ts';
import { preferencesIn, sharpen, unsharpened } from '../sharpen.ts';

/** From this share on one question for both times is as good as two: it may be another one otherwise. */
const sureShare = 0.9;

/** What a lane asks first, and following, when that has rows. */
type Questions = { readonly question: string; readonly following: string | null };

/**
 * The questions of a lane: one, and where it compares two times that no certified question has side by
 * side, one about each.
 *
 * Pure, but for the clock of the data.
 */
export function questionsOf(deps: Deps, domain: Domain, question: string): Questions {
  const timeZone = findZone(question)?.timeZone ?? deps.settings.timeZone;
  const asked = unsharpened(domain, question, timeZone);
  const times = timesIn(domain, asked, { nowMs: deps.now(), timeZone });
  if (times === null || (times.isNext && hasBoth(deps, domain, asked, times.now)))
    return { question, following: null };
  const preferences = preferencesIn(question);
  return {
    question: sharpen(domain, times.now, timeZone, preferences),
    following: sharpen(domain, times.before, timeZone, preferences),
  };
}

/** The question about each of the two times that a question to a domain compares; null without a comparison. */
export const timesIn = (
  domain: Domain,
  asked: string,
  at: { readonly nowMs: number; readonly timeZone: string },
): ComparedTimes | null => comparedTimes(asked, subjects[domain] ?? null, at);

/** What a lane of a domain is asked about where a question says only times. */
const subjects: Partial<Record<Domain, string>> = { cost: 'spend' };

const isOfEach = /^\W*(?:which|who|whose)\b/i;

/**
 * Whether one certified question is clearly meant that has the time before in columns of its own. A sum
 * that another one tells is as well asked for twice.
 */
function hasBoth({ nearest }: Deps, domain: Domain, asked: string, now: string): boolean {
  const [certified] = nearest(domain, asked);
  if (certified === undefined || certified.share < sureShare) return false;
  if (!certified.takes.some((name) => /^(?:previous|prior|before)_/.test(name))) return false;
  const [alone] = nearest(domain, now);
  const isOther = alone?.question !== certified.question && (alone?.share ?? 0) >= sureShare;
  return isOfEach.test(asked) || !isOther;
}
