import type { Composed, ComposeRequest } from '../../domain/reasoner-port.ts';
import type { Usage } from '../../domain/investigation.ts';
import { withinLimits } from './call-limits.ts';
import type { CallLimits, LimitedCall } from './call-limits.ts';
import { createChat } from './chat.ts';
import type { ModelSettings } from './chat.ts';
import { chooseDomains } from './choose-domains.ts';
import type { Choice } from './choose-domains.ts';
import type { ChoiceRequest } from './choose-domains.ts';
import type { SummaryRequest } from '../../domain/summary-port.ts';
import { toModelFailure } from './model-failure.ts';
import { summarise } from './summarise.ts';
import { writeAnswer } from './write-answer.ts';

/** Limits of one call, and what is told of it. */
export type CallOptions = {
  readonly limits: CallLimits;
  /** Gets the tokens of the call as soon as they are known, also when it fails after that. */
  readonly onUsage: (usage: Partial<Usage>) => void;
  readonly signal: AbortSignal;
};

/** A call as its step makes it. */
export type OpenCall = LimitedCall & Pick<CallOptions, 'onUsage'>;

/** How much of its material a prompt shows, up to 1: less for a model that refuses all of it. */
export type Share = { readonly share: number };

/** What a model is asked for, one call each; every failure is a `ModelFailure`. */
export type ModelCalls = {
  readonly route: (request: ChoiceRequest & Share, options: CallOptions) => Promise<Choice>;
  readonly compose: (
    request: ComposeRequest & Share,
    onText: (text: string) => Promise<void>,
    options: CallOptions,
  ) => Promise<Pick<Composed, 'markdown' | 'citations' | 'caveats'>>;
  readonly summarise: (request: SummaryRequest & Share, options: CallOptions) => Promise<string>;
};

/**
 * Makes the calls of a model over the OpenAI protocol.
 *
 * Effect: HTTP to the model's endpoint.
 */
export function createModelCalls(settings: ModelSettings): ModelCalls {
  const { links = [], timeZone = 'UTC', now = Date.now, answerPrompt } = settings;
  let key: string | null = null;
  const chat = createChat({
    ...settings,
    apiKey: async () => {
      key = await settings.apiKey();
      return key;
    },
  });
  const call = async <Result>(
    { limits, signal, onUsage }: CallOptions,
    work: (open: OpenCall) => Promise<Result>,
  ): Promise<Result> => {
    try {
      return await withinLimits(limits, signal, (limited) => work({ ...limited, onUsage }));
    } catch (error) {
      signal.throwIfAborted();
      throw toModelFailure(error, key);
    }
  };
  return {
    route: (request, options) =>
      call(options, (open) => chooseDomains(chat, request, { timeZone, now }, open)),
    compose: (request, onText, options) =>
      call(options, (open) => writeAnswer(chat, request, { onText, links, answerPrompt }, open)),
    summarise: (request, options) => call(options, (open) => summarise(chat, request, open)),
  };
}
