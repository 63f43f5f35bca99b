import { BlockList, isIP } from 'node:net';
import { AppError } from '../../domain/errors.ts';
import { isLoopback } from './local.ts';

/** Where a request comes from and which name it used, as far as that can be believed. */
export type Arrival = {
  /** Name and port that the client asked for. */
  readonly host: string;
  /** Address of the client; null when the socket tells none. */
  readonly address: string | null;
  /** Whether a proxy that is trusted has sent it. */
  readonly isProxied: boolean;
};

/**
 * Reads where a request comes from.
 *
 * @param peer Address of the other end of the socket.
 * @throws {AppError} `auth.denied` when it asks for a host that is not ours.
 */
export type Door = (request: Request, peer: string | null) => Arrival;

export type DoorSettings = {
  readonly publicUrl: string | null;
  readonly hosts: readonly string[];
  /** Addresses and networks. */
  readonly trustedProxies: readonly string[];
};

/**
 * Makes the check of who stands in front of the service: `X-Forwarded-…` is read only from a proxy that is
 * trusted, and a request for a host that is not ours is refused.
 *
 * Pure.
 */
export function createDoor({ publicUrl, hosts, trustedProxies }: DoorSettings): Door {
  const isTrusted = trustOf(trustedProxies);
  const ours = new Set([
    ...(publicUrl === null ? [] : [nameOf(new URL(publicUrl).host)]),
    ...hosts,
  ]);
  return (request, peer) => {
    const from = peer === null ? null : plainAddress(peer);
    const isProxied = from !== null && isTrusted(from);
    const host = (isProxied ? single(request, 'x-forwarded-host') : null) ?? hostOf(request);
    const name = nameOf(host);
    if (!ours.has(name) && !isLoopback(name)) {
      throw new AppError(
        'auth.denied',
        `This service is not ${name || '(no host)'}. Its names are set by PUBLIC_URL and ALLOWED_HOSTS; what a proxy forwards is believed only from TRUSTED_PROXIES.`,
      );
    }
    return { host, isProxied, address: isProxied ? clientOf(request, from, isTrusted) : from };
  };
}

const hostOf = (request: Request): string => new URL(request.url).host;
const nameOf = (host: string): string => host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');

/** An IPv4 address of a socket that also speaks IPv6, in its usual form. */
const plainAddress = (address: string): string => address.replace(/^::ffff:(?=[\d.]+$)/i, '');

/**
 * One value: a proxy replaces what the client sent. Several mean that it was added to, and then nobody knows
 * which of them is true.
 */
function single(request: Request, header: string): string | null {
  const value = request.headers.get(header)?.trim() ?? '';
  if (value === '') return null;
  if (/^[a-z\d.:[\]-]+$/i.test(value)) return value;
  throw new AppError('auth.denied', `The proxy forwards ${header} with more than one host.`);
}

/** The nearest address that is no proxy of ours: those before it are what the client says. */
function clientOf(
  request: Request,
  peer: string,
  isTrusted: (address: string) => boolean,
): string | null {
  const told = (request.headers.get('x-forwarded-for') ?? '')
    .split(',')
    .map((part) => plainAddress(part.trim()))
    .filter((part) => isIP(part) !== 0);
  return [...told, peer].findLast((address) => !isTrusted(address)) ?? peer;
}

function trustOf(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = familyOf(address);
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => isIP(address) !== 0 && list.check(address, familyOf(address));
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
