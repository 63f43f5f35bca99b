import { clusters } from '../estate-compute.ts';
import { findByName } from '../estate.ts';
import { addClusterVersion } from '../cluster-versions.ts';
import { daysBefore, objectOf } from '../incidents/objects.ts';
import { recordClusterEdit } from '../settings.ts';
import { iso, type World } from '../world.ts';
import type { Decoy } from './decoy.ts';

const by = 'bo@example.com';

function inject(world: World): ReturnType<Decoy['inject']> {
  const before = findByName(clusters, 'eu-explore');
  const cluster = { ...before, workers: before.workers - 1 };
  const atMs = daysBefore(world, 6, 15.4);
  const { runtime, stopsAfterMinutes } = cluster;
  addClusterVersion(world, cluster, { atMs, runtime, stopsAfterMinutes });
  recordClusterEdit(world, { atMs, by }, cluster, stopsAfterMinutes);
  return {
    id: 'idle-cluster',
    confusion: 'a change on the right object in the wrong direction',
    at: iso(atMs),
    never: { who: by, objects: [objectOf('cluster', cluster)], words: ['worker', 'edit', 'size'] },
    why: 'A cluster with fewer workers costs less, and it ran no longer for it.',
  };
}

/** One worker less on the cluster, the day before it was left on. */
export const idleClusterDecoy: Decoy = { id: 'idle-cluster', inject };
