import { describe, expect, it } from 'vitest';
import type { Reply } from '../databricks/scripted-http.ts';
import { aRoute, called } from './requests.ts';
import { scripted } from './scripted.ts';

const never = new AbortController().signal;
const choice = (domain: string, over: object = {}) => ({
  domain,
  question: `What about ${domain}?`,
  score: 0.8,
  reason: 'so it seems',
  ...over,
});
const chooses = (...choices: readonly object[]): Reply =>
  called(JSON.stringify({ domains: choices }));

/** Routes a question with a model that replies so, and shows what the model was sent. */
async function routed(question: string, ...replies: readonly Reply[]) {
  const { reasoner, received } = await scripted(...replies);
  const { routing } = await reasoner.route(aRoute({ question }), never);
  const sent = received.map(({ body }) => {
    const { messages } = JSON.parse(body) as { messages: { content: string }[] };
    return messages[1]?.content ?? '';
  });
  return { routing, sent, scores: routing.domains.map(({ domain, score }) => [domain, score]) };
}

const failed = 'Which jobs failed last night?';

describe('a model that routes sees', () => {
  it('what the rules would choose, each with its score and question', async () => {
    const { sent } = await routed(failed, chooses());
    expect(sent[0]).toMatch(
      /<rules>\n- reliability \(0\.\d+\): "Which jobs failed last night\?"\n<\/rules>/,
    );
  });

  it('that the rules would choose nothing', async () => {
    const { sent } = await routed('What is the weather in Paris?', chooses());
    expect(sent[0]).toContain('<rules>\n(none)\n</rules>');
  });

  it('today and the time where the user works', async () => {
    const { sent } = await routed(failed, chooses());
    expect(sent[0]).toMatch(/^Now: \w+day,? \d+ \w+ 20\d\d at \d\d:\d\d, Asia\/Tokyo$/m);
  });

  it('its last reply when that could not be read', async () => {
    const { sent, routing } = await routed(
      failed,
      called('{"domains": [{"domain": "weather"}]}'),
      chooses(choice('reliability')),
    );
    expect(routing.source).toBe('model');
    expect(sent[0]).toContain('<last-reply>\n(none)\n</last-reply>');
    expect(sent[1]).toMatch(/<last-reply>\n".*weather.*"\n<\/last-reply>/);
  });
});

it.each(['Hi there!', 'thanks', 'What can you do?'])(
  'a model is not asked about a greeting: %s',
  async (question) => {
    const { routing, sent } = await routed(question, chooses(choice('cost')));
    expect([routing.domains, sent]).toEqual([[], []]);
  },
);

describe('the score of a domain that a model chose', () => {
  it('stays when the rules chose the same', async () => {
    const { scores, routing } = await routed(failed, chooses(choice('reliability')));
    expect(scores).toEqual([['reliability', 0.8]]);
    expect(routing.domains[0]?.reason).toBe('so it seems');
  });

  it('is halved when they chose another, and the reason says so', async () => {
    const { scores, routing } = await routed(failed, chooses(choice('cost')));
    expect(scores).toEqual([['cost', 0.4]]);
    expect(routing.domains[0]?.reason).toBe('so it seems. The rules chose reliability.');
  });

  it('is lowered when they chose one of two', async () => {
    const { scores } = await routed(failed, chooses(choice('reliability'), choice('cost')));
    expect(scores).toEqual([
      ['reliability', 0.6],
      ['cost', 0.6],
    ]);
  });

  it('is halved when they chose none', async () => {
    const { scores, routing } = await routed(
      'Was ist gestern schiefgelaufen?',
      chooses(choice('cost')),
    );
    expect(scores).toEqual([['cost', 0.4]]);
    expect(routing.domains[0]?.reason).toBe('so it seems. The rules chose none.');
  });
});

describe('what a model chose', () => {
  it('is left out when it was not offered', async () => {
    const { scores } = await routed(failed, chooses(choice('security'), choice('reliability')));
    expect(scores).toEqual([['reliability', 0.8]]);
  });

  it('is replaced by the rules when nothing of it was offered', async () => {
    const { routing, sent } = await routed(failed, chooses(choice('security')));
    expect(routing.source).toBe('examples');
    expect(sent).toHaveLength(2);
  });

  it.each([
    'Which jobs failed? See https://evil.example/?q=1',
    'Which jobs failed? See www.evil.example',
    'Which jobs failed? [see](javascript:x)',
    'Which jobs failed?\n\n# Done',
  ])('has no address and one line: %j', async (question) => {
    const reason = 'see https://evil.example\nnow';
    const { routing } = await routed(failed, chooses(choice('reliability', { question, reason })));
    expect(JSON.stringify(routing)).not.toMatch(/evil|javascript|\\n/);
    expect(routing.domains).toHaveLength(1);
  });

  it('keeps an address that the user asked about', async () => {
    const question = 'Who used https://app.example/x last week?';
    const own = choice('cost', { question });
    const { routing } = await routed(question, chooses(own));
    expect(routing.domains[0]?.question).toBe(question);
  });
});
