import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from '../../local/ports.ts';
import { nginxPath, proxyChild } from '../../local/proxy.ts';

if (nginxPath === null) {
  process.stderr.write(
    'SKIPPED: the tests behind a reverse proxy need nginx. Install it, as with `apt-get install nginx-light`.\n',
  );
}

export type ReverseProxy = AsyncDisposable & { readonly url: string };

/**
 * Starts nginx in front of an address, as the stack of production does.
 *
 * Effect: a process and a folder, until disposed.
 */
export async function startNginx(upstream: string): Promise<ReverseProxy> {
  const dir = mkdtempSync(join(tmpdir(), 'nginx-'));
  const { nginx: port } = await freePorts(['nginx']);
  const { command, args } = proxyChild({
    program: nginxPath ?? '',
    host: '127.0.0.1',
    port,
    upstreams: [new URL(upstream).host],
    dir,
    logFile: join(dir, 'error.log'),
    env: {},
  });
  const child = spawn(command, args, { stdio: 'inherit' });
  await untilOpen(port, () => child.exitCode === null);
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function untilOpen(port: number, isAlive: () => boolean): Promise<void> {
  while (isAlive()) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await delay(20);
  }
  throw new Error('nginx did not start');
}
