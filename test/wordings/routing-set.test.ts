import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { routeByQuestions } from '../../adapters/model/route-by-questions.ts';
import { agentCards } from '../../agents/index.ts';
import { domains, forEachDomain } from '../../domain/domains.ts';
import { createRanker } from '../../wordings/rank.ts';
import { root } from '../support/sources.ts';

const Domains = z.array(z.enum(domains));
const Turn = z.object({
  question: z.string(),
  domains: Domains,
  names: z.array(z.string()).default([]),
});
const Labelled = z.object({
  question: z.string(),
  session: z.array(Turn).default([]),
  domains: Domains,
  alsoFine: z.array(Domains).default([]),
  split: z.enum(['tune', 'check']),
  kind: z.enum(['single', 'multi', 'follow-up', 'off-topic', 'typo']),
});
type Labelled = z.infer<typeof Labelled>;

const labelled = readFileSync(join(root, 'eval/datasets/routing.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => Labelled.parse(JSON.parse(line)));
const ranker = createRanker();
const cards = agentCards(forEachDomain(() => 'space'));

function routed({ question, session }: Labelled): readonly string[] {
  const messages = session.flatMap((turn) => [
    { role: 'user' as const, content: turn.question, domains: turn.domains },
    {
      role: 'assistant' as const,
      content: turn.names.map((name) => `\`${name}\``).join(', '),
      domains: [],
    },
  ]);
  const routing = routeByQuestions({ question, cards, history: { messages } }, ranker);
  return routing.domains.map(({ domain }) => domain);
}

const sameSet = (left: readonly string[], right: readonly string[]): boolean =>
  left.toSorted().join() === right.toSorted().join();

test('of 144 questions of the kept part, four in five go exactly where they belong', async ({
  annotate,
}) => {
  const kept = labelled.filter(({ split }) => split === 'check');
  const found = kept.map((one) => ({ ...one, to: routed(one) }));
  const isRight = ({ to, domains: wanted, alsoFine }: (typeof found)[number]) =>
    [wanted, ...alsoFine].some((set) => sameSet(set, to));
  const share = found.filter(isRight).length / found.length;
  const count = (sets: readonly (readonly string[])[]) => sets.flat().length;
  const asked = count(found.map(({ to }) => to)) / count(found.map((one) => one.domains));
  await annotate(
    `${(100 * share).toFixed(1)} % exact; ${asked.toFixed(2)} domains asked per needed one`,
  );
  expect(found).toHaveLength(144);
  expect(share).toBeGreaterThanOrEqual(0.8);
  expect(asked).toBeLessThanOrEqual(1.1);
});
