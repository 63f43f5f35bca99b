import { AddressRefused, checkHost, hostOf } from '../adapters/public-address.ts';
import type { Reach } from '../adapters/public-address.ts';

/** Names that lead to this machine wherever they are looked up. */
const isLocalName = (host: string): boolean => /(^|\.)localhost\.?$/i.test(host);

/**
 * Why an address can be no target of a webhook, by what is written in it; null where nothing is. What its name
 * leads to is checked each time that something is sent.
 *
 * Pure.
 *
 * @param url A URL that can be parsed.
 */
export function targetProblem(url: string, reach: Reach): string | null {
  const { protocol, username, password } = new URL(url);
  const host = hostOf(new URL(url));
  if (username + password !== '') return 'must hold no user and no password';
  if (isLocalName(host)) return reach === 'loopback' ? null : 'must not lead to this machine';
  try {
    checkHost(host, reach);
  } catch (error) {
    if (error instanceof AddressRefused) return 'must be an address of the internet';
    throw error;
  }
  if (protocol === 'https:') return null;
  // In the clear only where nothing leaves the machine.
  return protocol === 'http:' && reach === 'loopback' && /^(127\.|::1$)/.test(host)
    ? null
    : 'must begin with https://';
}
