import { setTimeout as pause } from 'node:timers/promises';
import type { LogEvent } from '../../domain/events.ts';
import type { CauseQuestion } from '../../eval/causes/dataset.ts';
import { createDeepClient } from './deep-client.ts';
import type { DeepClient } from './deep-client.ts';
import { faultsOf } from './kill-verdict.ts';
import { killMoments } from './kill-moments.ts';
import type { KillMoment, Victim } from './kill-moments.ts';
import { startLocalService } from './local-service.ts';
import type { LocalService } from './local-service.ts';
import { createWorkspaceLog } from './workspace-log.ts';
import type { WorkspaceLog } from './workspace-log.ts';

/** A planted incident whose rows are half an hour late at most: that long the investigation waits for them. */
const about: CauseQuestion = {
  id: 'deep-kills',
  question: "What's behind the queue on bi-main? Wait for the newest rows.",
  incident: 'small-warehouse',
  symptom: { object: 'bi-main' },
  also: null,
  kind: 'why',
};
const budgetSeconds = 5_400;
const lookEveryMs = 500;
/** Kills of the wait end so long before it does: every process runs again for the next round. */
const spareMs = 60_000;
/** Kills of a round that asks; Genie takes 25 s for half of its answers. */
const askingMs = 20_000;

/** Genie's conversations die with the local workspace, so it is killed only while no lane asks. */
const whileAsking: readonly (readonly [Victim, number])[] = [
  ['worker', 1],
  ['api', 1],
  ['temporal', 1],
  ['postgres', 1],
];
const whileWaiting: readonly (readonly [Victim, number])[] = [
  ['worker', 4],
  ['api', 4],
  ['temporal', 4],
  ['postgres', 4],
  ['workspace', 5],
];

/** The search for a cause has nothing to read until the wait has begun: its verdict comes of the second. */
const refused = {
  match: { method: 'POST', path: '/api/2.0/sql/statements' },
  fault: { kind: 'status', status: 403, errorCode: 'PERMISSION_DENIED', message: 'not yet' },
};

type Campaign = {
  readonly service: LocalService;
  readonly client: DeepClient;
  readonly workspace: WorkspaceLog;
  readonly id: string;
  readonly say: (line: string) => void;
  readonly killed: Map<Victim, number>;
};

/**
 * Runs one deep investigation of more than half an hour at Genie's own speed, kills every process of the
 * stack while it asks and while it waits, and says what came of it.
 *
 * Effect: starts and kills processes of a stack of its own, for about 35 minutes.
 *
 * @returns Whether it ended with the planted cause, a log without a gap and no question asked twice.
 */
export async function benchDeepKills(seed: number, say: (line: string) => void): Promise<boolean> {
  const service = await startLocalService({
    LOCAL_GENIE_SPEED: 'realistic',
    // A lane outlives the deaths of its workers.
    GENIE_TIMEOUT_SECONDS: '300',
    AGENT_TIMEOUT_SECONDS: '330',
  });
  try {
    const { api, workspace: local } = service.file();
    const client = createDeepClient(api.url);
    const workspace = createWorkspaceLog(local.url);
    await workspace.setFaults([refused]);
    const startedMs = Date.now();
    const { id } = await client.ask(about.question, budgetSeconds);
    say(`seed ${seed}: ${id}, ${about.question}`);
    const campaign = { service, client, workspace, id, say, killed: new Map<Victim, number>() };
    await killAtMoments(campaign, seed);
    await reaches(campaign, ({ type }) => type === 'finished');
    const minutes = (Date.now() - startedMs) / 60_000;
    return await told(campaign, minutes);
  } finally {
    await service.stop();
  }
}

/** The kills of the three parts: the first questions, the wait, and the questions after it. */
async function killAtMoments(campaign: Campaign, seed: number): Promise<void> {
  const { workspace } = campaign;
  await killAll(campaign, killMoments(seed, 'asking', whileAsking, askingMs));
  const waits = await reaches(
    campaign,
    (event) => event.type === 'planned' && waitOf(event) !== null,
  );
  await workspace.setFaults([]);
  const untilMs = Date.parse(waitOf(waits) ?? '');
  const withinMs = untilMs - Date.now() - spareMs;
  campaign.say(`waits until ${new Date(untilMs).toISOString()}`);
  await killAll(campaign, killMoments(seed, 'waiting', whileWaiting, withinMs));
  await reaches(campaign, (event) => event.type === 'planned' && event.round > waitRound(waits));
  await killAll(campaign, killMoments(seed, 'asking again', whileAsking, askingMs));
}

const waitOf = (event: LogEvent): string | null =>
  event.type === 'planned'
    ? (event.steps.find((step) => step.kind === 'wait')?.until ?? null)
    : null;

const waitRound = (event: LogEvent): number => (event.type === 'planned' ? event.round : 0);

/** The first event of a kind, as soon as it is in the log. */
async function reaches(
  { client, id }: Campaign,
  wanted: (event: LogEvent) => boolean,
): Promise<LogEvent> {
  for (;;) {
    const events = await client.events(id);
    const found = events.find(wanted);
    if (found !== undefined) return found;
    const end = events.find(({ type }) => type === 'finished');
    if (end !== undefined) throw new Error(`it ended before: ${JSON.stringify(end)}`);
    await pause(lookEveryMs);
  }
}

async function killAll(campaign: Campaign, moments: readonly KillMoment[]): Promise<void> {
  const { killed, say } = campaign;
  const begunMs = Date.now();
  for (const { victim, afterMs } of moments) {
    await pause(Math.max(0, begunMs + afterMs - Date.now()));
    await kill(campaign, victim);
    killed.set(victim, (killed.get(victim) ?? 0) + 1);
    say(`${new Date().toISOString()} killed: ${victim}`);
  }
}

/** Kills the process that runs now; one that is between two starts is waited for. */
async function kill({ service, workspace }: Campaign, victim: Victim): Promise<void> {
  if (victim === 'workspace') await workspace.keep();
  let pid = service.file()[victim].pid;
  while (pid === null) {
    await pause(lookEveryMs);
    ({ pid } = service.file()[victim]);
  }
  process.kill(pid, 'SIGKILL');
}

async function told(campaign: Campaign, minutes: number): Promise<boolean> {
  const { client, workspace, id, killed, say } = campaign;
  const [investigation, events] = [await client.get(id), await client.events(id)];
  const [questions, truth] = [await workspace.questions(), await workspace.truth()];
  const faults = faultsOf({ about, investigation, events, questions, truth, killed, minutes });
  const { usage, explanation, deep } = investigation;
  const kills = [...killed].map(([victim, times]) => `${victim} ${times}`).join(', ');
  say(`${minutes.toFixed(1)} minutes; killed: ${kills}`);
  say(
    `${investigation.status}, ${explanation?.verdict}: ${explanation?.lines[0]} ` +
      `${deep?.rounds.length} rounds, ${events.length} events, ${usage.genieQuestions} Genie questions, ${usage.statements} statements`,
  );
  for (const fault of faults) say(`FAIL ${fault}`);
  if (faults.length === 0)
    say('ok   the planted cause, a log without a gap, no question asked twice');
  return faults.length === 0;
}
