import { describe, expect, it } from 'vitest';
import { followersLine, inFlightLines, waitingLine } from '../../bench/load/load-report.ts';
import { usageFromProc, usageFromPs, usageOf } from '../../bench/load/usage.ts';

describe('what a process uses', () => {
  it('is read from /proc, also when its name has spaces and brackets', () => {
    const stat = '7 (a (b) c) S 1 7 7 0 -1 4194304 9 0 0 0 120 30 0 0 20 0 11 0 1 2 3';
    const status = 'Name:\ta\nVmRSS:\t  204800 kB\nThreads:\t11\n';
    expect(usageFromProc(stat, status)).toEqual({ rssMb: 200, cpuMs: 1_500 });
  });

  it.each([
    [' 2048   00:01:05\n', 65_000],
    ['2048 1-00:00:01', 86_401_000],
    ['2048 3:02.50', 182_500],
  ])('is read from %j of ps', (line, cpuMs) => {
    expect(usageFromPs(line)).toEqual({ rssMb: 2, cpuMs });
  });

  it('is known of this process', () => {
    const { rssMb, cpuMs } = usageOf(process.pid);
    expect(rssMb).toBeGreaterThan(1);
    expect(cpuMs).toBeGreaterThan(0);
    expect(() => usageOf(2 ** 22 + 1)).toThrow();
  });
});

describe('the report of a load', () => {
  it('tells how questions ended, and why the first that was not complete was not', () => {
    const run = { inFlight: 50, questions: 100, perSecond: 9.96, medianMs: 5_100, p95Ms: 7_000 };
    const endings = { completed: 97, partial: 3 };
    const refusals = 2;
    const lines = inFlightLines({ ...run, endings, refusals, cpuMs: 150.4, why: 'full' });
    expect(lines[0]).toContain(
      '10.0 a second (97 completed, 3 partial; 2 times told to come later); median 5.1 s',
    );
    expect(lines[1]).toContain('full');
    expect(inFlightLines({ ...run, endings, refusals, cpuMs: 1, why: null })).toHaveLength(1);
  });

  it('tells what waiting and following cost', () => {
    expect(waitingLine({ investigations: 200, rssMb: 1.234, cpuMs: 1.5, looks: 1.3 })).toContain(
      '200: each takes the worker 1.23 MB and 1.50 ms of CPU a second',
    );
    const followed = { followers: 2_000, events: 17, p99Ms: 640, cpuUs: 9.6, rssKb: 30.4 };
    expect(followersLine({ ...followed, statements: 2_217 })).toContain(
      'within 0.64 s; 2217 statements in all; CPU of the API 10 µs for an event to a follower; 30 kB each',
    );
  });
});
