import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChildSpec } from './supervise.ts';

/** Where systems keep nginx. */
const places = [
  '/usr/sbin/nginx',
  '/usr/local/sbin/nginx',
  '/usr/bin/nginx',
  '/usr/local/bin/nginx',
  '/opt/homebrew/bin/nginx',
];

/** The nginx of this machine; null when it has none. */
export const nginxPath: string | null = places.find((place) => existsSync(place)) ?? null;

/** The settings of nginx that are the same behind every address. */
export const passOnFile = fileURLToPath(new URL('../deploy/nginx/pass-on.conf', import.meta.url));

export type ProxyOptions = {
  readonly program: string;
  readonly host: string;
  readonly port: number;
  /** `host:port` of each API. */
  readonly upstreams: readonly string[];
  /** Folder for its settings and temporary files. */
  readonly dir: string;
  readonly logFile: string;
  readonly env: Readonly<Record<string, string>>;
};

/** A path as nginx reads it. */
const quoted = (path: string): string => `"${path.replaceAll(/["\\$]/g, '\\$&')}"`;

const settings = (
  { host, port, upstreams, dir, logFile }: ProxyOptions,
  isRoot: boolean,
): string => `
${isRoot ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${quoted(join(dir, 'nginx.pid'))};
error_log ${quoted(logFile)} warn;
events {}
http {
  access_log off;
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  .map((name) => `  ${name}_temp_path ${quoted(join(dir, name))};`)
  .join('\n')}
  upstream health_monitor {
${upstreams.map((one) => `    server ${one} max_fails=0;`).join('\n')}
  }
  server {
    listen ${isIPv6(host) ? `[${host}]` : host}:${port};
    location / { include ${quoted(passOnFile)}; }
  }
}
`;

/**
 * How nginx is run in front of several APIs.
 *
 * Effect: writes its settings below `dir`.
 */
export function proxyChild(options: ProxyOptions): Omit<ChildSpec, 'isReady'> {
  const { program, dir, logFile, env } = options;
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'nginx.conf');
  writeFileSync(file, settings(options, process.getuid?.() === 0));
  return {
    name: 'proxy',
    command: program,
    args: ['-c', file, '-p', dir, '-e', logFile],
    env,
    logFile,
    stopSignal: 'SIGTERM',
    stopWithinMs: 1_000,
    readyWithinMs: 30_000,
  };
}
