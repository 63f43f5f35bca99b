import { agents } from '../agents/index.ts';
import { namesTime, readTimes } from '../language/time/read-times.ts';
import { withTimeZone } from '../language/zones.ts';
import type { Domain } from '../domain/domains.ts';

/**
 * The question as Genie gets it: with the sentences of the domain's agent, its window where nothing else
 * decides one, and the time zone.
 */
export function sharpen(domain: Domain, question: string, timeZone: string): string {
  const agent = agents[domain];
  const sharpened = agent.sharpen(question, {});
  const timed = namesTime(readTimes(question, Date.now(), timeZone))
    ? sharpened
    : `${sharpened} Where neither the question nor an example query names a time, use the ${agent.defaultWindow}.`;
  return withTimeZone(timed, timeZone);
}

/** The question that was sharpened into a text; the text itself when it was not. */
export function unsharpened(domain: Domain, text: string, timeZone: string): string {
  const parts = [...text.matchAll(/ (?=\p{Lu})/gu)].map(({ index }) => text.slice(0, index));
  return parts.find((part) => sharpen(domain, part, timeZone) === text) ?? text;
}
