import { recordAudit } from '../audit.ts';
import { prodUs } from '../estate.ts';
import { daysBefore, namedObject } from '../incidents/objects.ts';
import { iso, type World } from '../world.ts';
import type { Decoy } from './decoy.ts';

const by = 'bo@example.com';
const tableName = 'prod.sales.orders';

function inject(world: World): ReturnType<Decoy['inject']> {
  const atMs = daysBefore(world, 4, 14.7);
  recordAudit(world, {
    workspace: prodUs,
    atMs,
    email: by,
    service: 'unityCatalog',
    action: 'updatePermissions',
    params: {
      securable_type: 'table',
      securable_full_name: tableName,
      changes: JSON.stringify([{ principal: 'etl-runners', add: ['APPLY TAG'] }]),
    },
    ip: '10.20.0.11',
    refusal: null,
  });
  return {
    id: 'revoked-grant',
    confusion: 'a change on the right object in the wrong direction',
    at: iso(atMs),
    never: { who: by, objects: [namedObject('table', tableName)], words: ['add', 'grant', 'gave'] },
    why: 'A right that is given takes none away.',
  };
}

/** A right given on the table from which another one was taken, nearer to the first failure. */
export const revokedGrantDecoy: Decoy = { id: 'revoked-grant', inject };
