import { endpoints } from '../estate-compute.ts';
import { findByName, prodUs } from '../estate.ts';
import { recordRateLimit } from '../settings.ts';
import { dateOf, dayMs, iso, minuteMs, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, endpointObject, figure } from './objects.ts';

const by = 'bo@example.com';
const tooFew = 2;
const enough = 600;

const share = 0.6;

function setOverrides(world: World): void {
  const fromMs = daysBefore(world, 3);
  const overrideOfDay = { fromMs, untilMs: fromMs + dayMs, share };
  world.overrides.failingEndpoints.set(`${prodUs.id}/assistant`, overrideOfDay);
}

function inject(world: World): ReturnType<Incident['inject']> {
  const endpoint = findByName(endpoints, 'assistant');
  const fromMs = daysBefore(world, 3);
  const limited = { atMs: fromMs - 6 * minuteMs, by };
  recordRateLimit(world, limited, endpoint, tooFew);
  recordRateLimit(world, { atMs: fromMs + dayMs + minuteMs, by }, endpoint, enough);
  const key = JSON.stringify([dateOf(fromMs), prodUs.id, endpoint.name]);
  const sums = world.endpointDays.get(key);
  return {
    id: 'failing-endpoint',
    title: 'The endpoint assistant of prod-us refuses most requests for a day',
    domains: ['performance'],
    from: iso(fromMs),
    to: iso(fromMs + dayMs),
    objects: [endpointObject(endpoint)],
    sizes: [{ name: 'refused requests', value: String(share * 100), unit: 'percent' }],
    cause: `${by} set a rate limit that was too low, and raised it a day later.`,
    visible: {
      is: 'cause',
      words: ['limit'],
      objects: [endpointObject(endpoint)],
      who: by,
      at: iso(limited.atMs),
      howMuch: [
        figure('refused requests', share * 100, 'percent', 0.25),
        figure('refused requests', sums?.failed ?? 0, 'requests', 0.1),
        figure('calls per minute', tooFew, 'calls', 0),
      ],
    },
    unseen: null,
    effects: ['Requests end with 429 and 500', 'The endpoint of the same name in prod-eu is well'],
    questions: ['Which model serving endpoints fail or throttle requests?'],
  };
}

/** Many requests to one of two endpoints with the same name fail. */
export const failingEndpoint: Incident = { id: 'failing-endpoint', setOverrides, inject };
