import type { Domain } from '../../domain/domains.ts';
import { comparedTimes } from '../../language/compared-times.ts';
import { findZone } from '../../language/zones.ts';
import type { Deps } from '../deps.ts';
import { sharpen, unsharpened } from '../sharpen.ts';

/** From this share on one certified question is meant that has the time before in columns of its own. */
const clearShare = 0.9;

/** What a lane asks first, and then, when that has rows. */
type Questions = { readonly question: string; readonly then: string | null };

/**
 * The questions of a lane: one, and where it compares two times that no certified question has side by
 * side, one about each.
 *
 * Pure, but for the date of now.
 */
export function questionsOf(deps: Deps, domain: Domain, question: string): Questions {
  const timeZone = findZone(question)?.timeZone ?? deps.settings.timeZone;
  const asked = unsharpened(domain, question, timeZone);
  const times = comparedTimes(asked, Date.now(), timeZone);
  if (times === null || (times.isNext && hasBoth(deps, domain, asked)))
    return { question, then: null };
  return {
    question: sharpen(domain, times.now, timeZone),
    then: sharpen(domain, times.before, timeZone),
  };
}

function hasBoth({ meant }: Deps, domain: Domain, asked: string): boolean {
  const certified = meant(domain, asked);
  return (
    certified !== null &&
    certified.share >= clearShare &&
    certified.takes.some((name) => /^(?:previous|prior|before)_/.test(name))
  );
}
