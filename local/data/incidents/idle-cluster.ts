import { known } from '../estate.ts';
import { clusters } from '../estate-compute.ts';
import { iso, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, objectOf } from './objects.ts';

const days = 5;

function bend(world: World): void {
  const { id } = known(clusters, 'eu-explore');
  world.bends.idleClusters.set(id, {
    fromMs: daysBefore(world, days),
    untilMs: daysBefore(world, 0),
  });
}

function plant(world: World): ReturnType<Incident['plant']> {
  const cluster = known(clusters, 'eu-explore');
  return {
    id: 'idle-cluster',
    title: 'eu-explore runs day and night with nothing to do',
    domains: ['cost', 'performance'],
    from: iso(daysBefore(world, days)),
    to: iso(daysBefore(world, 0)),
    objects: [objectOf('cluster', cluster)],
    sizes: [{ name: 'running', value: String(days * 24), unit: 'h' }],
    cause: 'The cluster has no automatic stop and nobody stopped it.',
    effects: ['Its usage goes on at night', 'Its mean CPU falls'],
    questions: [
      'Which clusters are underused?',
      'Which clusters do not stop by themselves?',
      'What does each all-purpose cluster cost?',
    ],
  };
}

/** A cluster left running around the clock for five days. */
export const idleCluster: Incident = { id: 'idle-cluster', bend, plant };
