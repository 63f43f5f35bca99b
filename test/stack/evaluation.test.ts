import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CaseResult, Evaluation } from '../../domain/evaluation.ts';
import type { ScheduleState } from '../../domain/evaluation-ports.ts';
import { createStackBench } from '../support/stack.ts';
import type { StackBench } from '../support/stack.ts';

type Whole = Evaluation & { readonly results: readonly CaseResult[] };

let bench: StackBench;
const soon = { timeout: 60_000, interval: 50 };
const ends = { timeout: 150_000, interval: 250 };

beforeAll(async () => {
  bench = await createStackBench();
  const env = {
    LOCAL_NOW: '2026-11-18T00:00:00Z',
    LOCAL_GENIE_QPM: '600',
    EVALUATION_CRON: '0 2 * * *',
  };
  await bench.start([], env).ready;
}, 180_000);
afterAll(() => bench?.[Symbol.asyncDispose]());

const url = (path = ''): string => `${bench.file().api.url}/v1/evaluations${path}`;

async function send<Body>(
  path: string,
  body: object,
  method: 'POST' | 'PUT' = 'POST',
): Promise<Body> {
  const headers = { 'content-type': 'application/json' };
  const reply = await fetch(url(path), { method, headers, body: JSON.stringify(body) });
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as Body;
}

/** Reads also while the API or its database is away. */
async function read<Body>(path: string): Promise<Body> {
  return vi.waitFor(async () => {
    const reply = await fetch(url(path));
    if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
    return (await reply.json()) as Body;
  }, soon);
}

async function judged(id: string, count: number): Promise<void> {
  await vi.waitFor(async () => {
    expect((await read<Whole>(`/${id}`)).judged).toBeGreaterThanOrEqual(count);
  }, ends);
}

async function ended(id: string): Promise<Whole> {
  return vi.waitFor(async () => {
    const found = await read<Whole>(`/${id}`);
    expect(found.status).not.toBe('running');
    return found;
  }, ends);
}

async function kill(victim: 'worker' | 'temporal' | 'postgres'): Promise<void> {
  const pid = bench.file()[victim].pid ?? 0;
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => expect(bench.file()[victim].pid).not.toBe(pid), soon);
}

const figuresOf = ({ results, gate }: Whole): unknown => ({
  verdict: gate?.verdict,
  shares: gate?.bars.map(({ scorer, passed, judged: rows }) => [scorer, passed, rows]),
  cases: results.map(({ caseId, figures, scores }) => [
    caseId,
    figures?.firstLine,
    figures?.certified,
    scores.map(({ scorer, verdict }) => [scorer, verdict]),
  ]),
});

describe('an evaluation on the whole stack', () => {
  it('whose worker, engine and database are killed ends with the figures of an undisturbed one', async () => {
    const quiet = await ended((await send<Evaluation>('', { suite: 'probe' })).id);
    expect(quiet.status).toBe('completed');
    const { id } = await send<Evaluation>('', { suite: 'probe' });
    await judged(id, 2);
    await kill('worker');
    await judged(id, 5);
    await kill('temporal');
    await judged(id, 8);
    await kill('postgres');
    const disturbed = await ended(id);
    expect(disturbed.status).toBe('completed');
    expect(figuresOf(disturbed)).toEqual(figuresOf(quiet));
  }, 180_000);
});

describe('the schedule on the whole stack', () => {
  const schedule = (): Promise<ScheduleState> => read('/schedule');

  it('is there from the start, and survives the end of its worker', async () => {
    expect(await schedule()).toMatchObject({ cron: '0 2 * * *', suite: 'plain', paused: false });
    await send('/schedule/pause', { note: 'not now' });
    await kill('worker');
    await vi.waitFor(async () => {
      expect(await schedule()).toMatchObject({ cron: '0 2 * * *', paused: true });
    }, soon);
    await send('/schedule/resume', {});
  });

  it('starts once what it missed while the engine was down', async () => {
    // A second of a minute that passes while nothing runs at Temporal.
    const at = new Date(Date.now() + 4_000);
    const cron = `${at.getUTCSeconds()} ${at.getUTCMinutes()} ${at.getUTCHours()} * * * *`;
    await send('/schedule', { cron, timeZone: 'UTC', suite: 'probe' }, 'PUT');
    expect((await schedule()).recent).toEqual([]);
    await sleep(at.getTime() - 1_500 - Date.now());
    // Killed again as soon as it is back, until the time has passed.
    while (Date.now() < at.getTime() + 500) await kill('temporal');
    const caught = await vi.waitFor(async () => {
      const { recent } = await schedule();
      expect(recent.length).toBe(1);
      return recent;
    }, ends);
    expect(Math.abs(Date.parse(caught[0]?.at ?? '') - at.getTime())).toBeLessThan(1_000);
    const started = await vi.waitFor(async () => {
      const { evaluations } = await read<{ evaluations: readonly Evaluation[] }>('?limit=1');
      expect(evaluations[0]?.workflowId).toBe(caught[0]?.workflowId);
      return evaluations[0];
    }, soon);
    expect(started).toMatchObject({ trigger: 'schedule', suite: 'probe' });
    await ended(started?.id ?? '');
    expect((await schedule()).recent.length).toBe(1);
  }, 180_000);
});
