/**
 * The domains; `unified` answers questions about the whole platform. A new domain is a row here and
 * a file in `agents/`: citation markers, settings and the local workspace's space derive from the
 * row.
 */
export const domains = [
  'cost',
  'security',
  'performance',
  'reliability',
  'quality',
  'unified',
] as const;

export type Domain = (typeof domains)[number];

/** The setting that names the Genie space of a domain. */
export type SpaceSetting = `${Uppercase<Domain>}_GENIE_SPACE_ID`;

/** Tells whether a text names a domain. */
export function isDomain(text: string): text is Domain {
  return (domains as readonly string[]).includes(text);
}

/** A record with a value for each domain, in the order of the list. */
export function forEachDomain<Value>(
  valueOf: (domain: Domain) => Value,
): Readonly<Record<Domain, Value>> {
  return Object.fromEntries(domains.map((domain) => [domain, valueOf(domain)])) as Record<
    Domain,
    Value
  >;
}

/** The setting that names the Genie space of a domain. */
export function spaceSettingOf(domain: Domain): SpaceSetting {
  return `${domain.toUpperCase()}_GENIE_SPACE_ID` as SpaceSetting;
}
