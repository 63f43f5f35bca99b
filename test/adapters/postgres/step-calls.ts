import type { WorkStore } from '../../../domain/worker-ports.ts';
import { notFound, nothing } from './memory-calls.ts';
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

/** Messages of Ann, of which a model has some to sum up. */
export const longSession = `
  insert into messages (id, session_id, owner, role, content, at, expires_at)
    select 'old-' || n, $1, 'ann', 'user', $2, now() - make_interval(mins => n), now() + interval '1 hour'
      from generate_series(1, 12) n`;

const due = {
  before: null,
  messages: [],
  domains: [],
  upToUs: '0',
  expiresUs: String(4e15),
};
export const ofSummaries: Readonly<Record<keyof WorkStore['summaries'], [Call, Reply]>> = {
  due: [({ ref, work }) => work.summaries.due(ref), { says: null }],
  save: [({ ref, work }) => work.summaries.save(ref, due, { text: 'secret', usage: {} }), nothing],
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
