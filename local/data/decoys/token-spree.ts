import { recordAudit } from '../audit.ts';
import { prodUs, servicePrincipals } from '../estate.ts';
import { daysBefore, namedObject } from '../incidents/objects.ts';
import { dayMs, iso, type World } from '../world.ts';
import type { Decoy } from './decoy.ts';

const tokens = 40;

function inject(world: World): ReturnType<Decoy['inject']> {
  const [, by] = servicePrincipals;
  const atMs = daysBefore(world, 5, 22.2);
  for (let weekMs = atMs; weekMs >= world.startMs; weekMs -= 7 * dayMs)
    for (let index = 0; index < tokens; index += 1)
      recordAudit(world, {
        workspace: prodUs,
        atMs: weekMs + index * 20_000,
        email: by,
        service: 'accounts',
        action: 'generateDbToken',
        params: { tokenExpirationTime: '604800000' },
        ip: '10.30.0.5',
        refusal: null,
      });
  return {
    id: 'token-spree',
    confusion: 'a weekly peak that looks like a burst',
    at: iso(atMs),
    never: { who: by, objects: [namedObject('user', by)], words: ['token'] },
    why: 'It renews as many tokens in every week of the data.',
  };
}

/** The weekly renewal of tokens by a service principal, louder and in the same night. */
export const tokenSpreeDecoy: Decoy = { id: 'token-spree', inject };
