import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { CaseResult, Evaluation } from '../../domain/evaluation.ts';
import type { ScheduleState } from '../../domain/evaluation-ports.ts';
import { createStackBench } from '../support/stack.ts';
import type { StackBench } from '../support/stack.ts';

type Whole = Evaluation & { readonly results: readonly CaseResult[] };

let bench: StackBench;
const soon = { timeout: 60_000, interval: 50 };

// `probe` in `npm test`; more than 200 questions by a command of its own.
const suite = inject('evaluationSuite');
const isWhole = suite !== 'probe';
/** The bar is 10 minutes; it is held to below, where its figures are told too. */
const longestMs = isWhole ? 900_000 : 150_000;
const ends = { timeout: longestMs, interval: 250 };
/** Which share of the questions is judged when each is killed. */
const victims = [
  ['worker', 1 / 8],
  ['temporal', 1 / 3],
  ['postgres', 1 / 2],
] as const;

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
    figures?.numbers,
    figures?.certified,
    scores.map(({ scorer, verdict }) => [scorer, verdict]),
  ]),
});

const secondsOf = ({ startedAt, finishedAt }: Evaluation): number =>
  Math.round((Date.parse(finishedAt ?? '') - Date.parse(startedAt)) / 1_000);

const lineOf = (of: string, one: Whole): string => {
  const shares = (one.gate?.bars ?? [])
    .filter(({ domain }) => domain === null)
    .map(({ scorer, passed, judged: rows }) => `${scorer} ${passed}/${rows}`);
  return `${of}: ${one.judged} questions in ${secondsOf(one)} s, ${one.gate?.verdict}: ${shares.join(', ')}`;
};

async function killedOnTheWay(): Promise<Whole> {
  const { id } = await send<Evaluation>('', { suite });
  for (const [victim, share] of victims) {
    await judged(id, 1);
    await judged(id, Math.ceil(share * (await read<Whole>(`/${id}`)).cases));
    await kill(victim);
  }
  return ended(id);
}

describe('an evaluation on the whole stack', () => {
  it(
    'whose worker, engine and database are killed ends with the figures of an undisturbed one',
    async () => {
      const quiet = await ended((await send<Evaluation>('', { suite })).id);
      const disturbed = await killedOnTheWay();
      if (isWhole)
        process.stdout.write(`${lineOf('undisturbed', quiet)}\n${lineOf('killed', disturbed)}\n`);
      expect([quiet.status, disturbed.status]).toEqual(['completed', 'completed']);
      expect(figuresOf(disturbed)).toEqual(figuresOf(quiet));
      expect(secondsOf(disturbed)).toBeLessThanOrEqual(600);
      expect(disturbed.judged).toBeGreaterThanOrEqual(isWhole ? 200 : 15);
    },
    2 * longestMs,
  );
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
