import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from '../../local/ports.ts';

/** Where systems keep nginx. */
const places = [
  '/usr/sbin/nginx',
  '/usr/local/sbin/nginx',
  '/usr/bin/nginx',
  '/opt/homebrew/bin/nginx',
];

/** The nginx of this machine; null when it has none. */
export const nginxPath: string | null = places.find((place) => existsSync(place)) ?? null;

if (nginxPath === null) {
  process.stderr.write(
    'SKIPPED: the tests behind a reverse proxy need nginx. Install it, as with `apt-get install nginx-light`.\n',
  );
}

export type ReverseProxy = AsyncDisposable & { readonly url: string };

/** As `docs/access.md` says that a proxy is set up, and otherwise as it comes. */
const settings = (dir: string, port: number, upstream: string): string => `
user root;
daemon off;
worker_processes 1;
pid ${dir}/nginx.pid;
error_log ${dir}/error.log;
events {}
http {
  access_log off;
  client_body_temp_path ${dir}/body;
  proxy_temp_path ${dir}/proxy;
  fastcgi_temp_path ${dir}/fastcgi;
  uwsgi_temp_path ${dir}/uwsgi;
  scgi_temp_path ${dir}/scgi;
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass ${upstream};
      proxy_http_version 1.1;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    }
  }
}
`;

/**
 * Starts nginx in front of an address.
 *
 * Effect: a process and a folder, until disposed.
 */
export async function startNginx(upstream: string): Promise<ReverseProxy> {
  const dir = mkdtempSync(join(tmpdir(), 'nginx-'));
  const ports = await freePorts(['nginx']);
  const file = join(dir, 'nginx.conf');
  writeFileSync(file, settings(dir, ports.nginx, upstream));
  const child = spawn(nginxPath ?? '', ['-c', file, '-p', dir, '-e', join(dir, 'error.log')], {
    stdio: 'inherit',
  });
  await untilOpen(ports.nginx, () => child.exitCode === null);
  return {
    url: `http://127.0.0.1:${ports.nginx}`,
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
