import type { CaseResult, Evaluation } from '../../domain/evaluation.ts';
import type { ScheduleChange, ScheduleState } from '../../domain/evaluation-ports.ts';
import type { CaseState, ProposedCase } from '../../domain/feedback.ts';
import { read, send } from '../service-client.ts';

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
  /** `verb`: pause, resume, trigger or backfill. */
  readonly tell: (verb: string, body: object) => Promise<ScheduleState>;
};

/**
 * A client of a running service, for evaluations.
 *
 * Effect: HTTP to `url`. Replies are ours, so their shape is trusted.
 */
export function createEvaluationClient(url: string, token: string | null = null): EvaluationClient {
  const all = `${url}/v1/evaluations`;
  const self = (id: string): string => `${all}/${encodeURIComponent(id)}`;
  const schedule = `${all}/schedule`;
  const casePage = (state: CaseState, cursor: string | null): Promise<CasePage> => {
    const after = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    return read(`${all}/cases?limit=100&state=${state}${after}`, token);
  };
  return {
    start: (body) => send(all, body, { token }),
    get: (id) => read(self(id), token),
    list: async (limit) =>
      (await read<{ evaluations: readonly Evaluation[] }>(`${all}?limit=${limit}`, token))
        .evaluations,
    cancel: async (id) => {
      await send(`${self(id)}/cancel`, {}, { token });
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
      send(`${all}/cases/${encodeURIComponent(id)}/${decision}`, body, { token }),
    schedule: () => read(schedule, token),
    change: (change) => send(schedule, change, { method: 'PUT', token }),
    tell: (verb, body) => send(`${schedule}/${verb}`, body, { token }),
  };
}
