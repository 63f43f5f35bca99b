import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, it, onTestFinished, vi } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import { AppError } from '../../domain/errors.ts';
import { sessionId } from '../../domain/ids.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import { foldInvestigation } from '../../domain/resource.ts';
import type { SummaryStore } from '../../domain/summary-port.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { createWorkers } from '../../worker/create-worker.ts';
import { investigationQueue, investigationType } from '../../workflows/messages.ts';
import { depsWithModel } from '../activities/synthesise/answer-bench.ts';
import { createScriptedHttp } from '../adapters/databricks/scripted-http.ts';
import type { Reply } from '../adapters/databricks/scripted-http.ts';
import { openBench } from '../adapters/postgres/bench.ts';
import type { Bench } from '../adapters/postgres/bench.ts';
import { hex } from '../support/evidence.ts';
import { quiet } from '../support/quiet-logger.ts';
import { openNamespace } from './evaluation-bench.ts';

let bench: Bench;
let native: NativeConnection;
let connection: Connection;
let bundle: Awaited<ReturnType<typeof bundleWorkflows>>;
let namespace: string;

beforeAll(async () => {
  const address = inject('temporalAddress');
  Runtime.install({ logger: quiet });
  [bench, native, connection, bundle] = await Promise.all([
    openBench(),
    NativeConnection.connect({ address }),
    Connection.connect({ address }),
    bundleWorkflows(quiet),
  ]);
  namespace = await openNamespace(connection);
});
afterAll(async () => {
  await connection.close();
  await native.close();
  await bench[Symbol.asyncDispose]();
});

const ofMemory =
  /\b(read_memory|recalled|end_investigation|remember_answer|summary_due|save_summary)\(/g;

/** What of memory is asked of PostgreSQL from now on, a line for each statement. */
function watchStatements(): readonly string[] {
  const seen: string[] = [];
  const watched = new WeakSet<object>();
  bench.pool.on('acquire', (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    const query = client.query.bind(client);
    client.query = ((...args: Parameters<typeof query>) => {
      const found = String(args[0]).match(ofMemory);
      if (found !== null) seen.push(found.join(' '));
      return query(...args);
    }) as typeof query;
  });
  return seen;
}

const summary: Reply = {
  body: {
    choices: [{ message: { content: 'Jobs cost 12.50 USD.' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 300, completion_tokens: 40 },
  },
};

/** A model that answers every call so, when it is ready. */
async function openModel(reply: Reply | Promise<Reply>) {
  const model = await createScriptedHttp(() => reply);
  onTestFinished(() => model[Symbol.asyncDispose]());
  return model;
}

/** A worker whose reasoner has this model, over a store of summaries. */
async function work(modelUrl: string | null, summaries: SummaryStore = bench.work.summaries) {
  const deps = depsWithModel(bench, modelUrl === null ? null : `${modelUrl}/v1`);
  const activities = createActivities({ ...deps, store: { ...deps.store, summaries } });
  const workers = await createWorkers({ connection: native, namespace, bundle, activities });
  const runs = workers.map((worker) => worker.run());
  onTestFinished(async () => {
    for (const worker of workers) worker.shutdown();
    await Promise.all(runs);
  });
}

/** As a worker that dies between saving and its acknowledgement, once. */
function dyingOnce(): SummaryStore {
  const { due, save } = bench.work.summaries;
  let saves = 0;
  return {
    due,
    save: async (...given) => {
      await save(...given);
      saves += 1;
      if (saves === 1) throw new AppError('dependency.down', 'The worker is gone.');
    },
  };
}

/** Asks in a session with so many messages, without a question to Genie or to the model. */
async function greet(messages: number) {
  const session: SessionId = sessionId(hex());
  const owner = `owner-${hex()}`;
  const ref = await bench.investigate({ owner, session, question: 'Hello!' });
  await bench.rows(
    `insert into messages (id, session_id, owner, role, content, domains, at, expires_at)
      select $1 || n, $1, $2, 'user', 'question ' || n, '{cost}', now() - make_interval(mins => $3 - n),
          now() + interval '1 hour' from generate_series(1, $3) n`,
    [session, owner, messages],
  );
  const row = await bench.store.find(ref);
  if (row === null) throw new Error('no row');
  const { deadlineAtMs, budgetSeconds } = row;
  const handle = await new Client({ connection, namespace }).workflow.start(investigationType, {
    taskQueue: investigationQueue,
    workflowId: `investigation-${ref.id}`,
    args: [{ ...ref, deadlineAtMs, budgetSeconds, laneLimitMs: 100_000 }],
  });
  return { ref, session, handle };
}

const resourceOf = async (ref: InvestigationRef) => {
  const row = await bench.store.find(ref);
  if (row === null) throw new Error('no row');
  return foldInvestigation(row, await bench.log(ref));
};

it('a session is summed up after the end, which nothing waits for, and once', async () => {
  const ready = Promise.withResolvers<Reply>();
  const model = await openModel(ready.promise);
  await work(model.url, dyingOnce());
  const { ref, session, handle } = await greet(10);
  await vi.waitFor(() => expect(model.received).toHaveLength(1), { timeout: 10_000, interval: 20 });
  // The model has not answered, and the investigation has ended without it.
  expect(await resourceOf(ref)).toMatchObject({
    status: 'completed',
    memory: { status: 'saved' },
    usage: { modelCalls: 0 },
  });
  const earlier = async () => (await bench.memory.known(ref.owner, session))?.history.earlier;
  expect(await earlier()).toContain('“question 2”');
  ready.resolve(summary);
  expect(await handle.result()).toBe('completed');
  expect(model.received).toHaveLength(1);
  expect(await earlier()).toBe('Jobs cost 12.50 USD.');
  expect(await resourceOf(ref)).toMatchObject({
    usage: { modelCalls: 1, inputTokens: 300, outputTokens: 40 },
  });
});

it('memory takes six statements of an investigation with a summary, and four of one without', async () => {
  const model = await openModel(summary);
  await work(model.url);
  const seen = watchStatements();
  // Where a model has to be waited for, the routing begins twice.
  const reads = ['read_memory(', 'read_memory(', 'read_memory( recalled('];
  const usual = [...reads, 'end_investigation('];
  await (await greet(8)).handle.result();
  expect(seen).toEqual(usual);
  await (await greet(10)).handle.result();
  expect(seen.slice(4)).toEqual([...usual, 'summary_due(', 'save_summary(']);
});

it.each([
  ['a short session', 8, true],
  ['no model', 20, false],
])('nobody is asked for a summary with %s', async (_, messages, hasModel) => {
  const model = await openModel(summary);
  await work(hasModel ? model.url : null);
  const { ref, handle } = await greet(messages);
  expect(await handle.result()).toBe('completed');
  expect(model.received).toEqual([]);
  const { events = [] } = await handle.fetchHistory();
  const steps = (events ?? []).flatMap(
    (event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? [],
  );
  expect(steps).not.toContain('summarise');
  expect((await resourceOf(ref)).usage.modelCalls).toBe(0);
});
