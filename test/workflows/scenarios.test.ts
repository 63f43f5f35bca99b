import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { run } from '../../activities/run.ts';
import { createEngine } from '../../adapters/temporal/engine.ts';
import { AppError } from '../../domain/errors.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type { StepName, Steps } from '../../domain/steps.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { createWorkers } from '../../worker/create-worker.ts';
import {
  investigationQueue,
  investigationType,
  proposalType,
  steerUpdateName,
} from '../../workflows/messages.ts';
import { scenarios } from '../simulator/scenarios.ts';
import { createScript } from '../simulator/script.ts';
import type { Scenario, Script } from '../simulator/script.ts';
import { inputOf } from '../simulator/simulate.ts';
import { recordedLine } from '../replay/recorded.ts';
import { quiet } from '../support/quiet-logger.ts';

const scripts = new Map<string, Script>();
/** Steps that were given up sleep on until the suite is over. */
const over = new AbortController();
/** Steps that fail the first time that they are run, by investigation. */
const broken = new Map<string, Set<StepName>>();
let connection: Connection;
let stop: () => Promise<void>;

/** Activities that play the script of whichever investigation calls. */
function players(): Steps {
  const names: StepName[] = [
    'route',
    'routeAtOnce',
    'askGenie',
    'settleLanes',
    'steer',
    'explain',
    'plan',
    'check',
    'runTool',
    'synthesise',
    'synthesiseAtOnce',
    'remember',
    'conclude',
    'summarise',
  ];
  const play = (name: StepName) => (args: { ref: InvestigationRef }) => {
    const script = scripts.get(args.ref.id);
    if (!script) throw new Error(`no script for ${args.ref.id}`);
    return run(() => {
      if (broken.get(args.ref.id)?.delete(name)) throw new AppError('dependency.down', 'Not now.');
      return (script.steps[name] as (given: object) => Promise<unknown>)(args);
    });
  };
  return Object.fromEntries(names.map((name) => [name, play(name)])) as unknown as Steps;
}

beforeAll(async () => {
  const address = inject('temporalAddress');
  Runtime.install({ logger: quiet });
  const native = await NativeConnection.connect({ address });
  const bundle = await bundleWorkflows(quiet);
  const workers = await createWorkers({
    connection: native,
    namespace: 'default',
    bundle,
    activities: players(),
  });
  const runs = workers.map((worker) => worker.run());
  connection = await Connection.connect({ address });
  stop = async () => {
    for (const worker of workers) worker.shutdown();
    await Promise.all(runs);
    await connection.close();
    await native.close();
  };
});

afterAll(async () => {
  over.abort();
  await stop();
});

/** A request that the run refuses leaves no line in the log. */
function ignoreConflict(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'input.conflict') throw error;
}

async function play(scenario: Scenario, failing: readonly StepName[] = []) {
  const input = inputOf(scenario, randomBytes(16).toString('hex'), Date.now());
  const script = createScript(scenario, (ms) => sleep(ms, undefined, { signal: over.signal }));
  scripts.set(input.id, script);
  broken.set(input.id, new Set(failing));
  const client = new Client({ connection });
  const engine = createEngine(client, {
    workflowType: investigationType,
    taskQueue: investigationQueue,
    steerUpdate: steerUpdateName,
    proposalType,
  });
  await engine.start(input);
  for (const { after, ms, wish } of scenario.wishes ?? []) {
    await script.seen(after);
    await sleep(ms);
    await (wish === 'cancel'
      ? engine.cancel(input.id)
      : engine.steer(input, randomBytes(8).toString('hex'), wish, 5_000).catch(ignoreConflict));
  }
  const handle = client.workflow.getHandle(`investigation-${input.id}`);
  await handle.result().catch((error: unknown) => {
    if (scenario.ends !== 'cancelled') throw error;
  });
  const { events = [] } = await handle.fetchHistory();
  await keepHistories(client, input.id, scenario.name);
  const activities = (events ?? []).flatMap(
    (event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? [],
  );
  return { log: script.log(), closed: await engine.state(input.id), activities };
}

/** Writes down the histories of all runs of a scenario where a file is named (see the page on development). */
async function keepHistories(client: Client, id: string, name: string): Promise<void> {
  const file = inject('historiesFile');
  if (file === '') return;
  const workflowId = `investigation-${id}`;
  for (let runId: string | undefined; ;) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    appendFileSync(file, recordedLine(name, history));
    runId =
      history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ||
      undefined;
    if (runId === undefined) return;
  }
}

describe('the workflow under Temporal', () => {
  it.concurrent.each(scenarios)('$name', async (scenario) => {
    const { log, closed } = await play(scenario);
    expect(log).toEqual(scenario.log);
    expect(closed).toBe(scenario.ends === 'cancelled' ? 'cancelled' : 'completed');
  });
});

describe('a step that takes milliseconds', () => {
  const scenario = scenarios.find(({ name }) => name === 'a skipped lane is not waited for');
  if (!scenario) throw new Error('no such scenario');

  it('takes no task of its own', async () => {
    const { activities } = await play(scenario);
    expect(new Set(activities)).toEqual(new Set(['askGenie', 'synthesise']));
  });

  it.each(['routeAtOnce', 'settleLanes', 'steer', 'conclude'] as const)(
    'is tried again as any other when it fails: %s',
    async (step) => {
      const { log, closed, activities } = await play(scenario, [step]);
      expect(log).toEqual(scenario.log);
      expect(closed).toBe('completed');
      expect(activities.filter((name) => name === step)).toEqual([step]);
    },
  );
});
