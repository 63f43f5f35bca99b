import type { Followers } from './followers.ts';
import type { InFlight } from './in-flight.ts';
import type { Waiting } from './waiting.ts';

const one = (value: number): string => value.toFixed(1);
const two = (value: number): string => value.toFixed(2);

/** Lines about a number of questions that were open at once. Pure. */
export function inFlightLines(run: InFlight): string[] {
  const { inFlight, questions, perSecond, endings, refusals, why, medianMs, p95Ms, cpuMs } = run;
  const ended = Object.entries(endings)
    .map(([status, count]) => `${count} ${status}`)
    .join(', ');
  return [
    `  ${inFlight} at once, ${questions} in all: ${one(perSecond)} a second (${ended}; ${refusals} times told to come later); ` +
      `median ${one(medianMs / 1_000)} s, 95 % ${one(p95Ms / 1_000)} s; ` +
      `CPU of worker and API ${Math.round(cpuMs)} ms each`,
    ...(why === null ? [] : [`    the first that was not complete: ${why}`]),
  ];
}

/** A line about investigations that wait for Genie. Pure. */
export function waitingLine({ investigations, rssMb, cpuMs, looks }: Waiting): string {
  return `  ${investigations}: each takes the worker ${two(rssMb)} MB and ${two(cpuMs)} ms of CPU a second, at ${two(looks)} looks a second`;
}

/** A line about many followers of one log. Pure. */
export function followersLine(run: Followers): string {
  const { followers, p99Ms, events, cpuUs, statements, rssKb } = run;
  return `  ${followers} followers: 99 % of ${Math.round(events)} events each within ${two(p99Ms / 1_000)} s; ${statements} statements in all; CPU of the API ${Math.round(cpuUs)} µs for an event to a follower; ${Math.round(rssKb)} kB each`;
}
