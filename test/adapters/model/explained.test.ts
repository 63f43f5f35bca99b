import { afterEach, describe, expect, it } from 'vitest';
import { createReasoner } from '../../../adapters/model/reasoner.ts';
import { anExplanation } from '../../support/explanation.ts';
import { createModelServer } from '../../support/model-server.ts';
import { aCompose, aScreen } from './requests.ts';

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
});

const never = new AbortController().signal;
const settled = 'Spend rose because `etl` retried [cost:9].';
const explanation = anExplanation({ lines: [settled, 'It failed first.'] });

async function composed(pieces: readonly string[], draft?: string) {
  const model = await createModelServer({ domains: ['cost'], pieces });
  open.push(model);
  const reasoner = createReasoner({
    baseUrl: model.url,
    model: 'scripted',
    temperature: null,
    apiKey: async () => 'key',
    warn: () => {},
  });
  const screen = aScreen();
  const request = aCompose({
    explanation,
    ...(draft === undefined ? {} : { draft: { markdown: draft, unsupported: [] } }),
  });
  const answer = await reasoner.compose(request, screen, never);
  return { answer, shown: screen.shown(), sent: model.requests.at(-1)?.messages[1]?.content ?? '' };
}

describe('a model that writes about a settled cause', () => {
  it('comes after its first line, whatever it writes', async () => {
    const text = 'Spend rose because of somebody else [cost:1].';
    const { answer, shown } = await composed([text]);
    expect(answer.markdown).toBe(`${settled}\n\n${text}`);
    expect(shown).toBe(answer.markdown);
    expect(answer.degraded).toEqual([]);
  });

  it('is shown what was settled, as data', async () => {
    const { sent } = await composed(['Fine [cost:1].']);
    const [, inside = ''] = /<explanation>\n(.*)\n<\/explanation>/.exec(sent) ?? [];
    expect(JSON.parse(inside)).toBe(`${settled}\n\n- It failed first.`);
  });

  it('gets its own draft without that line', async () => {
    const { answer, sent } = await composed(['Better [cost:1].'], `${settled}\n\nWorse [cost:1].`);
    expect(sent).toMatch(/<draft>\n"Worse \[cost:1\]\."/);
    expect(answer.markdown).toBe(`${settled}\n\nBetter [cost:1].`);
  });

  it('does not count as one that cites because that line does', async () => {
    const { answer } = await composed(['I cannot say.']);
    expect(answer.degraded).toMatchObject([{ part: 'model' }]);
    expect(answer.markdown.split('\n\n')[0]).toBe(settled);
  });
});
