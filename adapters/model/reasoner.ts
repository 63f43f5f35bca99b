import type { Degradation } from '../../domain/answer.ts';
import { asideOf } from '../../language/asides.ts';
import type { ComposeRequest, Reasoner, Routed } from '../../domain/reasoner-port.ts';
import { callModel } from './call-model.ts';
import type { Called } from './call-model.ts';
import type { ModelSettings } from './chat.ts';
import { createModelCalls } from './model-calls.ts';
import type { ModelCalls } from './model-calls.ts';
import { createOfflineReasoner } from './offline.ts';
import { readPrompt } from './prompt.ts';
import { createRest } from './rest.ts';
import { createTextOfCalls } from './text-of-calls.ts';

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
  const unlessResting = createRest();
  return {
    kind: 'model',
    needsOf: offline.needsOf,
    summarise: summariser(settings, model, unlessResting),
    route: async (request, signal) => {
      const byRules = await offline.route(request, signal);
      if (asideOf(request.question) === 'greeting') return { ...byRules, degraded: [] };
      const limit = { calls: routingCalls, deadlineAtMs: request.modelByMs };
      const asked = { ...request, byRules: byRules.routing.domains };
      const byModel = await unlessResting(() =>
        callModel(limit, signal, ({ leftMs, share, last, onUsage }) =>
          model.route(
            { ...asked, share, lastReply: last.reply },
            { limits: { totalMs: leftMs, silenceMs: leftMs }, signal, onUsage },
          ),
        ),
      );
      const told = toldOf('route', byModel);
      if (!byModel.ok) {
        return {
          ...byRules,
          ...told,
          degraded: [tellFailure(settings, 'choose the domains', byModel)],
        };
      }
      const routing = { ...byModel.value, source: 'model' as const };
      return { ...told, routing, degraded: [] };
    },
    compose: async (request, text, signal) => {
      if (!hasRows(request)) {
        return { ...(await offline.compose(request, text, signal)), degraded: [] };
      }
      const shown = createTextOfCalls(text);
      const limit = { calls: request.modelCalls, deadlineAtMs: request.modelByMs };
      const byModel = await unlessResting(() =>
        callModel(limit, signal, async ({ leftMs, share, onUsage }) => {
          const write = await shown.begin();
          const limits = { totalMs: leftMs, silenceMs: Math.min(longestSilenceMs, leftMs / 2) };
          return model
            .compose({ ...request, share }, write, { limits, signal, onUsage })
            .catch((error: unknown) => {
              throw shown.unwritten()?.error ?? error;
            });
        }),
      );
      const told = toldOf('answer', byModel, settings.answerPrompt);
      if (byModel.ok) return { ...byModel.value, ...told, charts: [], degraded: [] };
      await shown.begin();
      const degraded = [tellFailure(settings, 'write the answer', byModel)];
      return { ...(await offline.compose(request, text, signal)), ...told, degraded };
    },
  };
}

/** Asks once; without a summary that can be used the session goes on without. */
function summariser(
  settings: ModelSettings,
  model: ModelCalls,
  unlessResting: ReturnType<typeof createRest>,
): NonNullable<Reasoner['summarise']> {
  return async ({ before, messages, modelByMs }, signal) => {
    const made = await unlessResting(() =>
      callModel(
        { calls: 1, deadlineAtMs: modelByMs },
        signal,
        ({ leftMs: totalMs, share, onUsage }) =>
          model.summarise(
            { before, messages, modelByMs, share },
            { limits: { totalMs, silenceMs: totalMs }, signal, onUsage },
          ),
      ),
    );
    if (!made.ok) tellFailure(settings, 'sum up the session', made);
    return { text: made.ok ? made.value : null, usage: made.usage };
  };
}

/** What is told of the calls of a step, whoever did it in the end. */
function toldOf(
  name: string,
  { usage }: Called<unknown>,
  file?: string,
): Pick<Routed, 'usage' | 'prompt'> {
  return { usage, prompt: usage.modelCalls === 0 ? null : readPrompt(name, file).used };
}

/** Without rows a model has nothing to write from: the rules say what came of the question. */
function hasRows({ lanes }: ComposeRequest): boolean {
  return lanes.some(({ evidence }) => evidence.some(({ rows }) => rows.length > 0));
}

/** Writes one line about a model that was not used to the log, and gives the reason for the answer. */
function tellFailure(
  { baseUrl, model, warn }: ModelSettings,
  what: string,
  { usage, error }: Called<never> & { ok: false },
): Degradation {
  const reason = `The model did not ${what}: ${error.message.replace(/\.$/, '')}.`;
  const calls = usage.modelCalls;
  warn({ reason, calls, model, host: new URL(baseUrl).host }, 'the model was not used');
  return { part: 'model', reason };
}
