import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { armFailpoint, createFailpoints, failpointFiles } from '../../adapters/failpoints.ts';
import type { FailpointAct } from '../../adapters/failpoints.ts';
import { investigationId } from '../../domain/ids.ts';
import { root } from '../support/sources.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'failpoints-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const idOf = (n: number) => investigationId(n.toString(16).padStart(32, '0'));
const point = 'ask.after';

/** A process that comes to the failpoint and says so before and after. */
function start(n: number) {
  const code = `
    import { createFailpoints } from '${join(root, 'adapters/failpoints.ts')}';
    console.log('before');
    await createFailpoints('${dir}').reach('${point}', '${idOf(n)}');
    console.log('after');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return { child, said: () => said, exit: once(child, 'exit') };
}

const arm = (n: number, act: FailpointAct, pass = 0) =>
  armFailpoint(dir, point, idOf(n), { act, pass });
const isHit = (n: number): boolean => existsSync(failpointFiles(dir, point, idOf(n)).hit);

describe('a failpoint', () => {
  it('does nothing where nothing is armed', async () => {
    await createFailpoints(dir).reach(point, idOf(1));
    expect(isHit(1)).toBe(false);
  });

  it('kills the first process that comes, and not the next', async () => {
    arm(2, 'kill');
    const first = start(2);
    expect(await first.exit).toEqual([null, 'SIGKILL']);
    expect(first.said()).toBe('before\n');
    const next = start(2);
    expect(await next.exit).toEqual([0, null]);
    expect(next.said()).toBe('before\nafter\n');
  });

  it('stops the process until it is continued', async () => {
    arm(3, 'stop');
    const { child, exit, said } = start(3);
    await vi.waitFor(
      () => {
        const state = execFileSync('ps', ['-o', 'stat=', '-p', String(child.pid)]);
        expect(state.toString()).toMatch(/^T/);
      },
      { timeout: 20_000 },
    );
    expect(said()).not.toContain('after');
    child.kill('SIGCONT');
    expect(await exit).toEqual([0, null]);
    expect(said()).toContain('after');
  });

  it('holds whoever comes first until it is let go', async () => {
    arm(4, 'hold');
    const here = createFailpoints(dir);
    const held = here.reach(point, idOf(4));
    expect(isHit(4)).toBe(true);
    await here.reach(point, idOf(4));
    const end = vi.fn();
    void held.then(end);
    await here.reach(point, idOf(5));
    expect(end).not.toHaveBeenCalled();
    writeFileSync(failpointFiles(dir, point, idOf(4)).go, '');
    await held;
  });

  it('lets the first times pass that its order says', async () => {
    arm(6, 'hold', 2);
    writeFileSync(failpointFiles(dir, point, idOf(6)).go, '');
    const here = createFailpoints(dir);
    await here.reach(point, idOf(6));
    await here.reach(point, idOf(6));
    expect(isHit(6)).toBe(false);
    await here.reach(point, idOf(6));
    expect(isHit(6)).toBe(true);
  });
});
