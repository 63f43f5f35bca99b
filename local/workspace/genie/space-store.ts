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

/** The spaces there are; those that were made live as long as the process. */
export type SpaceStore = {
  readonly list: () => readonly Space[];
  readonly find: (spaceId: string) => Space | null;
  /** The domain whose questions a space answers; null where nothing tells. */
  readonly domainOf: (spaceId: string) => Domain | null;
  readonly create: (settings: SpaceSettings) => Space;
  readonly update: (space: Space, changes: Partial<SpaceSettings>) => Space;
  /** Effect: forgets it. */
  readonly trash: (space: Space) => void;
};

/** What a space must still be to be replaced: equal settings have equal tags. */
export function etagOf(space: Space): string {
  const settings = [space.title, space.description, space.warehouseId, space.content];
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex');
}

const markedDomain = /\[health-monitor:(\w+)\]/;

/** By the mark in its description, else by what most of its example queries are certified for. */
function toldDomain({ description, content }: Space, catalogue: Catalogue): Domain | null {
  const marked = description.match(markedDomain)?.[1];
  if (marked !== undefined && isDomain(marked)) return marked;
  const known = (content.instructions?.example_question_sqls ?? []).flatMap(
    ({ sql }) => matchCertified(catalogue, sql.join(''))?.domain ?? [],
  );
  const count = (domain: Domain) => known.filter((one) => one === domain).length;
  return known.toSorted((left, right) => count(right) - count(left))[0] ?? null;
}

/** Begins with one space a domain. Effect: keeps changes in memory. */
export function createSpaces(catalogue: Catalogue): SpaceStore {
  const startedMs = Date.now();
  const fixed = new Map(domains.map((domain) => [localSpaces[domain].spaceId, domain]));
  const spaces = new Map<string, Space>();
  const keep = (space: Space): Space => {
    spaces.set(space.spaceId, space);
    return space;
  };
  for (const space of Object.values(localSpaces)) {
    const times = { createdMs: startedMs, updatedMs: startedMs };
    keep({
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
      return space === undefined ? null : (fixed.get(spaceId) ?? toldDomain(space, catalogue));
    },
    create: (settings) => {
      const nowMs = Date.now();
      return keep({ ...settings, spaceId: newGenieId(), createdMs: nowMs, updatedMs: nowMs });
    },
    update: (space, changes) => keep({ ...space, ...changes, updatedMs: Date.now() }),
    trash: ({ spaceId }) => {
      spaces.delete(spaceId);
    },
  };
}
