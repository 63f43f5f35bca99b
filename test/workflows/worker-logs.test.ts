import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import type { WorkflowHandle } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { run } from '../../activities/run.ts';
import { AppError } from '../../domain/errors.ts';
import { installTemporalLogger } from '../../worker/temporal-logger.ts';

type Line = {
  level: number;
  msg: string;
  workflowId?: string;
  activityType?: string;
  code?: string;
  err?: { stack: string; message: string };
};

/** Of its own: other suites run their workers on the same server. */
const taskQueue = 'worker-logs';
const lines: Line[] = [];
let client: Client;
let stop: () => Promise<void>;

/** What the activity `play` throws in this test. */
let thrown: unknown;

beforeAll(async () => {
  const address = inject('temporalAddress');
  const log = pino({ level: 'warn' }, { write: (line) => lines.push(JSON.parse(line) as Line) });
  installTemporalLogger(log, null);
  const native = await NativeConnection.connect({ address });
  const bundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./log-workflows.ts', import.meta.url)),
  });
  const worker = await Worker.create({
    connection: native,
    taskQueue,
    workflowBundle: bundle,
    activities: { play: () => run(() => Promise.reject(thrown as Error)) },
  });
  const running = worker.run();
  const connection = await Connection.connect({ address });
  client = new Client({ connection });
  stop = async () => {
    worker.shutdown();
    await running;
    await connection.close();
    await native.close();
  };
});

afterAll(() => stop());

function start(workflowType: string): Promise<WorkflowHandle> {
  const workflowId = randomBytes(8).toString('hex');
  return client.workflow.start(workflowType, { taskQueue, workflowId });
}

/** What is logged of the activity of a workflow until its end is logged too. */
async function activityLines(handle: WorkflowHandle): Promise<Line[]> {
  await expect(handle.result()).rejects.toThrow('Workflow execution failed');
  const own = (): Line[] => lines.filter(({ workflowId }) => workflowId === handle.workflowId);
  await vi.waitUntil(() => own().some(({ activityType }) => activityType === undefined), {
    timeout: 10_000,
  });
  return own().filter(({ activityType }) => activityType === 'play');
}

describe('the worker’s log', () => {
  it('has one line with stack and causes for a bug in an activity', async () => {
    thrown = new TypeError('x is not a function', { cause: new RangeError('what lies behind') });
    const [line, ...others] = await activityLines(await start('plays'));
    expect(others).toEqual([]);
    expect(line).toMatchObject({ level: 50, code: 'bug' });
    expect(line?.err?.stack).toMatch(/TypeError: x is not a function[\s\S]*worker-logs/);
    expect(line?.err?.stack).toContain('RangeError: what lies behind');
  });

  it('has the code and the message of a failure that is no bug, with its cause', async () => {
    thrown = new AppError('upstream.down', 'Genie does not answer.', {
      cause: new Error('ECONNRESET'),
    });
    const [line, ...others] = await activityLines(await start('plays'));
    expect(others).toEqual([]);
    expect(line).toMatchObject({ level: 40, code: 'upstream.down' });
    expect(line?.err?.stack).toContain('ECONNRESET');
  });

  it('has a line with the stack for a workflow task that failed', async () => {
    const handle = await start('broken');
    const line = await vi.waitUntil(
      () => lines.find(({ workflowId }) => workflowId === handle.workflowId),
      { timeout: 10_000 },
    );
    await handle.terminate();
    expect(line.err?.stack).toMatch(/undefined is not a workflow[\s\S]*log-workflows/);
  });
});
