import { AppError } from '../domain/errors.ts';
import type { LogEvent } from '../domain/events.ts';
import { mayAsk } from '../domain/access.ts';
import { parseInvestigationId } from '../domain/ids.ts';
import type { Principal } from '../domain/ids.ts';
import type { Investigation, InvestigationRow, InvestigationRef } from '../domain/investigation.ts';
import { viewOf } from '../domain/proposals.ts';
import { foldInvestigation } from '../domain/resource.ts';
import type { AppDeps } from './deps.ts';

const pageSize = 1_000;

/**
 * Reads the investigation that an id of the path names.
 *
 * Effect: one read.
 *
 * @throws {AppError} `input.not_found`, the same for unknown ids and ids of other users.
 */
export async function readRow(
  deps: AppDeps,
  owner: string,
  idText: string,
): Promise<InvestigationRow> {
  const id = parseInvestigationId(idText);
  const row = id === null ? null : await deps.store.find({ id, owner });
  if (row === null)
    throw new AppError('input.not_found', 'There is no such investigation.', {
      problems: [{ path: 'id', message: 'names no investigation of yours' }],
    });
  return row;
}

/**
 * Reads the investigation that an id of the path names, for a principal who only reads: their own, or one that
 * its owner has shared or an evaluation asked, if they may ask all its domains.
 *
 * Effect: one read of their own, another where there is none.
 *
 * @throws {AppError} `input.not_found`, the same for unknown ids, private ones and ones with a closed domain.
 */
export async function readReadable(
  deps: AppDeps,
  principal: Principal,
  idText: string,
): Promise<InvestigationRow> {
  const id = parseInvestigationId(idText);
  const own = id === null ? null : await deps.store.find({ id, owner: principal.id });
  if (id === null || own !== null) return own ?? readRow(deps, principal.id, idText);
  const shared = await deps.store.shared(id);
  const isOpen = shared?.domains.every((domain) => mayAsk(deps.domainAccess, principal, domain));
  return shared !== null && isOpen === true ? shared.row : readRow(deps, principal.id, idText);
}

/**
 * Builds the whole resource for a row that was just read.
 *
 * Effect: reads the log after the row, so that the fold misses nothing that the row counts.
 */
export async function readResource(deps: AppDeps, row: InvestigationRow): Promise<Investigation> {
  const resource = foldInvestigation(row, await readAll(deps, row));
  const mayPropose = resource.tools.some(({ tool }) => tool === 'alerts');
  if (!mayPropose) return resource;
  const proposals = await deps.proposals.store.of(row);
  return { ...resource, proposals: proposals.map(viewOf) };
}

async function readAll(deps: AppDeps, ref: InvestigationRef): Promise<readonly LogEvent[]> {
  const events: LogEvent[] = [];
  for (;;) {
    const after = events.at(-1)?.seq ?? -1;
    const page = await deps.store.events(ref, { after, limit: pageSize, withDeltas: false });
    events.push(...page);
    if (page.length < pageSize) return events;
  }
}
