import type { InvestigationRef } from '../../../domain/investigation.ts';
import type { Leaves } from '../../../domain/memory-port.ts';
import type { SaidPreference } from '../../../domain/preferences.ts';
import type { WorkStore } from '../../../domain/worker-ports.ts';
import { anAnswer } from '../postgres/bench.ts';

/** The end of a run whose lanes have ended. */
export const end = {
  status: 'fromLanes',
  openLanes: { outcome: 'failed', detail: 'x' },
  failure: null,
} as const;

/** The warehouse refuses everything. */
export const unavailable = {
  match: { path: '/sql/1.0/warehouses' },
  fault: { kind: 'status', status: 500 },
};
/** Commits a routing that taught preferences, and answers with what is left in memory. */
export async function answeredWith(
  work: WorkStore,
  ref: InvestigationRef,
  learned: readonly SaidPreference[],
  leaves: Leaves | null,
): Promise<void> {
  await work.commitRouting(ref, {
    routing: { domains: [], tools: [], source: 'examples', memory: { used: [], learned } },
    degraded: [],
    usage: {},
    prompt: null,
    lanes: [],
  });
  if (leaves === null) return;
  await work.appendAnswer(ref, [
    { key: 'answer.started:1:1', type: 'answer.started', payload: { pass: 1, attempt: 1 } },
    {
      key: 'answer.finished:1:1',
      type: 'answer.finished',
      payload: { answer: anAnswer('found'), usage: {}, leaves },
    },
  ]);
}

export const insight = (text: string) => ({ domain: 'cost' as const, text, evidenceIds: [] });
export const left = (key: string, terms = 'cost job'): Leaves => ({
  key,
  terms,
  insights: [insight(`found ${key}`)],
});
