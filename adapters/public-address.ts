import { lookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What may be reached: addresses of the internet, those and this machine, or every one. */
export type Reach = 'public' | 'loopback' | 'any';

/** A name or address that may not be reached; nothing was sent to it. */
export class AddressRefused extends Error {
  constructor(host: string) {
    super(`${host} is no address of the internet`);
    this.name = 'AddressRefused';
  }
}

/**
 * Whether an address may be reached. An IPv4 address within an IPv6 one counts as what it is; those of
 * translators and tunnels, which lead anywhere, do not.
 *
 * Pure.
 *
 * @param address An IP address, without brackets.
 */
export function mayReach(address: string, reach: Reach): boolean {
  if (reach === 'any') return true;
  if (!ipaddr.isValid(address)) return false;
  const range = ipaddr.process(address).range();
  return range === 'unicast' || (reach === 'loopback' && range === 'loopback');
}

/** The host of a URL as sockets take it. Pure. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

/**
 * Refuses a host that is written as an address which may not be reached: no name is looked up for it.
 *
 * @throws {AddressRefused}
 */
export function checkHost(host: string, reach: Reach): void {
  if (isIP(host) !== 0 && !mayReach(host, reach)) throw new AddressRefused(host);
}

/**
 * Looks a name up for a socket, which then connects to just what was checked: a name that leads elsewhere a
 * moment later does not matter. One address that may not be reached refuses the name.
 *
 * Effect: asks the resolver of this machine.
 */
export function checkedLookup(reach: Reach, resolve: typeof lookup = lookup): LookupFunction {
  return (host, { family, hints, all }, callback) => {
    resolve(host, { family: family ?? 0, hints: hints ?? 0, all: true }, (error, found) => {
      const addresses: LookupAddress[] = error === null ? found : [];
      const [first] = addresses;
      if (error !== null) return callback(error, '');
      if (first === undefined || !addresses.every(({ address }) => mayReach(address, reach)))
        return callback(new AddressRefused(host), '');
      if (all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
