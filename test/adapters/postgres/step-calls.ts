import type { WorkStore } from '../../../domain/worker-ports.ts';
import { notFound } from './memory-calls.ts';
import type { Call, Reply } from './memory-calls.ts';

export const toolEnd = {
  tool: 'web_search',
  outcome: 'no_data',
  summary: 'found',
  data: null,
} as const;
/** Calls of tools and rounds, and what another principal gets. */
export const ofTools: Readonly<Record<keyof WorkStore['tools'], [Call, Reply]>> = {
  start: [({ ref, work }) => work.tools.start(ref, 'runbooks'), notFound],
  end: [({ ref, work }) => work.tools.end(ref, { ...toolEnd, tool: 'runbooks' }), notFound],
  ended: [({ ref, work }) => work.tools.ended(ref), { says: [] }],
};

const aPlan = { round: 2, version: 1, steps: [], done: null };
const noRound = {
  plans: [],
  rounds: [],
  checked: [],
  untold: { statements: 0 },
  cost: { questions: 0, statements: 0, tokens: 0 },
};
export const ofRounds: Readonly<Record<keyof WorkStore['rounds'], [Call, Reply]>> = {
  all: [({ ref, work }) => work.rounds.all(ref), { says: noRound }],
  commit: [({ ref, work }) => work.rounds.commit(ref, aPlan, { lanes: [], events: [] }), notFound],
};
