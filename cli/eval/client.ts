import type { CaseResult, Evaluation } from '../../domain/evaluation.ts';
import type { ScheduleChange, ScheduleState } from '../../domain/evaluation-ports.ts';
import type { CaseState, ProposedCase } from '../../domain/feedback.ts';
import type { ApiClient, components } from '../../client/index.ts';
import { createApi, ours } from '../service-client.ts';

/** What a command asks; the service checks it. */
type Backfill = components['schemas']['Backfill'];
type ScheduleBody = components['schemas']['EvaluationScheduleChange'];

export type EvaluationWithResults = Evaluation & { readonly results: readonly CaseResult[] };

type CasePage = {
  readonly cases: readonly ProposedCase[];
  readonly nextCursor: string | null;
};

export type EvaluationClient = {
  readonly start: (body: object) => Promise<Evaluation>;
  readonly get: (id: string) => Promise<EvaluationWithResults>;
  readonly list: (limit: number) => Promise<readonly Evaluation[]>;
  readonly cancel: (id: string) => Promise<void>;
  /** The newest hundred of a state. */
  readonly cases: (state: CaseState) => Promise<CasePage>;
  /** Every case of a state, oldest first. */
  readonly allCases: (state: CaseState) => Promise<readonly ProposedCase[]>;
  readonly decide: (
    id: string,
    decision: 'accept' | 'reject',
    body: object,
  ) => Promise<ProposedCase>;
  readonly schedule: () => Promise<ScheduleState>;
  readonly change: (change: Partial<ScheduleChange>) => Promise<ScheduleState>;
  readonly tell: (verb: ScheduleVerb, body: object) => Promise<ScheduleState>;
};

/**
 * A client of a running service, for evaluations.
 *
 * Effect: HTTP to `url`. Replies are ours, so their shape is trusted.
 */
export function createEvaluationClient(url: string, token: string | null = null): EvaluationClient {
  const api = createApi(url, token);
  const of = (id: string) => ({ params: { path: { id } } });
  const casePage = (state: CaseState, cursor: string | null): Promise<CasePage> => {
    const query = { limit: 100, state, ...(cursor === null ? {} : { cursor }) };
    return ours(api.GET('/v1/evaluations/cases', { params: { query } }));
  };
  return {
    start: (body) => ours(api.POST('/v1/evaluations', { body })),
    get: (id) => ours(api.GET('/v1/evaluations/{id}', of(id))),
    list: async (limit) => {
      const query = { limit };
      const call = api.GET('/v1/evaluations', { params: { query } });
      return (await ours<{ evaluations: readonly Evaluation[] }>(call)).evaluations;
    },
    cancel: async (id) => {
      await api.POST('/v1/evaluations/{id}/cancel', of(id));
    },
    cases: (state) => casePage(state, null),
    allCases: async (state) => {
      const found: ProposedCase[] = [];
      for (let cursor: string | null = null; ;) {
        const page = await casePage(state, cursor);
        found.push(...page.cases);
        cursor = page.nextCursor;
        if (cursor === null) return found.toReversed();
      }
    },
    decide: (id, decision, body) =>
      ours(
        decision === 'accept'
          ? api.POST('/v1/evaluations/cases/{id}/accept', { ...of(id), body })
          : api.POST('/v1/evaluations/cases/{id}/reject', of(id)),
      ),
    schedule: () => ours(api.GET('/v1/evaluations/schedule')),
    change: (body) => ours(api.PUT('/v1/evaluations/schedule', { body: body as ScheduleBody })),
    tell: (verb, body) => ours(tell[verb](api, body)),
  };
}

/** What is told to the schedule. */
export type ScheduleVerb = 'pause' | 'resume' | 'trigger' | 'backfill';
type Told = Promise<{ readonly data?: unknown }>;

const tell: Readonly<Record<ScheduleVerb, (api: ApiClient, body: object) => Told>> = {
  pause: (api, body) => api.POST('/v1/evaluations/schedule/pause', { body }),
  resume: (api, body) => api.POST('/v1/evaluations/schedule/resume', { body }),
  trigger: (api) => api.POST('/v1/evaluations/schedule/trigger'),
  backfill: (api, body) =>
    api.POST('/v1/evaluations/schedule/backfill', { body: body as Backfill }),
};
