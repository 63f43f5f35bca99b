import { BlockList, isIP } from 'node:net';
import { AppError } from '../domain/errors.ts';
import type { Principal } from '../domain/ids.ts';

/** Who asks on a loopback install. */
const localPrincipal: Principal = { id: 'local', groups: [] };

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Tells whether a host name or address can only be reached from this machine.
 *
 * Pure.
 */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const family = isIP(bare);
  if (family === 0) return bare === 'localhost';
  return loopback.check(bare, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Gives every request to the built-in local principal. That is safe only while nobody else can send
 * one, so it refuses to be made for an address that others reach, and refuses requests that a browser
 * sends on behalf of a foreign site (by rebinding a name to this machine, or across origins).
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
      `This service serves only its own machine, and the request came by way of ${foreign || 'an unnamed site'}.`,
    );
  };
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).hostname : '';
}
