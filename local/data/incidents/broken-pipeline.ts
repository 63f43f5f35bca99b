import { findByName } from '../estate.ts';
import { pipelines } from '../estate-pipelines.ts';
import { iso, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, namedObject, objectOf } from './objects.ts';

const tableName = 'prod.payments.transactions';
const brokenMs = (world: World): number => daysBefore(world, 3, 6);

function setOverrides(world: World): void {
  const { id } = findByName(pipelines, 'payments_stream');
  world.overrides.failingPipelines.set(id, { fromMs: brokenMs(world) });
  world.overrides.staleTables.set(tableName, { sinceMs: daysBefore(world, 3, 0.6) });
}

function inject(world: World): ReturnType<Incident['inject']> {
  const pipeline = findByName(pipelines, 'payments_stream');
  const from = iso(brokenMs(world));
  const failed = world.facts.pipelineUpdates.filter(
    (update) =>
      update.pipelineId === pipeline.id && update.startedAt >= from && update.result === 'FAILED',
  );
  return {
    id: 'broken-pipeline',
    title: `payments_stream fails and ${tableName} is stale`,
    domains: ['reliability', 'quality'],
    from,
    to: iso(world.nowMs),
    objects: [objectOf('pipeline', pipeline), namedObject('table', tableName)],
    sizes: [{ name: 'failed updates', value: String(failed.length), unit: 'updates' }],
    cause: 'Every update of the pipeline fails since a change of its source.',
    effects: [`${tableName} has had no commit since`, 'What is made from it is late'],
    questions: [
      'Which pipelines failed?',
      'Which tables are stale?',
      'What depends on this table?',
    ],
  };
}

/** A pipeline that fails for three days; its table goes stale. */
export const brokenPipeline: Incident = { id: 'broken-pipeline', setOverrides, inject };
