import { AppError } from '../domain/errors.ts';
import type { LogEvent } from '../domain/events.ts';
import { closedLater, mayAsk } from '../domain/access.ts';
import type { Caller } from '../domain/caller.ts';
import { parseInvestigationId } from '../domain/ids.ts';
import type { Principal } from '../domain/ids.ts';
import type { Investigation, InvestigationRow, InvestigationRef } from '../domain/investigation.ts';
import { viewOf } from '../domain/proposals.ts';
import { foldInvestigation } from '../domain/resource.ts';
import type { AppDeps } from './deps.ts';
import { note } from './note.ts';
import { renewToken } from './renew-token.ts';

const pageSize = 1_000;

/**
 * Reads the investigation that an id of the path names.
 *
 * Effect: one read; another one where a domain was closed to its owner after they had asked. Renews the token of
 * one that is asked as its owner.
 *
 * @throws {AppError} `input.not_found`, the same for unknown ids, ids of other users and one with a domain that
 *   is closed to its owner now.
 */
export async function readRow(
  deps: AppDeps,
  principal: Principal,
  idText: string,
): Promise<InvestigationRow> {
  const id = parseInvestigationId(idText);
  const row = id === null ? null : await deps.store.find({ id, owner: principal.id });
  if (row === null || !(await isOpenTo(deps, principal, row))) throw notFound();
  await renewToken(deps, principal, row);
  return row;
}

const notFound = (): AppError =>
  new AppError('input.not_found', 'There is no such investigation.', {
    problems: [{ path: 'id', message: 'names no investigation of yours' }],
  });

/** Only what was closed later is looked up. */
async function isOpenTo(
  { store, domainAccess }: AppDeps,
  principal: Principal,
  row: InvestigationRow,
): Promise<boolean> {
  const later = closedLater(domainAccess, principal, row);
  if (later.length === 0) return true;
  const asked = await store.domainsOf(row);
  return !later.some((domain) => asked.includes(domain));
}

/**
 * Reads the investigation that an id of the path names, for a principal who only reads: their own, or one that
 * its owner has shared or an evaluation asked, if they may ask all its domains.
 *
 * Effect: as `readRow` for their own; another read, and a line of the audit, for what others asked.
 *
 * @throws {AppError} `input.not_found`, the same for unknown ids, private ones and ones with a closed domain.
 */
export async function readReadable(
  deps: AppDeps,
  principal: Caller,
  idText: string,
): Promise<InvestigationRow> {
  const id = parseInvestigationId(idText);
  if (id === null) throw notFound();
  const own = await deps.store.find({ id, owner: principal.id });
  if (own !== null) {
    if (!(await isOpenTo(deps, principal, own))) throw notFound();
    await renewToken(deps, principal, own);
    return own;
  }
  const shared = await deps.store.shared(id);
  const isOpen = shared?.domains.every((domain) => mayAsk(deps.domainAccess, principal, domain));
  if (shared === null || isOpen !== true) throw notFound();
  await note(deps, principal, 'read', id);
  return shared.row;
}

/**
 * Builds the whole resource for a row that was just read.
 *
 * Effect: reads the log after the row, so that the fold misses nothing that the row counts.
 */
export async function readResource(deps: AppDeps, row: InvestigationRow): Promise<Investigation> {
  const resource = foldInvestigation(row, await readLog(deps, row));
  const mayPropose = resource.tools.some(({ tool }) => tool === 'alerts');
  const [proposals, correction] = await Promise.all([
    mayPropose ? deps.proposals.store.of(row) : [],
    row.isCorrected === true ? deps.corrections.of(row) : null,
  ]);
  return { ...resource, proposals: proposals.map(viewOf), correction };
}

/**
 * The whole log of an investigation, without the pieces of its answer.
 *
 * Effect: one read a page.
 */
export async function readLog(
  deps: Pick<AppDeps, 'store'>,
  ref: InvestigationRef,
): Promise<readonly LogEvent[]> {
  const events: LogEvent[] = [];
  for (;;) {
    const after = events.at(-1)?.seq ?? -1;
    const page = await deps.store.events(ref, { after, limit: pageSize, withDeltas: false });
    events.push(...page);
    if (page.length < pageSize) return events;
  }
}
