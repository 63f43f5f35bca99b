import type { Context } from 'hono';
import type { Caller } from '../../domain/caller.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import { AppError } from '../../domain/errors.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { readLog, readReadable, readRow } from '../read.ts';
import { createProjection } from './projection.ts';
import type { Projection } from './projection.ts';
import { investigationOf } from './response-object.ts';
import type { Asked } from './response-object.ts';

const notFound = (id: string): AppError =>
  new AppError('input.not_found', `There is no response ${id}.`, {
    problems: [{ path: 'response_id', message: 'names no response of yours' }],
  });

/**
 * Reads the investigation that the id of a response names, with what came with it where it is the caller's.
 *
 * Effect: as `readReadable`, or as `readRow` for what only its owner may do; one more read.
 *
 * @throws {AppError} `input.not_found`.
 */
export async function readAsked(
  deps: AppDeps,
  caller: Caller,
  idText: string,
  isOnlyRead = true,
): Promise<Asked> {
  const id = investigationOf(idText);
  if (id === null) throw notFound(idText);
  const row = await (isOnlyRead ? readReadable : readRow)(deps, caller, id).catch(
    (error: unknown) => {
      throw error instanceof AppError && error.code === 'input.not_found'
        ? notFound(idText)
        : error;
    },
  );
  return askedOf(deps, caller, row);
}

/** Adds what came with a question; others are not told it. Effect: one read. */
export async function askedOf(
  deps: AppDeps,
  caller: Caller,
  row: InvestigationRow,
): Promise<Asked> {
  const isOwn = row.owner === caller.id;
  return { row, request: isOwn ? await deps.clientRequests.find(row) : null };
}

/** Address of the page that shows an investigation. Pure. */
export function pageOf(
  { publicUrl }: Pick<AppDeps, 'publicUrl'>,
  c: Context<AppEnv>,
  { id }: InvestigationRow,
): string {
  return `${publicUrl ?? `http://${c.get('arrival').host}`}/i/${id}`;
}

/** The projection of the log as it is now. Effect: reads the log. */
export async function readProjection(
  deps: AppDeps,
  asked: Asked,
  page: string,
): Promise<Projection> {
  const projection = createProjection(asked, page);
  for (const event of await readLog(deps, asked.row)) projection.next(event);
  return projection;
}
