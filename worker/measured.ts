import type { Deps } from '../activities/deps.ts';
import { asAppError } from '../domain/errors.ts';
import type { Genie } from '../domain/genie.ts';
import type { Usage } from '../domain/investigation.ts';
import type { Meter } from '../domain/metrics.ts';
import type { Quota } from '../domain/quota-ports.ts';
import type { Reasoner } from '../domain/reasoner-port.ts';
import type { LegEnd, Steps } from '../domain/steps.ts';
import type { LegRef, WorkStore } from '../domain/worker-ports.ts';

/** Questions whose answer is waited for are few; one whose lane was given up is forgotten after these. */
const mostOpen = 5_000;

const secondsSince = (ms: number): number => (performance.now() - ms) / 1000;

/**
 * The same ports, with what they do counted in this process: nothing is stored or asked for it.
 *
 * Effect: as the ports.
 */
export const measuredDeps = (deps: Deps, meter: Meter): Deps => ({
  ...deps,
  genie: measuredGenie(deps.genie, meter),
  workspaceFor: (ref, name) => {
    const opened = deps.workspaceFor(ref, name);
    return opened && { ...opened, genie: measuredGenie(opened.genie, meter) };
  },
  reasoner: measuredReasoner(deps.reasoner, meter),
  store: measuredStore(deps.store, meter),
});

const endOf = (error: unknown): string => asAppError(error).code;

function measuredGenie(genie: Genie, meter: Meter): Genie {
  const askedAtMs = new Map<string, number>();
  const counted =
    <Args extends readonly unknown[], Result>(
      request: string,
      call: (...args: Args) => Promise<Result>,
    ) =>
    async (...args: Args): Promise<Result> => {
      try {
        const result = await call(...args);
        meter.count('health_monitor_genie_requests_total', { request, end: 'ok' });
        return result;
      } catch (error) {
        meter.count('health_monitor_genie_requests_total', { request, end: endOf(error) });
        throw error;
      }
    };
  const ask = counted('ask', genie.ask);
  const message = counted('message', genie.message);
  return {
    ...genie,
    ask: async (question, mayStillSend) => {
      const ids = await ask(question, mayStillSend);
      if (ids !== null) {
        askedAtMs.set(ids.messageId, performance.now());
        for (const oldest of askedAtMs.keys())
          if (askedAtMs.size > mostOpen) askedAtMs.delete(oldest);
      }
      return ids;
    },
    message: async (at, signal) => {
      const found = await message(at, signal);
      const sinceMs = askedAtMs.get(at.messageId);
      if (sinceMs !== undefined && found.status === 'COMPLETED') {
        meter.observe('health_monitor_genie_answer_seconds', {}, secondsSince(sinceMs));
        askedAtMs.delete(at.messageId);
      }
      return found;
    },
    result: counted('result', genie.result),
  };
}

function measuredReasoner(reasoner: Reasoner, meter: Meter): Reasoner {
  const told = <Result extends { readonly usage: Partial<Usage> }>(
    step: string,
    result: Result,
  ): Result => {
    const { modelCalls = 0, inputTokens = 0, outputTokens = 0 } = result.usage;
    meter.count('health_monitor_model_calls_total', { step }, modelCalls);
    meter.count('health_monitor_model_tokens_total', { step, direction: 'input' }, inputTokens);
    meter.count('health_monitor_model_tokens_total', { step, direction: 'output' }, outputTokens);
    return result;
  };
  return {
    ...reasoner,
    route: async (request, signal) => told('route', await reasoner.route(request, signal)),
    compose: async (request, text, signal) =>
      told('compose', await reasoner.compose(request, text, signal)),
  };
}

function measuredStore(store: WorkStore, meter: Meter): WorkStore {
  return {
    ...store,
    quota: measuredQuota(store.quota, meter),
    conclude: async (...args) => {
      const status = await store.conclude(...args);
      meter.count('health_monitor_investigations_ended_total', { status });
      return status;
    },
  };
}

/** A leg asks with the same object until it is granted. */
function measuredQuota(quota: Quota, meter: Meter): Quota {
  const sinceMs = new WeakMap<LegRef, number>();
  return {
    ...quota,
    request: async (leg, request) => {
      const startedMs = sinceMs.get(leg) ?? performance.now();
      sinceMs.set(leg, startedMs);
      const turn = await quota.request(leg, request);
      if (turn.kind === 'granted')
        meter.observe('health_monitor_quota_wait_seconds', {}, secondsSince(startedMs));
      return turn;
    },
  };
}

const legEnd = (end: LegEnd): string => (end.kind === 'finished' ? end.outcome : end.kind);

/** The code of one of our failures, which stands as its type; any other is `cancelled` or Temporal's. */
const failureOf = (error: unknown): string => {
  const type: unknown = error instanceof Error ? Reflect.get(error, 'type') : undefined;
  return typeof type === 'string' ? type : error instanceof Error ? error.name : 'unknown';
};

/**
 * The same steps of an investigation, timed, and the ends of legs counted.
 *
 * Effect: as the steps.
 */
export function measuredSteps(steps: Steps, meter: Meter): Steps {
  const timed = Object.fromEntries(
    Object.entries(steps).map(([step, work]: [string, (args: never) => Promise<unknown>]) => [
      step,
      async (args: never): Promise<unknown> => {
        const startedMs = performance.now();
        const tell = (end: string): void =>
          meter.observe('health_monitor_step_seconds', { step, end }, secondsSince(startedMs));
        try {
          const result = await work(args);
          tell('done');
          return result;
        } catch (error) {
          tell(failureOf(error));
          throw error;
        }
      },
    ]),
    // Each step under its own name, with its own arguments and result.
  ) as Steps;
  return {
    ...timed,
    askGenie: async (args) => {
      const end = await timed.askGenie(args);
      meter.count('health_monitor_legs_ended_total', { domain: args.domain, end: legEnd(end) });
      return end;
    },
  };
}
