import { endpoints } from '../estate-compute.ts';
import { findByName, prodUs } from '../estate.ts';
import { dayMs, iso, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, endpointObject } from './objects.ts';

const share = 0.6;

function setOverrides(world: World): void {
  const fromMs = daysBefore(world, 3);
  const overrideOfDay = { fromMs, untilMs: fromMs + dayMs, share };
  world.overrides.failingEndpoints.set(`${prodUs.id}/assistant`, overrideOfDay);
}

function inject(world: World): ReturnType<Incident['inject']> {
  const endpoint = findByName(endpoints, 'assistant');
  const fromMs = daysBefore(world, 3);
  return {
    id: 'failing-endpoint',
    title: 'The endpoint assistant of prod-us refuses most requests for a day',
    domains: ['performance'],
    from: iso(fromMs),
    to: iso(fromMs + dayMs),
    objects: [endpointObject(endpoint)],
    sizes: [{ name: 'refused requests', value: String(share * 100), unit: 'percent' }],
    cause: 'A rate limit was set too low.',
    effects: ['Requests end with 429 and 500', 'The endpoint of the same name in prod-eu is well'],
    questions: ['Which model serving endpoints fail or throttle requests?'],
  };
}

/** Many requests to one of two endpoints with the same name fail. */
export const failingEndpoint: Incident = { id: 'failing-endpoint', setOverrides, inject };
