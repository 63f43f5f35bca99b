import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { nextDisturbance } from '../../bench/soak/disturbances.ts';
import { growthOf } from '../../bench/soak/growth.ts';
import { heldBy, inspectable } from '../../bench/soak/memory.ts';
import { brokenPromises } from '../../bench/soak/promises.ts';
import type { SoakRecords, SoakedInvestigation } from '../../bench/soak/promises.ts';
import { isSmall } from '../../bench/soak/soak-report.ts';
import { neutralEnvironment } from '../../config/index.ts';
import { createRandom } from '../../local/data/random.ts';

describe('the disturbances of a soak', () => {
  const victims = ['worker', 'api', 'postgres'] as const;
  const some = (seed: number) => {
    const random = createRandom(seed, 'soak');
    return Array.from({ length: 200 }, () => nextDisturbance(random, victims));
  };

  it('follow from the seed, 5 to 10 seconds apart, and reach every victim in both ways', () => {
    expect(some(1)).toEqual(some(1));
    expect(some(1)).not.toEqual(some(2));
    for (const { afterMs } of some(1)) {
      expect(afterMs).toBeGreaterThanOrEqual(5_000);
      expect(afterMs).toBeLessThanOrEqual(10_000);
    }
    const ways = some(1).map(({ victim, stoppedMs }) => `${victim} ${stoppedMs === null}`);
    expect(new Set(ways).size).toBe(2 * victims.length);
  });
});

describe('what a soak left', () => {
  const one: SoakedInvestigation = {
    id: 'inv_1',
    status: 'completed',
    seqs: [0, 1, 2],
    ends: 1,
    isLastEnd: true,
    lateMs: -50_000,
    tookMs: 5_000,
    messages: 2,
    differentMessages: 2,
    failureCode: null,
  };
  const records: SoakRecords = {
    accepted: ['inv_1'],
    investigations: [one],
    ledger: new Map([['a', 2]]),
    questions: new Map([['a', 2]]),
  };
  const withOne = (over: Partial<SoakedInvestigation>): SoakRecords => ({
    ...records,
    investigations: [{ ...one, ...over }],
  });

  it('keeps every promise', () => expect(brokenPromises(records)).toEqual([]));

  it.each([
    ['an accepted question is lost', { ...records, accepted: ['inv_1', 'inv_2'] }],
    ['two questions are one investigation', { ...records, accepted: ['inv_1', 'inv_1'] }],
    ['two ends', withOne({ ends: 2 })],
    ['something after the end', withOne({ isLastEnd: false })],
    ['a gap', withOne({ seqs: [0, 2] })],
    ['open', withOne({ lateMs: null, ends: 0, isLastEnd: false })],
    ['an end long after the deadline', withOne({ lateMs: 61_000 })],
    ['an answer remembered twice', withOne({ messages: 4 })],
    ['a bug', withOne({ failureCode: 'bug' })],
    ['a question asked twice', { ...records, questions: new Map([['a', 3]]) }],
  ])('breaks one by %s', (_, broken) => {
    expect(brokenPromises(broken).length).toBeGreaterThan(0);
  });
});

describe('what a process holds', () => {
  const samples = (mbPer100: number) =>
    [50, 100, 150, 200, 250, 300].map((investigations) => ({
      pid: 1,
      investigations,
      heapMb: 50,
      // The warm-up does not count.
      rssMb: (investigations < 100 ? 0 : 200) + (mbPer100 * investigations) / 100,
    }));

  it('grows as the line through its samples after the warm-up', () => {
    expect(growthOf(samples(0.9)).rssMbPer100).toBeCloseTo(0.9);
    expect(isSmall(growthOf(samples(0.9)))).toBe(true);
    expect(isSmall(growthOf(samples(1.1)))).toBe(false);
    expect(isSmall(growthOf([]))).toBe(false);
  });

  it('is not told by samples of two processes', () => {
    const two = [...samples(0.1), { pid: 2, investigations: 350, rssMb: 200, heapMb: 50 }];
    expect(isSmall(growthOf(two))).toBe(false);
  });

  it('is measured without the garbage of it and of its threads', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'health-monitor-held-'));
    const log = join(dir, 'log');
    const waste = 'for (let all = [], n = 0; n < 2e6; n += 1) all.push({ n });';
    const lives = 'setInterval(() => {}, 1e6);';
    const code = `new (require('worker_threads').Worker)(\`${waste} ${lives}\`, { eval: true }); ${waste} ${lives} console.log('made')`;
    const out = openSync(log, 'a');
    const wasteful = spawn(process.execPath, ['-e', code], {
      env: { ...neutralEnvironment(), NODE_OPTIONS: inspectable },
      stdio: ['ignore', out, out],
    });
    const exited = once(wasteful, 'exit');
    try {
      await vi.waitFor(() => expect(readFileSync(log, 'utf8')).toContain('made'), 10_000);
      const held = await heldBy(wasteful.pid ?? 0, log);
      expect(held.heapMb).toBeLessThan(30);
    } finally {
      wasteful.kill('SIGKILL');
      await exited;
      rmSync(dir, { recursive: true });
    }
  });
});
