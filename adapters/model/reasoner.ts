import { setTimeout as delay } from 'node:timers/promises';
import type { Degradation } from '../../domain/answer.ts';
import type { ComposeRequest, Reasoner } from '../../domain/reasoner-port.ts';
import type { ModelSettings } from './chat.ts';
import { createModelCalls } from './model-calls.ts';
import { ModelFailure } from './model-failure.ts';
import { createOfflineReasoner } from './offline.ts';

/** How often a model is asked to choose the domains before the rules do. */
const routingCalls = 2;
/** Nothing may arrive from a model that writes for at most this long, milliseconds. */
const longestSilenceMs = 30_000;

/**
 * The reasoner of an installation: its model, and the rules when there is none or it cannot be used.
 * Either way the result says which it was. Every call ends by the deadline of its request.
 *
 * Effect: as the reasoner that is used.
 */
export function createReasoner(settings: ModelSettings | null): Reasoner {
  const offline = createOfflineReasoner();
  if (settings === null) return offline;
  const model = createModelCalls(settings);
  return {
    kind: 'model',
    route: async (request, signal) => {
      const byRules = await offline.route(request, signal);
      const limit = { calls: routingCalls, deadlineAtMs: request.modelByMs };
      const byModel = await callModel(limit, signal, (leftMs, { reply }) => {
        const asked = { ...request, byRules: byRules.routing.domains, lastReply: reply };
        return model.route(asked, { totalMs: leftMs, silenceMs: leftMs }, signal);
      });
      if (byModel.ok) return byModel.value;
      return { ...byRules, degraded: [tellFailure(settings, 'choose the domains', byModel)] };
    },
    compose: async (request, text, signal) => {
      if (!hasRows(request)) {
        return { ...(await offline.compose(request, text, signal)), degraded: [] };
      }
      let isShown = false;
      let unwritten: { error: unknown } | null = null;
      const write = async (piece: string): Promise<void> => {
        isShown = true;
        await text.write(piece).catch((error: unknown) => {
          unwritten = { error };
          throw error;
        });
      };
      const startAgain = async (): Promise<void> => {
        if (isShown) await text.restart();
        isShown = false;
      };
      const limit = { calls: request.modelCalls, deadlineAtMs: request.modelByMs };
      const byModel = await callModel(limit, signal, async (leftMs) => {
        await startAgain();
        const limits = { totalMs: leftMs, silenceMs: Math.min(longestSilenceMs, leftMs / 2) };
        return model.compose(request, write, limits, signal).catch((error: unknown) => {
          // A text that could not be handed on is no fault of the model.
          throw unwritten === null ? error : unwritten.error;
        });
      });
      if (byModel.ok) return byModel.value;
      await startAgain();
      const degraded = [tellFailure(settings, 'write the answer', byModel)];
      return { ...(await offline.compose(request, text, signal)), degraded };
    },
  };
}

/** Without rows a model has nothing to write from: the rules say what came of the question. */
function hasRows({ lanes }: ComposeRequest): boolean {
  return lanes.some(({ evidence }) => evidence.some(({ rows }) => rows.length > 0));
}

/** Writes one line about a model that was not used to the log, and gives the reason for the answer. */
function tellFailure(
  { baseUrl, model, warn }: ModelSettings,
  what: string,
  { calls, error }: { calls: number; error: ModelFailure },
): Degradation {
  const reason = `The model did not ${what}: ${error.message.replace(/\.$/, '')}.`;
  warn({ reason, calls, model, host: new URL(baseUrl).host }, 'the model was not used');
  return { part: 'model', reason };
}

type Called<Result> =
  | { readonly ok: true; readonly value: Result }
  | { readonly ok: false; readonly calls: number; readonly error: ModelFailure };

/** A model that asks to wait longer is not called again, milliseconds. */
const longestPauseMs = 30_000;

/**
 * Calls the model until a call succeeds, fails for good, or its calls or its time are used up. A pause
 * takes at most half of the time left, so that the call after it has some.
 */
async function callModel<Result>(
  { calls, deadlineAtMs }: { calls: number; deadlineAtMs: number },
  signal: AbortSignal,
  call: (leftMs: number, last: ModelFailure) => Promise<Result>,
): Promise<Called<Result>> {
  let error = new ModelFailure('there was no time left for it', 'permanent');
  let made = 0;
  while (made < calls) {
    const pauseLimitMs = Math.min(longestPauseMs, (deadlineAtMs - Date.now()) / 2);
    if (error.pauseMs > pauseLimitMs) break;
    if (error.pauseMs > 0) await delay(error.pauseMs, undefined, { signal });
    const leftMs = deadlineAtMs - Date.now();
    if (leftMs <= 0) break;
    made += 1;
    try {
      return { ok: true, value: await call(leftMs, error) };
    } catch (thrown) {
      signal.throwIfAborted();
      if (!(thrown instanceof ModelFailure)) throw thrown;
      error = thrown;
      if (error.outlook === 'permanent') break;
    }
  }
  return { ok: false, calls: made, error };
}
