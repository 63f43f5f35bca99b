import { writeFileSync } from 'node:fs';
import { endSignal, loadConfig, loadDotEnv } from '../config/index.ts';
import { compareEvaluations } from '../eval/compare.ts';
import { reportPage } from '../eval/report/html.ts';
import { comparisonLine, durationOf, verdictWords } from '../eval/report/table.ts';
import { readEvalArguments } from './eval/arguments.ts';
import type { EvalCommand } from './eval/arguments.ts';
import { runCases } from './eval/cases.ts';
import { evaluateCauses } from './eval/causes.ts';
import { createEvaluationClient } from './eval/client.ts';
import type { EvaluationClient, EvaluationWithResults } from './eval/client.ts';
import { evaluateDeep } from './eval/deep.ts';
import type { ReplayRequest } from './eval/replay.ts';
import { replayLines, rewrite } from './eval/replay.ts';
import { evaluateRouting } from './eval/routing.ts';
import { findBefore, printEvaluation, runEvaluation } from './eval/run.ts';
import { runSchedule, scheduleLines } from './eval/schedule.ts';
import { evaluateTools } from './eval/tools.ts';
import { usage } from './eval/usage.ts';
import { findService } from './find-service.ts';
import { runCommand } from './run-command.ts';

const listed = 20;
/** Earlier evaluations that a report shows over time. */
const ofTrend = 30;
const say = (line: string): void => console.log(line);

type ServiceCommand = Exclude<
  EvalCommand,
  { name: 'help' | 'routing' | 'tools' | 'causes' | 'deep' }
>;

/** An evaluation by its id, or the newest one. */
async function evaluationOf(
  client: EvaluationClient,
  id: string | null,
): Promise<EvaluationWithResults> {
  const found = id ?? (await client.list(1))[0]?.id;
  if (found === undefined) throw new Error('There is no evaluation yet: npm run eval');
  return client.get(found);
}

async function list(client: EvaluationClient): Promise<number> {
  for (const one of await client.list(listed)) {
    const { id, suite, status, startedAt, judged, cases, gate } = one;
    const word = gate === null ? status : verdictWords[gate.verdict];
    const at = startedAt.slice(0, 16).replace('T', ' ');
    say(`${id}  ${at}  ${suite.padEnd(8)} ${judged}/${cases} ${durationOf(one)}  ${word}`);
  }
  return 0;
}

async function compare(client: EvaluationClient, ids: readonly string[]): Promise<number> {
  const now = await evaluationOf(client, ids[1] ?? null);
  const before = ids[0] === undefined ? await findBefore(client, now) : await client.get(ids[0]);
  if (before === null) throw new Error(`There is no evaluation of ${now.suite} before ${now.id}.`);
  const comparison = compareEvaluations(before.results, now.results);
  say(comparisonLine(before, comparison));
  for (const { caseId, scorer, before: was, now: is, reason } of [
    ...comparison.newlyFailing,
    ...comparison.newlyPassing,
  ])
    say(`${was} → ${is}  ${scorer}  ${caseId}: ${reason}`);
  for (const { caseId, before: was, now: is } of comparison.otherNumbers)
    say(`${caseId}\n  - ${was}\n  + ${is}`);
  return comparison.newlyFailing.length === 0 ? 0 : 1;
}

async function report(client: EvaluationClient, id: string | null, out: string): Promise<number> {
  const evaluation = await evaluationOf(client, id);
  const { suite, startedAt, results } = evaluation;
  const others = (await client.list(100))
    .filter((one) => one.suite === suite && one.startedAt < startedAt && one.gate !== null)
    .slice(0, ofTrend);
  const before = await findBefore(client, evaluation);
  const comparison = before === null ? null : compareEvaluations(before.results, results);
  writeFileSync(out, reportPage({ evaluation, results, others, comparison }));
  say(`Written: ${out}`);
  return 0;
}

type ClientCommand = Exclude<ServiceCommand, { name: 'replay' }>;

function work(client: EvaluationClient, command: ClientCommand, left: AbortSignal) {
  switch (command.name) {
    case 'run':
      return runEvaluation(client, command.request, left);
    case 'list':
      return list(client);
    case 'show':
      return evaluationOf(client, command.id).then((one) => printEvaluation(client, one));
    case 'compare':
      return compare(client, command.ids);
    case 'report':
      return report(client, command.id, command.out);
    case 'cases':
      return runCases(client, command.command).then((lines) => {
        for (const line of lines) say(line);
        return 0;
      });
    case 'schedule':
      return runSchedule(client, command.words, command).then((state) => {
        for (const line of scheduleLines(state)) say(line);
        return 0;
      });
  }
}

async function replay(url: string, request: ReplayRequest, left: AbortSignal): Promise<number> {
  const { before, now, byModel } = await rewrite(url, request, loadConfig(), left);
  const lines = replayLines(before, now);
  for (const line of lines) say(line);
  return byModel || lines.length === 1 ? 0 : 1;
}

async function withService(command: ServiceCommand): Promise<number> {
  loadDotEnv();
  const left = endSignal();
  const service = await findService(loadConfig(), (line) => console.error(line), left);
  try {
    if (command.name === 'replay') return await replay(service.url, command.request, left);
    return await work(createEvaluationClient(service.url, service.token), command, left);
  } finally {
    await service.stop();
  }
}

await runCommand(async () => {
  const command = readEvalArguments(process.argv.slice(2));
  if (command.name === 'causes') return evaluateCauses({ ...command.options, say });
  if (command.name === 'deep') return evaluateDeep({ ...command.options, say }, endSignal());
  if (command.name === 'tools') return evaluateTools(command.part);
  if (command.name === 'help') say(usage);
  else if (command.name === 'routing') evaluateRouting(command.part);
  else return withService(command);
  return 0;
});
