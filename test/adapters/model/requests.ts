import { forEachDomain } from '../../../domain/domains.ts';
import { agentCards } from '../../../agents/index.ts';
import type { ComposeRequest, RouteRequest } from '../../../domain/reasoner-port.ts';
import type { Reply } from '../databricks/scripted-http.ts';

const space = 'space';

/** A routing request without a time limit; security has no space. */
export const aRoute = (over: Partial<RouteRequest> = {}): RouteRequest => ({
  question: 'Which jobs failed last night?',
  cards: agentCards(forEachDomain((domain) => (domain === 'security' ? null : space))),
  history: { messages: [] },
  modelByMs: Number.MAX_SAFE_INTEGER,
  ...over,
});

/** A request for an answer about nothing, without a time limit. */
export const aCompose = (over: Partial<ComposeRequest> = {}): ComposeRequest => ({
  question: 'What did jobs cost?',
  lanes: [],
  wordsOf: () => null,
  caveats: [],
  history: { messages: [] },
  modelByMs: Number.MAX_SAFE_INTEGER,
  modelCalls: 2,
  ...over,
});

/** A routing call's answer with these words as the tool's arguments. */
export const called = (args: string): Reply => ({
  body: {
    id: 'c1',
    object: 'chat.completion',
    created: 1,
    model: 'scripted',
    choices: [
      {
        index: 0,
        finish_reason: 'tool_calls',
        message: {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: '1', type: 'function', function: { name: 'route', arguments: args } }],
        },
      },
    ],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  },
});

export const decision = (domain: string, score = 0.8): string =>
  JSON.stringify({ domains: [{ domain, question: 'Which jobs failed?', score, reason: 'r' }] });
