import { daysBefore, namedObject } from '../incidents/objects.ts';
import { recordTableComment } from '../settings.ts';
import { iso, type World } from '../world.ts';
import type { Decoy } from './decoy.ts';

const by = 'ana@example.com';
const tableName = 'eu.iot.sensor_readings';

function inject(world: World): ReturnType<Decoy['inject']> {
  const atMs = daysBefore(world, 6, 16.5);
  recordTableComment(world, { atMs, by }, tableName, 'One row per reading of a sensor');
  return {
    id: 'missing-rows',
    confusion: 'a change on the right object that has no such effect',
    at: iso(atMs),
    never: { who: by, objects: [namedObject('table', tableName)], words: ['comment', 'chang'] },
    why: 'A comment takes no row away.',
  };
}

/** Another comment on the table, the evening before its rows go missing. */
export const missingRowsDecoy: Decoy = { id: 'missing-rows', inject };
