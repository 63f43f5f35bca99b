import { endpoints } from '../estate-compute.ts';
import { prodEu } from '../estate.ts';
import { daysBefore, endpointObject } from '../incidents/objects.ts';
import { recordRateLimit } from '../settings.ts';
import { iso, type World } from '../world.ts';
import type { Decoy } from './decoy.ts';

const by = 'dina@example.com';

function inject(world: World): ReturnType<Decoy['inject']> {
  const atMs = daysBefore(world, 3) - 60_000;
  const namesakes = endpoints.filter(
    ({ workspace, name }) => workspace === prodEu && name === 'assistant',
  );
  for (const endpoint of namesakes) recordRateLimit(world, { atMs, by }, endpoint, 5);
  return {
    id: 'failing-endpoint',
    confusion: 'a change on a namesake in another workspace',
    at: iso(atMs),
    never: { who: by, objects: namesakes.map(endpointObject), words: ['limit'] },
    why: 'The endpoint of the same name in prod-eu refuses nothing.',
  };
}

/** A rate limit on the endpoint of the same name in another workspace, minutes nearer. */
export const failingEndpointDecoy: Decoy = { id: 'failing-endpoint', inject };
