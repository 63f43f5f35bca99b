import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../config/index.ts';
import { freePorts } from '../../local/ports.ts';
import {
  checkDisk,
  checkFresh,
  checkPort,
  endLeftovers,
  openFolders,
} from '../../local/preflight.ts';
import { endProcess, isRunning, markOf, type ProcessMark } from '../../local/processes.ts';
import { loadSecrets, statePaths, writePrivate } from '../../local/state.ts';

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

  it('that this machine does not have is not told as in use', async () => {
    await expect(checkPort('192.0.2.1', 8787)).rejects.toThrow(
      /^Port 8787 of 192\.0\.2\.1 cannot be listened at \(EADDRNOTAVAIL\)\. Set HOST to/,
    );
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

describe('the folders of a stack', () => {
  it('are created', () => {
    openFolders({ LOCAL_DIR: join(dir, 'a/b # % ! é'), CACHE_DIR: join(dir, 'c') });
    expect(existsSync(join(dir, 'a/b # % ! é'))).toBe(true);
  });

  it('are told in a line each, with what to do, when they cannot be used', () => {
    writeFileSync(join(dir, 'file'), '');
    const paths = {
      LOCAL_DIR: join(dir, 'file/x'),
      CACHE_DIR: join(dir, 'which?'),
      OTHER: join(dir, '~/x'),
    };
    expect(() => openFolders(paths)).toThrow(
      new RegExp(
        [
          String.raw`^LOCAL_DIR cannot be written: .*/file/x \(ENOTDIR\)\. Set it to a folder that .*`,
          String.raw`CACHE_DIR has "\?" in its path ".*which\?"\. Set it to a folder that .*`,
          String.raw`OTHER has "~" in its path ".*/~/x"\. Set it to a folder that .*$`,
        ].join('\n'),
      ),
    );
    expect(existsSync(paths.CACHE_DIR)).toBe(false);
  });
});

describe('the secrets of a stack', () => {
  const made = () => {
    const localDir = mkdtempSync(join(dir, 'secrets-'));
    const secrets = loadSecrets(localDir);
    mkdirSync(join(localDir, 'postgres'));
    writeFileSync(join(localDir, 'postgres/initialised'), '');
    return { localDir, secrets, file: statePaths(localDir).secrets };
  };

  it('are the same when an editor has written the file again', () => {
    const { localDir, secrets, file } = made();
    const text = readFileSync(file, 'utf8').trim().replaceAll('\n', '\r\n');
    writeFileSync(file, `\uFEFF${text}\r\n\r\n`);
    expect(loadSecrets(localDir)).toEqual(secrets);
  });

  it.each(['', '\n', '{"postgresPassword": "x', '{"postgresPassword": ""}', '[]', null])(
    'are not replaced while a database needs them: %j',
    (text) => {
      const { localDir, file } = made();
      if (text === null) rmSync(file);
      else writeFileSync(file, text);
      expect(() => loadSecrets(localDir)).toThrow(
        /^\/.*secrets\.json is missing, empty or damaged, .*`npm start -- --fresh`[^\n]*$/,
      );
      rmSync(join(localDir, 'postgres'), { recursive: true });
      expect(loadSecrets(localDir).postgresPassword).toMatch(/^[0-9a-f]{36}$/);
    },
  );
});

describe('the disk', () => {
  it('with enough space causes no error', () => {
    expect(() => checkDisk(dir)).not.toThrow();
  });
});
