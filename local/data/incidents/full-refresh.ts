import { findByName } from '../estate.ts';
import { pipelines } from '../estate-pipelines.ts';
import { recordUpdate } from '../pipelines.ts';
import { iso, minuteMs, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, objectOf } from './objects.ts';

const minutes = 300;

function inject(world: World): ReturnType<Incident['inject']> {
  const pipeline = findByName(pipelines, 'web_sessions');
  const startMs = daysBefore(world, 6, 12.6);
  const endMs = startMs + minutes * minuteMs;
  recordUpdate(world, { pipeline, startMs, endMs, result: 'FAILED', fullRefresh: true });
  return {
    id: 'full-refresh',
    title: 'A full refresh of web_sessions ran for five hours and failed',
    domains: ['cost', 'reliability'],
    from: iso(startMs),
    to: iso(endMs),
    objects: [objectOf('pipeline', pipeline)],
    sizes: [
      { name: 'duration', value: String(minutes), unit: 'min' },
      { name: 'usage', value: String((pipeline.dbuPerHour * minutes) / 60), unit: 'DBU' },
    ],
    cause: 'Somebody started a full refresh by hand; it failed in its last minute.',
    effects: ['Spend of the pipeline rose on that day', 'The update counts as failed'],
    questions: ['Which pipelines failed?', 'What does each pipeline cost?'],
  };
}

/** An expensive full refresh that fails at its end, six days before the clock. */
export const fullRefresh: Incident = { id: 'full-refresh', inject };
