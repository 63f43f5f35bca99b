import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isRunning, type ProcessMark } from '../../local/processes.ts';
import { supervise, type Child, type ChildFailure, type ChildSpec } from '../../local/supervise.ts';

let dir = '';
let child: Child | null = null;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'supervise-'));
});
afterEach(async () => {
  await child?.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** A child process that runs a Node script and prints "up" with its pid when it is ready. */
function specOf(script: string, more: Partial<ChildSpec> = {}): ChildSpec {
  const logFile = join(dir, 'child.log');
  return {
    name: 'child',
    command: process.execPath,
    args: ['-e', script],
    env: {},
    logFile,
    stopSignal: 'SIGTERM',
    stopWithinMs: 500,
    readyWithinMs: 5_000,
    firstPauseMs: 10,
    isReady: async (pid) => readFileSync(logFile, 'utf8').includes(`up ${pid}`),
    ...more,
  };
}

function keep(spec: ChildSpec) {
  const starts: ProcessMark[] = [];
  const gaveUp = Promise.withResolvers<ChildFailure>();
  child = supervise(spec, {
    onStarted: (_, mark) => starts.push(mark),
    onGaveUp: gaveUp.resolve,
  });
  return { child, starts, gaveUp: gaveUp.promise };
}

const steady = `console.log('up', process.pid); setInterval(() => {}, 1000)`;

describe('a supervised process', () => {
  it('is ready when its readiness probe succeeds', async () => {
    const { child: kept, starts } = keep(specOf(steady));
    await kept.ready;
    expect(kept.current()).toEqual(starts[0]);
  });

  it('is asked again when a readiness probe gets no answer', { timeout: 20_000 }, async () => {
    let asked = 0;
    const isReady = (): Promise<boolean> => {
      asked += 1;
      return asked === 1 ? new Promise(() => undefined) : Promise.resolve(true);
    };
    const { child: kept, starts } = keep(
      specOf(steady, { isReady, readyWithinMs: 60_000, probeWithinMs: 50 }),
    );
    await kept.ready;
    expect([asked, starts.length]).toEqual([2, 1]);
  });

  it('is restarted when it is killed', async () => {
    const { child: kept, starts } = keep(specOf(steady));
    await kept.ready;
    const first = kept.current();
    process.kill(first?.pid ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(starts).toHaveLength(2), { timeout: 3_000 });
    expect(kept.current()?.pid).not.toBe(first?.pid);
  });

  it('ends when it is stopped, even when it ignores SIGTERM', async () => {
    const { child: kept, starts } = keep(specOf(`process.on('SIGTERM', () => {}); ${steady}`));
    await kept.ready;
    await kept.stop();
    expect(starts.map((mark) => isRunning(mark))).toEqual([false]);
    expect(kept.current()).toBeNull();
  });
});

describe('a process that cannot start', () => {
  it(
    'is not restarted after five starts; the error has the last lines of its log',
    { timeout: 15_000 },
    async () => {
      const {
        child: kept,
        starts,
        gaveUp,
      } = keep(specOf(`console.error('no such table'); process.exit(1)`));
      expect((await gaveUp).message).toMatch(
        /child: did not become ready in 5 starts[^]*no such table/,
      );
      expect(starts).toHaveLength(5);
      await expect(kept.ready).rejects.toThrow('no such table');
    },
  );

  it('is started once when it says that it cannot, with its reason', async () => {
    const { starts, gaveUp } = keep(specOf(`console.error('bad cell'); process.exit(78)`));
    expect((await gaveUp).message).toMatch(
      /^child: cannot start\. The last lines of .*:\nbad cell$/,
    );
    expect(starts).toHaveLength(1);
  });

  it('is reported in one line when the disk is full', async () => {
    const { gaveUp } = keep(specOf(`console.error('No space left on device'); process.exit(1)`));
    expect((await gaveUp).message).toMatch(/^child cannot run: the disk is full \(.*\)\.$/);
  });

  it('is reported when its program is missing', async () => {
    const { gaveUp } = keep(specOf('', { command: join(dir, 'nothing') }));
    expect((await gaveUp).message).toMatch(/could not be started: .*ENOENT/);
  });
});
