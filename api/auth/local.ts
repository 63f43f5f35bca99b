import { BlockList, isIP } from 'node:net';
import { AppError } from '../../domain/errors.ts';
import type { Config } from '../../config/index.ts';
import { callerOf } from '../../domain/caller.ts';
import type { Authenticate } from './authenticate.ts';

/** The caller of every request while the API listens only on a loopback address. */
export const localCaller = callerOf({ id: 'local', groups: [] }, 'admin', 'local');

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

/** What a proxy adds, and no program of this machine. */
const ofProxies = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'] as const;

/**
 * Refuses an address that others can reach while nobody has to sign in, or under no known name; and users that
 * nobody brings a token of.
 *
 * Pure.
 *
 * @throws {Error} With what to set.
 */
export function refuseOpen({
  api,
  auth,
  onBehalfOf,
}: Pick<Config, 'api' | 'auth' | 'onBehalfOf'>): void {
  const { host } = api;
  if (onBehalfOf && !auth.ways.includes('databricks-apps'))
    throw new Error(
      'ON_BEHALF_OF is set, and AUTH is not databricks-apps: only its proxy hands over the tokens of users. Set AUTH=databricks-apps, or leave ON_BEHALF_OF out to ask the workspace as the service.',
    );
  if (isLoopback(host)) return;
  if (auth.ways.length === 0) {
    throw new Error(
      `HOST is ${host}, which other machines can reach, and no authentication is configured: everyone there could ask with your credentials. Set AUTH to say who may come in (api-keys, oidc or databricks-apps), or HOST=127.0.0.1 (the default).`,
    );
  }
  if (auth.publicUrl === null) {
    throw new Error(
      `HOST is ${host}, which other machines can reach, and PUBLIC_URL is not set. Set it to the address under which people reach the service, such as https://health.example.com: requests for other hosts are refused.`,
    );
  }
}

/**
 * Authenticates every request as the built-in local principal. That is safe only while no other machine
 * can send requests (see `refuseOpen`); refused are requests that come through a proxy, or
 * that a browser sends for another site (DNS rebinding, cross-origin requests).
 */
export const authenticateLocally: Authenticate = (request) => {
  const foreign = [
    new URL(request.url).hostname,
    ...[request.headers.get('origin')].filter((origin) => origin !== null).map(hostOf),
  ].find((name) => !isLoopback(name));
  if (foreign !== undefined)
    throw new AppError(
      'auth.denied',
      `This service accepts requests only from its own machine; this one names the host ${foreign || '(none)'} in Host or Origin. Use http://127.0.0.1 or http://localhost.`,
    );
  const added = ofProxies.find((name) => request.headers.has(name));
  if (added !== undefined)
    throw new AppError(
      'auth.denied',
      `This service accepts requests only from its own machine; this one came through a proxy (${added}), which others may reach. Set AUTH to let them in.`,
    );
  return { caller: localCaller, setCookie: null };
};

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).hostname : '';
}
