import { findByName } from '../estate.ts';
import { clusters } from '../estate-compute.ts';
import { centsAt } from '../prices.ts';
import { dayMs, isWeekend, iso, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, figure, objectOf } from './objects.ts';

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
  const fromMs = daysBefore(world, days);
  const workingDays = Array.from({ length: days }, (_, day) => fromMs + day * dayMs).filter(
    (dayStart) => !isWeekend(dayStart),
  );
  const workingHours = workingDays.length * (cluster.open[1] - cluster.open[0]);
  const cents = centsAt(world, 'ALL_PURPOSE', fromMs, 'list');
  const costOf = (hours: number) => (hours * cluster.dbuPerHour * cents) / 100;
  return {
    id: 'idle-cluster',
    title: 'eu-explore runs day and night with nothing to do',
    domains: ['cost', 'performance'],
    from: iso(daysBefore(world, days)),
    to: iso(daysBefore(world, 0)),
    objects: [objectOf('cluster', cluster)],
    sizes: [{ name: 'running', value: String(days * 24), unit: 'h' }],
    cause: 'The cluster has no automatic stop and nobody stopped it.',
    visible: {
      is: 'cause',
      words: ['stop', 'idle', 'terminat'],
      objects: [objectOf('cluster', cluster)],
      who: null,
      at: iso(daysBefore(world, days)),
      howMuch: [
        figure('running', days * 24, 'h', 0.1),
        figure('running of a day', 24, 'h', 0.05),
        figure('running beyond its working hours', days * 24 - workingHours, 'h', 0.25),
        figure('list cost', costOf(days * 24), 'USD', 0.2),
        figure('extra list cost', costOf(days * 24 - workingHours), 'USD', 0.25),
      ],
    },
    unseen: 'Who left it on: a stop that nobody made leaves no event.',
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
