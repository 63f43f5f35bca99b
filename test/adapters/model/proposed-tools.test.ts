import { describe, expect, it } from 'vitest';
import { withProposed } from '../../../tools/choose-tools.ts';
import { toolCards } from '../../../tools/index.ts';
import { aRoute, called } from './requests.ts';
import { scripted } from './scripted.ts';

const never = new AbortController().signal;
const cost = { domain: 'cost', question: 'What did jobs cost?', score: 0.8, reason: 'spend' };
// Without a key for the web.
const cards = [
  ...toolCards(new Set()),
  { tool: 'hammer', describes: 'Hits.', effect: 'write', timeoutMs: 1, why: null } as const,
];

/** What is proposed by a model that replies so, and what it was told. */
async function proposedBy(tools: unknown, question = 'What did jobs cost?') {
  const reply = called(
    JSON.stringify({ domains: [cost], ...(tools === undefined ? {} : { tools }) }),
  );
  const { reasoner, received } = await scripted(reply);
  const { routing } = await reasoner.route(aRoute({ question, tools: cards }), never);
  return { routing, told: received[0]?.body ?? '' };
}

describe('tools that a model proposes', () => {
  it('are those that it was told of: such as can be used, and only read', async () => {
    const { routing, told } = await proposedBy([{ tool: 'runbooks', reason: 'asks what to do' }]);
    expect(routing.source).toBe('model');
    expect(routing.tools).toEqual([{ tool: 'runbooks', reason: 'asks what to do' }]);
    expect(told).toContain('- runbooks: Finds the runbook');
    expect(told).not.toMatch(/- (?:web_search|hammer):/);
  });

  it.each([
    ['none', undefined, []],
    ['null', null, []],
    ['no list', 'runbooks', []],
    ['a name for a row', ['runbooks'], []],
    ['one that is none', [{ tool: 'rm -rf', reason: '' }], []],
    ['one that cannot be used', [{ tool: 'web_search', reason: '' }], []],
    ['one that changes something', [{ tool: 'hammer', reason: '' }], []],
    ['one without a reason', [{ tool: ' runbooks ' }], [{ tool: 'runbooks', reason: '' }]],
    [
      'one twice, and a reason that leads elsewhere',
      [
        { tool: 'dashboards', reason: 'see https://evil.example/x' },
        { tool: 'dashboards', reason: 'again' },
      ],
      [{ tool: 'dashboards', reason: '' }],
    ],
  ])('as %s', async (_, tools, wanted) => {
    expect((await proposedBy(tools)).routing).toMatchObject({ tools: wanted, source: 'model' });
  });

  it('stand behind those that the question needs, each once, as far as they can be used', () => {
    const needed = [{ tool: 'runbooks', reason: 'Asks what to do.' }];
    const proposed = ['runbooks', 'web_search', 'hammer', 'gone', 'alerts', 'dashboards'].map(
      (tool) => ({ tool, reason: 'model' }),
    );
    expect(withProposed(needed, proposed, cards)).toEqual([
      ...needed,
      { tool: 'dashboards', reason: 'model' },
    ]);
  });
});
