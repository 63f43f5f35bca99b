import { endpoints } from '../estate-compute.ts';
import { known, prodUs } from '../estate.ts';
import { dayMs, iso, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, endpointObject } from './objects.ts';

const share = 0.6;

function bend(world: World): void {
  const fromMs = daysBefore(world, 3);
  const bendOfDay = { fromMs, untilMs: fromMs + dayMs, share };
  world.bends.failingEndpoints.set(`${prodUs.id}/assistant`, bendOfDay);
}

function plant(world: World): ReturnType<Incident['plant']> {
  const endpoint = known(endpoints, 'assistant');
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

/** One of two endpoints with the same name fails. */
export const failingEndpoint: Incident = { id: 'failing-endpoint', bend, plant };
