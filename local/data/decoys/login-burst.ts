import { recordAudit } from '../audit.ts';
import { servicePrincipals, workspaces } from '../estate.ts';
import { daysBefore, namedObject } from '../incidents/objects.ts';
import { iso, type World } from '../world.ts';
import type { Decoy } from './decoy.ts';

const ip = '10.30.0.77';
const logins = 400;

function inject(world: World): ReturnType<Decoy['inject']> {
  const [email] = servicePrincipals;
  const atMs = daysBefore(world, 2, 2.8);
  for (let index = 0; index < logins; index += 1)
    recordAudit(world, {
      workspace: workspaces[0],
      atMs: atMs + index * 4000,
      email,
      service: 'accounts',
      action: 'tokenLogin',
      params: { user: email },
      ip,
      refusal: null,
    });
  return {
    id: 'login-burst',
    confusion: 'a louder event of another kind at the same hour',
    at: iso(atMs),
    never: {
      who: email,
      objects: [namedObject('user', email), namedObject('address', ip)],
      words: ['login'],
    },
    why: 'Its logins succeed; none of the failed ones came from there.',
  };
}

/** More than twice as many logins from one address, all of them right: a load test. */
export const loginBurstDecoy: Decoy = { id: 'login-burst', inject };
