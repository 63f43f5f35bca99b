import type { Principal } from './ids.ts';
import type { Domain } from './domains.ts';

/**
 * The groups that may ask each domain, by domain; a domain without an entry is open to everyone.
 */
export type DomainAccess = Readonly<Record<string, readonly string[]>>;

/**
 * Tells whether a principal may ask a domain and read its evidence.
 */
export function mayAsk(access: DomainAccess, principal: Principal, domain: Domain): boolean {
  const groups = access[domain];
  return groups === undefined || groups.some((group) => principal.groups.includes(group));
}

/**
 * Tells of what was found in domains whether a principal may read it.
 *
 * Pure.
 */
export const isOpenTo =
  (access: DomainAccess, principal: Principal) =>
  ({ domains }: { readonly domains: readonly Domain[] }): boolean =>
    domains.every((domain) => mayAsk(access, principal, domain));

/** The message of a lane or a reply when a principal may not ask a domain. */
export function accessDenied(domain: Domain): string {
  return `You may not ask ${domain}: DOMAIN_ACCESS gives it to other groups.`;
}
