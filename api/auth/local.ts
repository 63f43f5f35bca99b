import { BlockList, isIP } from 'node:net';
import { AppError } from '../domain/errors.ts';
import type { Principal } from '../domain/ids.ts';

/** The principal of every request while the API listens only on a loopback address. */
const localPrincipal: Principal = { id: 'local', groups: [] };

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Tells whether a host name or address can only be reached from this machine. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const family = isIP(bare);
  if (family === 0) return bare === 'localhost';
  return loopback.check(bare, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Authenticates every request as the built-in local principal. That is safe only while no other machine
 * can send requests: other listen addresses are refused, and so are requests that a browser sends for
 * another site (DNS rebinding, cross-origin requests).
 *
 * @param host The address that the API will listen on.
 * @throws {Error} When `host` is not a loopback address.
 */
export function createLocalAuthenticator(host: string): (request: Request) => Principal {
  if (!isLoopback(host)) {
    throw new Error(
      `HOST is ${host}, which other machines can reach, and no authentication is configured: everyone there could ask with your credentials. Set HOST=127.0.0.1 (the default).`,
    );
  }
  return (request) => {
    const foreign = [
      new URL(request.url).hostname,
      ...[request.headers.get('origin')].filter((origin) => origin !== null).map(hostOf),
    ].find((name) => !isLoopback(name));
    if (foreign === undefined) return localPrincipal;
    throw new AppError(
      'auth.denied',
      `This service accepts requests only from its own machine; this one names the host ${foreign || '(none)'} in Host or Origin. Use http://127.0.0.1 or http://localhost.`,
    );
  };
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).hostname : '';
}
