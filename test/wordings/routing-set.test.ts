import { expect, test } from 'vitest';
import { routeByQuestions } from '../../adapters/model/route-by-questions.ts';
import { agentCards } from '../../agents/index.ts';
import { type Domain, forEachDomain } from '../../domain/domains.ts';
import {
  historyOf,
  judgeRouting,
  type LabelledQuestion,
  readRoutingSet,
} from '../../eval/routing.ts';
import { ranker } from '../../wordings/rank.ts';

const cards = agentCards(forEachDomain(() => 'space'));

function routed(one: LabelledQuestion): readonly Domain[] {
  const { question } = one;
  const routing = routeByQuestions({ question, cards, history: historyOf(one) }, ranker);
  return routing.domains.map(({ domain }) => domain);
}

test('of 144 questions of the kept part, seven in eight go exactly where they belong', async ({
  annotate,
}) => {
  const verdict = judgeRouting(readRoutingSet('check'), routed);
  await annotate(
    `${(100 * verdict.exact).toFixed(1)} % exact; ${verdict.askedPerNeeded.toFixed(2)} domains asked per needed one`,
  );
  expect(verdict.questions).toBe(144);
  expect(verdict.exact).toBeGreaterThanOrEqual(0.875);
  expect(verdict.askedPerNeeded).toBeLessThanOrEqual(1.1);
});
