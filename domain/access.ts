import type { Principal } from './ids.ts';
import { domains as allDomains } from './domains.ts';
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

/**
 * Domains that were closed to a principal after they had asked: what a domain was closed for at admission was
 * not asked.
 *
 * Pure.
 */
export const closedLater = (
  access: DomainAccess,
  principal: Principal,
  { closedDomains }: { readonly closedDomains: readonly Domain[] },
): readonly Domain[] =>
  allDomains.filter(
    (domain) => !mayAsk(access, principal, domain) && !closedDomains.includes(domain),
  );

/** The message of a lane or a reply when a principal may not ask a domain. */
export function accessDenied(domain: Domain): string {
  return `You may not ask ${domain}: DOMAIN_ACCESS gives it to other groups.`;
}
