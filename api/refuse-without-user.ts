import { AppError } from '../domain/errors.ts';
import { needsUser } from '../domain/on-behalf.ts';
import type { AppDeps } from './deps.ts';

const watches = 'nothing is watched while you are away';
const digests = 'no digest is asked while you are away';
const evaluations = 'no evaluation asks anything';
const alerts = 'no alert is made that would run as the service';

/** What asks the workspace while nobody is there, by method and path as the OpenAPI document has them. */
const refused: Readonly<Record<string, string>> = {
  'POST /v1/watches': watches,
  'PATCH /v1/watches/{id}': watches,
  'POST /v1/watches/{id}/resume': watches,
  'POST /v1/digests': digests,
  'POST /v1/digests/{id}/resume': digests,
  'POST /v1/digests/{id}/trigger': digests,
  'POST /v1/evaluations': evaluations,
  'PUT /v1/evaluations/schedule': evaluations,
  'POST /v1/evaluations/schedule/resume': evaluations,
  'POST /v1/evaluations/schedule/trigger': evaluations,
  'POST /v1/evaluations/schedule/backfill': evaluations,
  'POST /v1/investigations/{id}/proposals/{pid}/approve': alerts,
  'POST /v1/alerts/{pid}/resume': alerts,
};

/**
 * Refuses a route that would have the workspace asked while nobody is there, where it is asked only as the user
 * who asks. What there is of such work can be paused and deleted.
 *
 * Pure.
 *
 * @throws {AppError} `input.conflict`.
 */
export function refuseWithoutUser(
  { sealToken }: Pick<AppDeps, 'sealToken'>,
  route: string | null,
): void {
  const what = sealToken === null ? undefined : refused[route ?? ''];
  if (what !== undefined) throw new AppError('input.conflict', needsUser(what));
}
