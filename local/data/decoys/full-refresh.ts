import { findByName } from '../estate.ts';
import { pipelines } from '../estate-pipelines.ts';
import { daysBefore, objectOf } from '../incidents/objects.ts';
import { addPipelineVersion } from '../pipeline-versions.ts';
import { recordPipelineEdit } from '../settings.ts';
import { iso, type World } from '../world.ts';
import type { Decoy } from './decoy.ts';

const by = 'bo@example.com';

function inject(world: World): ReturnType<Decoy['inject']> {
  const pipeline = findByName(pipelines, 'web_sessions');
  const atMs = daysBefore(world, 6, 13.6);
  addPipelineVersion(world, pipeline, { atMs });
  recordPipelineEdit(world, { atMs, by }, pipeline, { photon: 'true', continuous: 'false' });
  return {
    id: 'full-refresh',
    confusion: 'a change an hour after the onset',
    at: iso(atMs),
    never: { who: by, objects: [objectOf('pipeline', pipeline)], words: ['edit', 'chang'] },
    why: 'The refresh ran for an hour when the pipeline was edited.',
  };
}

/** An edit of the pipeline while its full refresh runs. */
export const fullRefreshDecoy: Decoy = { id: 'full-refresh', inject };
