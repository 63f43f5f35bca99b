import type { Principal } from './ids.ts';
import type { Domain } from './domains.ts';

/** Domain to the groups that may ask it; a domain that is absent is not set. */
export type DomainAccess = Readonly<Record<string, readonly string[]>>;

/**
 * Tells whether a principal may ask a domain and read what it found. A domain that names no groups is
 * open to everyone.
 */
export function mayAsk(access: DomainAccess, principal: Principal, domain: Domain): boolean {
  const groups = access[domain];
  return groups === undefined || groups.some((group) => principal.groups.includes(group));
}

/** Why a domain is not asked for this principal, for the lane or the reply that says so. */
export function accessDenied(domain: Domain): string {
  return `You may not ask ${domain}: DOMAIN_ACCESS gives it to groups that you are not in.`;
}
