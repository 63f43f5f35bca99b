import { findByName } from '../estate.ts';
import { clusters } from '../estate-compute.ts';
import { iso, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, objectOf } from './objects.ts';

const days = 5;

function setOverrides(world: World): void {
  const { id } = findByName(clusters, 'eu-explore');
  world.overrides.idleClusters.set(id, {
    fromMs: daysBefore(world, days),
    untilMs: daysBefore(world, 0),
  });
}

function inject(world: World): ReturnType<Incident['inject']> {
  const cluster = findByName(clusters, 'eu-explore');
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
export const idleCluster: Incident = { id: 'idle-cluster', setOverrides, inject };
