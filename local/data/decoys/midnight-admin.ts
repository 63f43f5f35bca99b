import { recordAudit } from '../audit.ts';
import { prodUs } from '../estate.ts';
import { daysBefore, namedObject } from '../incidents/objects.ts';
import { iso, type World } from '../world.ts';
import type { Decoy } from './decoy.ts';

const by = 'bo@example.com';
const member = 'contractor@example.net';

function inject(world: World): ReturnType<Decoy['inject']> {
  const atMs = daysBefore(world, 5, 1.95);
  recordAudit(world, {
    workspace: prodUs,
    atMs,
    email: by,
    service: 'accounts',
    action: 'addPrincipalToGroup',
    params: { targetGroupName: 'readers', targetUserName: member },
    ip: '10.20.0.11',
    refusal: null,
  });
  return {
    id: 'midnight-admin',
    confusion: 'a change on the right object that has no such effect',
    at: iso(atMs),
    never: { who: by, objects: [namedObject('group', 'readers')], words: ['group', 'reader'] },
    why: 'The group readers may change no permission.',
  };
}

/** Another group for the same account, minutes before. */
export const midnightAdminDecoy: Decoy = { id: 'midnight-admin', inject };
