import type { Composed, ComposeRequest, Routed } from '../../domain/reasoner-port.ts';
import { withinLimits } from './call-limits.ts';
import type { CallLimits, LimitedCall } from './call-limits.ts';
import { createChat } from './chat.ts';
import type { ModelSettings } from './chat.ts';
import { chooseDomains } from './choose-domains.ts';
import type { ChoiceRequest } from './choose-domains.ts';
import { toModelFailure } from './model-failure.ts';
import { writeAnswer } from './write-answer.ts';

/** What a model is asked for, one call each; every failure is a `ModelFailure`. */
export type ModelCalls = {
  readonly route: (
    request: ChoiceRequest,
    limits: CallLimits,
    signal: AbortSignal,
  ) => Promise<Routed>;
  readonly compose: (
    request: ComposeRequest,
    onText: (text: string) => Promise<void>,
    limits: CallLimits,
    signal: AbortSignal,
  ) => Promise<Composed>;
};

/**
 * Makes the calls of a model over the OpenAI protocol.
 *
 * Effect: HTTP to the model's endpoint.
 */
export function createModelCalls(settings: ModelSettings): ModelCalls {
  const { links = [], timeZone = 'UTC' } = settings;
  let key: string | null = null;
  const chat = createChat({
    ...settings,
    apiKey: async () => {
      key = await settings.apiKey();
      return key;
    },
  });
  const call = async <Result>(
    limits: CallLimits,
    signal: AbortSignal,
    work: (limited: LimitedCall) => Promise<Result>,
  ): Promise<Result> => {
    try {
      return await withinLimits(limits, signal, work);
    } catch (error) {
      signal.throwIfAborted();
      throw toModelFailure(error, key);
    }
  };
  return {
    route: (request, limits, signal) =>
      call(limits, signal, (limited) => chooseDomains(chat, request, { timeZone }, limited)),
    compose: (request, onText, limits, signal) =>
      call(limits, signal, (limited) => writeAnswer(chat, request, { onText, links }, limited)),
  };
}
