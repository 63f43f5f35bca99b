import { findByName } from '../estate.ts';
import { pipelines } from '../estate-pipelines.ts';
import { addPipelineVersion } from '../pipeline-versions.ts';
import { recordPipelineEdit } from '../settings.ts';
import { dateOf, dayMs, iso, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, figure, namedObject, objectOf, staleFor } from './objects.ts';

const by = 'chen@example.com';

const tableName = 'prod.payments.transactions';
const brokenMs = (world: World): number => daysBefore(world, 3, 6);

/** After the last update that succeeded. */
const editedMs = (world: World): number => daysBefore(world, 3, 5.4);

function setOverrides(world: World): void {
  const { id } = findByName(pipelines, 'payments_stream');
  world.overrides.failingPipelines.set(id, { fromMs: brokenMs(world) });
  world.overrides.staleTables.set(tableName, { sinceMs: daysBefore(world, 3, 0.6) });
}

function inject(world: World): ReturnType<Incident['inject']> {
  const pipeline = findByName(pipelines, 'payments_stream');
  const from = iso(brokenMs(world));
  const edit = { atMs: editedMs(world), by };
  addPipelineVersion(world, pipeline, edit);
  recordPipelineEdit(world, edit, pipeline, {
    configuration: JSON.stringify({ 'payments.source': 'kafka://payments-v2' }),
  });
  const failed = world.facts.pipelineUpdates.filter(
    (update) =>
      update.pipelineId === pipeline.id && update.startedAt >= from && update.result === 'FAILED',
  );
  const lastDay = dateOf(world.nowMs - dayMs);
  const failedOfLastDay = failed.filter(({ startedAt }) => startedAt.startsWith(lastDay));
  const since = world.facts.pipelineUpdates.filter(
    (update) => update.pipelineId === pipeline.id && update.startedAt >= dateOf(brokenMs(world)),
  );
  const shareOfDays = (100 * failed.length) / since.length;
  return {
    id: 'broken-pipeline',
    title: `payments_stream fails and ${tableName} is stale`,
    domains: ['reliability', 'quality'],
    from,
    to: iso(world.nowMs),
    objects: [objectOf('pipeline', pipeline), namedObject('table', tableName)],
    sizes: [{ name: 'failed updates', value: String(failed.length), unit: 'updates' }],
    cause: `Every update of the pipeline fails since ${by} gave it another source.`,
    visible: {
      is: 'cause',
      words: ['edit', 'chang'],
      objects: [objectOf('pipeline', pipeline), namedObject('table', tableName)],
      who: by,
      at: iso(editedMs(world)),
      howMuch: [
        figure('failed updates', failed.length, 'updates', 0.1),
        figure('failed updates of the last day', failedOfLastDay.length, 'updates', 0),
        figure('failed since the day of the onset', shareOfDays, 'percent'),
        ...staleFor(world, tableName),
      ],
    },
    unseen: null,
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
