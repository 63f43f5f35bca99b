import { createHash } from 'node:crypto';
import { type Domain, domains, isDomain } from '../../../domain/domains.ts';
import { type Catalogue, matchCertified } from '../../../sql/catalogue.ts';
import { warehouseId } from '../warehouses/store.ts';
import type { SpaceContent } from './space-content.ts';
import { localSpaces } from './spaces.ts';
import { newGenieId } from './store.ts';

export type SpaceSettings = {
  readonly title: string;
  readonly description: string;
  readonly warehouseId: string;
  readonly parentPath: string;
  readonly content: SpaceContent;
};

export type Space = SpaceSettings & {
  readonly spaceId: string;
  readonly createdMs: number;
  readonly updatedMs: number;
};

/** The Genie spaces; created spaces are kept until the process ends. */
export type SpaceStore = {
  readonly list: () => readonly Space[];
  readonly find: (spaceId: string) => Space | null;
  /** The domain of a space; null when it is unknown. */
  readonly domainOf: (spaceId: string) => Domain | null;
  readonly create: (settings: SpaceSettings) => Space;
  readonly update: (space: Space, changes: Partial<SpaceSettings>) => Space;
  /** Effect: removes the space. */
  readonly trash: (space: Space) => void;
};

/** The etag of a space, for optimistic locking; equal settings have equal etags. */
export function etagOf(space: Space): string {
  const settings = [space.title, space.description, space.warehouseId, space.content];
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex');
}

const markedDomain = /\[health-monitor:(\w+)\]/;

/** The domain in the description's marker, else the most frequent domain of its certified example queries. */
function inferDomain({ description, content }: Space, catalogue: Catalogue): Domain | null {
  const marked = description.match(markedDomain)?.[1];
  if (marked !== undefined && isDomain(marked)) return marked;
  const certifiedDomains = (content.instructions?.example_question_sqls ?? []).flatMap(
    ({ sql }) => matchCertified(catalogue, sql.join(''))?.domain ?? [],
  );
  const count = (domain: Domain) => certifiedDomains.filter((one) => one === domain).length;
  return certifiedDomains.toSorted((left, right) => count(right) - count(left))[0] ?? null;
}

/** Starts with one space per domain. Effect: keeps changes in memory. */
export function createSpaces(catalogue: Catalogue): SpaceStore {
  const startedMs = Date.now();
  const localDomains = new Map(domains.map((domain) => [localSpaces[domain].spaceId, domain]));
  const spaces = new Map<string, Space>();
  const store = (space: Space): Space => {
    spaces.set(space.spaceId, space);
    return space;
  };
  for (const space of Object.values(localSpaces)) {
    const times = { createdMs: startedMs, updatedMs: startedMs };
    store({
      ...space,
      ...times,
      warehouseId,
      parentPath: '/Workspace/Shared',
      content: { version: 2 },
    });
  }
  return {
    list: () => [...spaces.values()],
    find: (spaceId) => spaces.get(spaceId) ?? null,
    domainOf: (spaceId) => {
      const space = spaces.get(spaceId);
      return space === undefined
        ? null
        : (localDomains.get(spaceId) ?? inferDomain(space, catalogue));
    },
    create: (settings) => {
      const nowMs = Date.now();
      return store({ ...settings, spaceId: newGenieId(), createdMs: nowMs, updatedMs: nowMs });
    },
    update: (space, changes) => store({ ...space, ...changes, updatedMs: Date.now() }),
    trash: ({ spaceId }) => {
      spaces.delete(spaceId);
    },
  };
}
