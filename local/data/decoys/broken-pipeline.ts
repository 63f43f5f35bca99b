import { findByName } from '../estate.ts';
import { pipelines } from '../estate-pipelines.ts';
import { daysBefore, objectOf } from '../incidents/objects.ts';
import { addPipelineVersion } from '../pipeline-versions.ts';
import { recordPipelineEdit } from '../settings.ts';
import { iso, type World } from '../world.ts';
import type { Decoy } from './decoy.ts';

const by = 'dina@example.com';

function inject(world: World): ReturnType<Decoy['inject']> {
  const pipeline = findByName(pipelines, 'payments_stream');
  const atMs = daysBefore(world, 3, 7.2);
  addPipelineVersion(world, pipeline, { atMs });
  recordPipelineEdit(world, { atMs, by }, pipeline, {
    configuration: JSON.stringify({ 'payments.retries': '5' }),
  });
  return {
    id: 'broken-pipeline',
    confusion: 'a change an hour after the onset',
    at: iso(atMs),
    never: { who: by, objects: [objectOf('pipeline', pipeline)], words: ['edit', 'chang'] },
    why: 'The first update had failed an hour before: it was an attempt to mend it.',
  };
}

/** An attempt to mend the pipeline an hour after its first failure. */
export const brokenPipelineDecoy: Decoy = { id: 'broken-pipeline', inject };
