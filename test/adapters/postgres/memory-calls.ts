import type { InvestigationId, SessionId } from '../../../domain/ids.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import type { ClientRequests } from '../../../domain/client-requests.ts';
import type { InvestigationStore } from '../../../domain/api-ports.ts';
import type { MemoryStore } from '../../../domain/memory-port.ts';
import type { LegRef, WorkStore } from '../../../domain/worker-ports.ts';

/** Everything of Ann's that another principal could reach for. */
export type Anns = {
  readonly ref: InvestigationRef;
  /** An earlier question, with which her client sent something. */
  readonly earlier: InvestigationId;
  readonly leg: LegRef;
  readonly session: SessionId;
  readonly evidenceId: string;
};

export type Stores = {
  work: WorkStore;
  store: InvestigationStore;
  memory: MemoryStore;
  requests: ClientRequests;
};
export type Call = (it: Anns & Stores) => Promise<unknown>;
/** What a stranger gets: a refusal, or an answer that says nothing. */
export type Reply = { readonly refused: string } | { readonly says: unknown };
export const notFound: Reply = { refused: 'input.not_found' };
export const nothing: Reply = { says: undefined };

/** What Ann's client sent with her question. */
export const annsRequest = {
  model: 'health-monitor',
  background: true,
  previousResponseId: null,
  instructions: 'secret',
  metadata: {},
  input: [],
} as const;

export const ofRequests: Readonly<Record<keyof ClientRequests, [Call, Reply] | string>> = {
  keyOf: 'of a body and a principal, tested in test/api/responses.test.ts',
  keep: [({ ref, requests }) => requests.keep(ref, annsRequest), nothing],
  find: [({ ref, earlier, requests }) => requests.find({ ...ref, id: earlier }), { says: null }],
  remove: [({ ref, requests }) => requests.remove(ref, null), notFound],
};

/** A call of each method with Ann's ids, and what a stranger gets. */
export const ofMemory: Readonly<Record<keyof MemoryStore, [Call, Reply] | string>> = {
  known: [({ ref, session, memory }) => memory.known(ref.owner, session), { says: null }],
  sessions: [
    ({ ref, memory }) => memory.sessions(ref.owner, { limit: 9, after: null }),
    { says: { rows: [], nextCursor: null } },
  ],
  insights: [({ ref, memory }) => memory.insights(ref.owner), { says: [] }],
  questions: [({ ref, memory }) => memory.questions(ref.owner), { says: [] }],
  deleteInsight: [
    async ({ ref, memory }) => {
      const [insight] = await memory.insights('ann');
      return memory.deleteInsight(ref.owner, insight?.id ?? '');
    },
    { says: false },
  ],
  session: [({ ref, session, memory }) => memory.session(ref.owner, session), { says: null }],
  deleteSession: [
    ({ ref, session, memory }) => memory.deleteSession(ref.owner, session),
    { refused: 'input.not_found' },
  ],
  export: [
    ({ ref, memory }) => memory.export(ref.owner),
    {
      says: {
        preferences: [],
        insights: [],
        frequentQuestions: [],
        sessions: [],
        messages: [],
        summaries: [],
        investigations: [],
      },
    },
  ],
  forget: 'writes a line of audit for whoever asks; what it deletes is tested by itself',
  preferences: [({ ref, memory }) => memory.preferences(ref.owner), { says: [] }],
  setPreferences: [
    ({ ref, memory }) =>
      memory.setPreferences(ref.owner, ref.owner === 'ann' ? { role: 'manager' } : {}),
    nothing,
  ],
};
