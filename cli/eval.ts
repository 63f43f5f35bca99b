import { parseArgs } from 'node:util';
import { routeByQuestions } from '../adapters/model/route-by-questions.ts';
import { agentCards } from '../agents/index.ts';
import { domains, forEachDomain } from '../domain/domains.ts';
import {
  historyOf,
  judgeRouting,
  type LabelledQuestion,
  readRoutingSet,
  type RoutingVerdict,
} from '../eval/routing.ts';
import { ranker } from '../wordings/rank.ts';
import { worldKinds } from '../eval/causes/judge.ts';
import { type CausesOptions, evaluateCauses } from './eval/causes.ts';
import { runCommand } from './run-command.ts';
import { asksForHelp, UsageError } from './usage-error.ts';

const usage = `Usage: npm run eval -- routing [tune|check]
       npm run eval -- causes [--seeds 1,2,3] [--only id] [--worlds on,off,decoy,ordinary]

routing: Routes the labelled questions of eval/datasets/routing.jsonl without a model, and prints how many go
to exactly the domains that they need, and which domains are taken for which. Nothing is started.

causes: Asks the questions of eval/datasets/causes.jsonl for the cause of planted incidents: with the
incident, without it, beside something innocent, and in ordinary weeks. Prints how each was judged and
the gates; ends with 1 when one fails. Starts a local workspace for each world and builds its data.
--only takes an incident, or the id or the kind of a question.`;

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

function causesOptions(args: string[]): CausesOptions {
  const text = { type: 'string' } as const;
  const options = { seeds: text, only: text, worlds: text };
  try {
    const { seeds = '1,2,3', only = null, worlds } = parseArgs({ args, options }).values;
    const kinds = worlds?.split(',') ?? [...worldKinds];
    const unknown = kinds.find((kind) => !worldKinds.some((known) => known === kind));
    if (unknown !== undefined) throw new Error(`There is no world “${unknown}”.`);
    if (!/^\d+(,\d+)*$/.test(seeds)) throw new Error(`“${seeds}” are no seeds.`);
    return {
      seeds: seeds.split(',').map(Number),
      only,
      worlds: worldKinds.filter((kind) => kinds.includes(kind)),
      say: (line) => console.log(line),
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), usage);
  }
}

await runCommand(async () => {
  const given = process.argv.slice(2);
  if (asksForHelp(given)) {
    console.log(usage);
    return true;
  }
  const [suite, ...rest] = given;
  if (suite === 'causes') return evaluateCauses(causesOptions(rest));
  const [part = 'check', ...more] = rest;
  if (suite !== 'routing' || more.length > 0 || (part !== 'tune' && part !== 'check'))
    throw new UsageError(`There is no evaluation “${given.join(' ')}”.`, usage);
  print(judgeRouting(readRoutingSet(part), routeOf));
  return true;
});
