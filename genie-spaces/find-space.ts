import type { GenieSpaces, ListedSpace } from '../adapters/databricks/genie-spaces.ts';
import { agents } from '../agents/index.ts';
import type { Domain } from '../domain/domains.ts';
import { markOf } from './wanted-space.ts';

/** Something that a person must do before a space can be worked on; the message says what. */
export class SpaceProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SpaceProblem';
  }
}

/**
 * The id of the space that carries a domain's mark; null where there is none.
 *
 * @throws {SpaceProblem} When several do.
 */
export function markedSpace(listed: readonly ListedSpace[], domain: Domain): string | null {
  const found = listed.filter(({ description }) => description.includes(markOf(domain)));
  if (found.length > 1) {
    const ids = found.map(({ spaceId, title }) => `${spaceId} (${title})`).join(', ');
    throw new SpaceProblem(
      `several spaces carry the mark ${markOf(domain)}: ${ids}. Name one in ${agents[domain].spaceSetting}.`,
    );
  }
  return found[0]?.spaceId ?? null;
}

/**
 * Lists the spaces once, and only if somebody needs the list.
 *
 * Effect: HTTP on the first call.
 */
export function listOnce(spaces: GenieSpaces): () => Promise<readonly ListedSpace[]> {
  let listed: Promise<readonly ListedSpace[]> | null = null;
  return () => (listed ??= spaces.list());
}
