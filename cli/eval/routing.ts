import { routeByQuestions } from '../../adapters/model/route-by-questions.ts';
import { agentCards } from '../../agents/index.ts';
import { domains, forEachDomain } from '../../domain/domains.ts';
import {
  historyOf,
  judgeRouting,
  type LabelledQuestion,
  readRoutingSet,
  type RoutingVerdict,
} from '../../eval/routing.ts';
import { ranker } from '../../wordings/rank.ts';

const cards = agentCards(forEachDomain(() => 'space'));

function routeOf(one: LabelledQuestion) {
  const { question } = one;
  const routing = routeByQuestions({ question, cards, history: historyOf(one) }, ranker);
  return routing.domains.map(({ domain }) => domain);
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function print({ questions, exact, exactByKind, askedPerNeeded, confusion }: RoutingVerdict): void {
  console.log(`${questions} questions: ${percent(exact)} routed exactly,`);
  console.log(`${askedPerNeeded.toFixed(2)} domains asked for each that is needed.\n`);
  for (const [kind, share] of exactByKind) console.log(`${kind.padEnd(12)} ${percent(share)}`);
  const names = [...domains, 'none'];
  const cells = (values: readonly unknown[]) =>
    values.map((value) => String(value).padStart(12)).join('');
  console.log(`\n${'wanted'.padEnd(12)}${cells(names)}   (asked)`);
  for (const wanted of names) {
    const row = confusion.get(wanted);
    console.log(`${wanted.padEnd(12)}${cells(names.map((asked) => row?.get(asked) ?? '·'))}`);
  }
}

/** Routes the labelled questions of one part without a model, and prints how they went. */
export function evaluateRouting(part: LabelledQuestion['split']): void {
  print(judgeRouting(readRoutingSet(part), routeOf));
}
