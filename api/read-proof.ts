import type { Caller } from '../domain/caller.ts';
import { AppError } from '../domain/errors.ts';
import { makeProof } from '../proof/make-proof.ts';
import type { AppDeps } from './deps.ts';
import { note } from './note.ts';
import { readReadable, readResource } from './read.ts';

/**
 * The answer of an investigation with all rows behind it, as a zip file.
 *
 * Effect: reads the log and the evidence; notes it in the audit.
 *
 * @throws {AppError} `input.not_found`; `input.conflict` while there is no answer, or no rows any more.
 */
export async function readProof(
  deps: AppDeps,
  caller: Caller,
  idText: string,
): Promise<{ readonly fileName: string; readonly bytes: Awaited<ReturnType<typeof makeProof>> }> {
  const row = await readReadable(deps, caller, idText);
  const investigation = await readResource(deps, row);
  const { answer, id } = investigation;
  if (answer === null)
    throw new AppError('input.conflict', 'The investigation has no answer, so there is no proof.');
  if (row.rowsDeletedAtMs !== null)
    throw new AppError(
      'input.conflict',
      'The rows of this investigation are kept no longer (EVIDENCE_KEPT_DAYS), so there is no proof.',
    );
  await note(deps, caller, 'exported', row.id);
  const bytes = await makeProof({
    investigation,
    answer,
    evidence: await deps.store.evidence(row),
    catalogueSha256: deps.catalogueSha256,
    madeAtMs: Date.now(),
  });
  return { fileName: `proof-${id}.zip`, bytes };
}
