import { createHash } from 'node:crypto';
import { forEachDomain } from '../../../domain/domains.ts';
import type { Domain } from '../../../domain/domains.ts';

export type LocalSpace = {
  readonly spaceId: string;
  readonly title: string;
  readonly description: string;
};

/** The Genie spaces of the local workspace, one per domain, with constant ids. */
export const localSpaces: Readonly<Record<Domain, LocalSpace>> = forEachDomain((domain) => ({
  spaceId: createHash('sha256').update(`local space ${domain}`).digest('hex').slice(0, 32),
  title: `${domain.slice(0, 1).toUpperCase()}${domain.slice(1)} of the platform`,
  description: `Answers the certified questions about ${domain}.`,
}));
