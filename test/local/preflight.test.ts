import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../config/index.ts';
import { freePorts } from '../../local/ports.ts';
import { checkDisk, checkFresh, checkPort, endLeftovers } from '../../local/preflight.ts';
import { endProcess, isRunning, markOf, type ProcessMark } from '../../local/processes.ts';
import { statePaths, writePrivate } from '../../local/state.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'preflight-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function idle(): ProcessMark {
  const started = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    stdio: 'ignore',
  });
  const mark = markOf(started.pid ?? 0);
  if (mark === null) throw new Error('it did not start');
  return mark;
}

const own = (): ProcessMark => markOf(process.pid) ?? { pid: 0, started: '' };
const gone: ProcessMark = { pid: 2 ** 22 + 1, started: '1' };
const note = (supervisor: ProcessMark, children: Record<string, ProcessMark>) =>
  writePrivate(statePaths(dir).processes, { supervisor, children });

describe('a fresh start', () => {
  it.each([
    ['DATABRICKS_HOST', 'dbc-1.cloud.databricks.com'],
    ['DATABASE_URL', 'postgres://db.example.com/x'],
    ['TEMPORAL_ADDRESS', 'temporal.example.com:7233'],
  ])('is refused while %s is set', (name, value) => {
    expect(() => checkFresh(loadConfig({ [name]: value }))).toThrow(`${name} is set`);
  });

  it('is allowed when all settings are local', () => {
    expect(() => checkFresh(loadConfig({}))).not.toThrow();
  });
});

describe('a port', () => {
  it('in use is reported with a solution', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await expect(checkPort('127.0.0.1', port)).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is in use. Set PORT to another one, such as PORT=${port + 1}.`,
    );
    server.close();
  });

  it('is free and different for each name', async () => {
    const ports = await freePorts(['a', 'b', 'c']);
    expect(new Set(Object.values(ports)).size).toBe(3);
    await expect(checkPort('127.0.0.1', ports.a)).resolves.toBeUndefined();
  });
});

describe('a process left by a killed run', () => {
  it('is ended and reported', async () => {
    const left = idle();
    note(gone, { worker: left });
    const said: string[] = [];
    await endLeftovers(dir, (line) => said.push(line));
    expect(said).toEqual(['Ending processes of the last run: worker.']);
    expect(isRunning(left)).toBe(false);
  });

  it('is not ended when another program now has its pid', async () => {
    const other = idle();
    note(gone, { worker: { pid: other.pid, started: 'another instant' } });
    await endLeftovers(dir, () => expect.unreachable());
    expect(isRunning(other)).toBe(true);
    await endProcess(other, 'SIGTERM', 1_000);
  });

  it('is not ended while its supervisor is running', async () => {
    note(own(), {});
    await expect(endLeftovers(dir, () => undefined)).rejects.toThrow(
      `A stack runs in ${dir} already (pid ${process.pid})`,
    );
  });
});

describe('the disk', () => {
  it('with enough space causes no error', () => {
    expect(() => checkDisk(dir)).not.toThrow();
  });
});
