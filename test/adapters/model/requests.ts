import { forEachDomain } from '../../../domain/domains.ts';
import { agentCards } from '../../../agents/index.ts';
import type { AnswerText, ComposeRequest, RouteRequest } from '../../../domain/reasoner-port.ts';
import { anEvidence } from '../../support/evidence.ts';
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

/** A request for an answer from one row: `etl` is `[cost:1]`, 12.50 USD are `[cost:2]`. No time limit. */
export const aCompose = (over: Partial<ComposeRequest> = {}): ComposeRequest => ({
  question: 'What did jobs cost?',
  lanes: [
    {
      domain: 'cost',
      question: 'What did jobs cost?',
      outcome: 'answered',
      detail: null,
      evidence: [anEvidence()],
    },
  ],
  wordsOf: () => null,
  caveats: [],
  history: { messages: [] },
  modelByMs: Number.MAX_SAFE_INTEGER,
  modelCalls: 2,
  ...over,
});

/** Takes the text of an answer, and keeps what a follower has on the screen. */
export function aScreen(): AnswerText & {
  readonly shown: () => string;
  readonly pieces: string[];
} {
  const pieces: string[] = [];
  return {
    pieces,
    shown: () => pieces.join(''),
    write: async (text) => void pieces.push(text),
    restart: async () => void pieces.splice(0),
  };
}

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
