import { findByName } from '../estate.ts';
import { pipelines } from '../estate-pipelines.ts';
import { recordUpdate } from '../pipelines.ts';
import { centsAt } from '../prices.ts';
import { recordUpdateStart } from '../settings.ts';
import { dateOf, hourMs, iso, minuteMs, usd, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, figure, objectOf } from './objects.ts';

const minutes = 300;
const by = 'chen@example.com';

const hoursBetween = (from: string, to: string | null): number =>
  (Date.parse(to ?? from) - Date.parse(from)) / hourMs;

function inject(world: World): ReturnType<Incident['inject']> {
  const pipeline = findByName(pipelines, 'web_sessions');
  const dbu = (pipeline.dbuPerHour * minutes) / 60;
  const startMs = daysBefore(world, 6, 12.6);
  const endMs = startMs + minutes * minuteMs;
  recordUpdateStart(world, { atMs: startMs - 5000, by }, pipeline, true);
  recordUpdate(world, { pipeline, startMs, endMs, result: 'FAILED', fullRefresh: true });
  const date = dateOf(startMs);
  const hoursOfDay = world.facts.pipelineUpdates
    .filter((update) => update.pipelineId === pipeline.id && update.startedAt.startsWith(date))
    .reduce((sum, { startedAt, endedAt }) => sum + hoursBetween(startedAt, endedAt), 0);
  const microsOfDay = [...world.usage]
    .filter(([key]) => {
      const [day, , , , , objectId] = JSON.parse(key) as unknown[];
      return day === date && objectId === pipeline.id;
    })
    .reduce((sum, [, { micros }]) => sum + micros, 0);
  return {
    id: 'full-refresh',
    title: 'A full refresh of web_sessions ran for five hours and failed',
    domains: ['cost', 'reliability'],
    from: iso(startMs),
    to: iso(endMs),
    objects: [objectOf('pipeline', pipeline)],
    sizes: [
      { name: 'duration', value: String(minutes), unit: 'min' },
      { name: 'usage', value: String(dbu), unit: 'DBU' },
    ],
    cause: `${by} started a full refresh by hand; it failed in its last minute.`,
    visible: {
      is: 'cause',
      words: ['full refresh', 'refreshed in full', 'full_refresh'],
      objects: [objectOf('pipeline', pipeline)],
      who: by,
      at: iso(startMs),
      howMuch: [
        figure('duration', minutes, 'min', 0.1),
        figure('duration', minutes / 60, 'h', 0.1),
        figure('updates of that day', hoursOfDay, 'h'),
        figure('list cost of that day', usd(microsOfDay), 'USD'),
        figure('usage', dbu, 'DBU', 0.2),
        figure('list cost', (dbu * centsAt(world, 'DLT', startMs, 'list')) / 100, 'USD', 0.2),
      ],
    },
    unseen: null,
    effects: ['Spend of the pipeline rose on that day', 'The update counts as failed'],
    questions: ['Which pipelines failed?', 'What does each pipeline cost?'],
  };
}

/** An expensive full refresh that fails at its end, six days before the clock. */
export const fullRefresh: Incident = { id: 'full-refresh', inject };
