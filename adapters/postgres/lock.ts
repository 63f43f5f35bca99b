import { AppError } from '../../domain/errors.ts';
import type { InvestigationRef, Status } from '../../domain/investigation.ts';
import type { Client } from './pool.ts';

/**
 * Locks the investigation's row and reads its status. Every transaction that appends does this
 * first.
 *
 * Effect: a row lock until the transaction ends.
 *
 * @throws {AppError} `input.not_found`.
 */
export async function lockInvestigation(
  client: Client,
  ref: InvestigationRef,
): Promise<{ status: Status; cancelRequested: boolean }> {
  const { rows } = await client.query<{ status: Status; cancelled: boolean }>(
    `select status, cancel_requested_at is not null as cancelled from investigations
      where id = $1 and owner = $2 for update`,
    [ref.id, ref.owner],
  );
  const row = rows[0];
  if (!row) throw new AppError('input.not_found', 'There is no such investigation.');
  return { status: row.status, cancelRequested: row.cancelled };
}
