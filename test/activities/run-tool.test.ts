import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTool } from '../../activities/run-tool.ts';
import { syncRunbooks } from '../../adapters/postgres/runbooks.ts';
import { AppError } from '../../domain/errors.ts';
import type { Runbook, ToolPorts, WebSearch } from '../../domain/tools.ts';
import type { ToolArgs } from '../../domain/steps.ts';
import { openBench } from '../adapters/postgres/bench.ts';
import type { Bench } from '../adapters/postgres/bench.ts';
import { toolsOf } from '../support/tools.ts';

const runbook: Runbook = {
  id: 'failing-job',
  title: 'A job fails again and again',
  domain: 'reliability',
  severity: 'high',
  owner: 'data platform',
  symptoms: ['the nightly job keeps failing'],
  causes: ['failing-runs'],
  steps: [{ n: 1, section: 'steps', title: 'Open the failed run.', text: 'Open the failed run.' }],
};

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  await syncRunbooks(bench.pool, [runbook]);
});
afterAll(() => bench[Symbol.asyncDispose]());

const question = 'How do I fix the nightly job that keeps failing?';
const at = (signal = new AbortController().signal) => ({ attempt: 1, signal });

async function investigated(given: Partial<ToolArgs> = {}): Promise<ToolArgs> {
  const ref = await bench.investigate({ question, domains: ['reliability'] });
  return { ref, tool: 'runbooks', untilMs: Date.now() + 60_000, unless: null, ...given };
}

const depsWith = (ports: Partial<ToolPorts> = {}) => {
  const tools = toolsOf(bench);
  return { store: bench.work, tools: { ...tools, ports: { ...tools.ports, ...ports } } };
};

const finished = async ({ ref }: ToolArgs) =>
  (await bench.log(ref)).filter(({ type }) => type.startsWith('tool.'));

const webThat = (search: WebSearch['search']): Partial<ToolPorts> => ({ web: { search } });
const inWeb = { tool: 'web_search' };

describe('a tool of an investigation', () => {
  it('tells what it found, with sources that the markers of its text name', async () => {
    const args = await investigated();
    expect(await runTool(depsWith(), args, at())).toEqual({ outcome: 'answered' });
    expect(await finished(args)).toMatchObject([
      { type: 'tool.started', tool: 'runbooks' },
      {
        type: 'tool.finished',
        outcome: 'answered',
        summary: runbook.title,
        data: {
          markdown: expect.stringContaining('1. Open the failed run. [runbook:1]') as string,
          sources: [{ marker: 'runbook:1', text: 'Open the failed run.' }],
        },
      },
    ]);
  });

  it('is not run again by a later attempt, which gets what stands', async () => {
    const args = await investigated();
    await runTool(depsWith(), args, at());
    const failing: ToolPorts['runbooks'] = { find: () => Promise.reject(new Error('again')) };
    expect(await runTool(depsWith({ runbooks: failing }), args, at())).toEqual({
      outcome: 'answered',
    });
    expect(await finished(args)).toHaveLength(2);
    expect(await bench.work.tools.ended(args.ref)).toHaveLength(1);
  });

  it('that two workers run at once ends once, and both get the same', async () => {
    const args = await investigated();
    const ends = await Promise.all([
      runTool(depsWith(), args, at()),
      runTool(depsWith(), { ...args, unless: { outcome: 'skipped', summary: 'Not now.' } }, at()),
    ]);
    expect(new Set(ends.map(({ outcome }) => outcome)).size).toBe(1);
    expect(await finished(args)).toHaveLength(2);
  });

  it.each([
    ['auth.denied', 'denied'],
    ['upstream.limited', 'throttled'],
    ['limit.day', 'throttled'],
    ['upstream.down', 'failed'],
    ['upstream.rejected', 'failed'],
  ] as const)('that fails with %s ends %s, with the reason', async (code, outcome) => {
    const args = await investigated(inWeb);
    const search = () => Promise.reject(new AppError(code, 'What happened.'));
    expect(await runTool(depsWith(webThat(search)), args, at())).toEqual({ outcome });
    expect((await finished(args)).at(-1)).toMatchObject({ outcome, summary: 'What happened.' });
  });

  it('that does not end in time has timed out, and is told to stop', async () => {
    const args = await investigated({ ...inWeb, untilMs: Date.now() + 700 });
    let stopped = false;
    const search: WebSearch['search'] = (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          stopped = true;
          reject(new Error('stopped'));
        });
      });
    expect(await runTool(depsWith(webThat(search)), args, at())).toEqual({ outcome: 'timed_out' });
    expect(stopped).toBe(true);
  });

  it('that has no time left is not begun', async () => {
    const args = await investigated({ ...inWeb, untilMs: Date.now() });
    const search = () => Promise.reject(new Error('begun'));
    expect(await runTool(depsWith(webThat(search)), args, at())).toEqual({ outcome: 'timed_out' });
  });

  it('that is cancelled stores no end', async () => {
    const args = await investigated(inWeb);
    const cancel = new AbortController();
    const search: WebSearch['search'] = () => {
      cancel.abort(new Error('cancelled'));
      return Promise.reject(new Error('stopped'));
    };
    await expect(runTool(depsWith(webThat(search)), args, at(cancel.signal))).rejects.toThrow(
      'cancelled',
    );
    expect((await finished(args)).map(({ type }) => type)).toEqual(['tool.started']);
  });

  it('that gives something else than it declares is a failure', async () => {
    const args = await investigated(inWeb);
    const search = async () => ({
      results: [{ title: 'x', url: 'no address', text: '' }],
      left: 0,
    });
    expect(await runTool(depsWith(webThat(search)), args, at())).toEqual({ outcome: 'failed' });
    expect((await finished(args)).at(-1)).toMatchObject({
      summary: 'It gave something else than expected: results.0.url Invalid URL.',
    });
  });

  it('that throws a bug leaves it to the step', async () => {
    const args = await investigated(inWeb);
    const search = () => Promise.reject(new TypeError('x is not a function'));
    await expect(runTool(depsWith(webThat(search)), args, at())).rejects.toThrow('not a function');
  });
});
