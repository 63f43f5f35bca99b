import { admissionIds } from '../../adapters/admission-ids.ts';
import type { ClientRequest } from '../../domain/client-requests.ts';
import { AppError } from '../../domain/errors.ts';
import type { InvestigationId, SessionId } from '../../domain/ids.ts';
import { parseSessionId } from '../../domain/ids.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import type { Caller } from '../../domain/caller.ts';
import { admitFor } from '../admit-for.ts';
import type { AppDeps } from '../deps.ts';
import { noted } from '../note.ts';
import type { Model } from './models.ts';
import { investigationOf } from './response-object.ts';

/** A question of a client of another protocol. */
export type Asking = {
  readonly caller: Caller;
  readonly question: string;
  readonly model: Model;
  readonly sessionId: SessionId | null;
  /** As of admission. */
  readonly mayBeginSession?: boolean;
  readonly request: ClientRequest;
  /** The body as it was sent, which tells whether it is the same again. */
  readonly body: string;
  /** What the client names the request by, null where it does not. */
  readonly key: string | null;
  /** The client says that it sends the request again by itself. */
  readonly isAgain: boolean;
};

/**
 * Admits what a client of another protocol asks. Clients repeat a request whose reply is lost, without a name
 * for it: the same body again makes no second investigation.
 *
 * Effect: as `admitFor`; keeps what came with the question.
 *
 * @throws {AppError} As `admitFor`.
 */
export async function askFor(deps: AppDeps, asking: Asking): Promise<InvestigationRow> {
  const { caller, question, model, sessionId, request } = asking;
  const owner = caller.id;
  const key =
    asking.key ??
    (await deps.clientRequests.keyOf({
      owner,
      bodyHash: admissionIds.hash(asking.body),
      fresh: admissionIds.randomHex(),
      isAgain: asking.isAgain,
    }));
  const row = await admitFor(deps, {
    principal: caller,
    idempotencyKey: key,
    question,
    sessionId,
    mayBeginSession: asking.mayBeginSession === true,
    mode: model.mode,
    budgetSeconds: null,
    domains: model.domains,
    visibility: 'private',
    // None of these protocols has a way back within a request.
    nobodyAnswers: true,
    audit: noted(deps, caller),
    dailyQuestions: caller.dailyQuestions,
  });
  await deps.clientRequests.keep(row, request);
  return row;
}

const noPrevious = (id: string): AppError =>
  new AppError('input.not_found', `There is no response ${id} of yours to go on from.`, {
    problems: [{ path: 'previous_response_id', message: 'names no response of yours' }],
  });

/** What may name the conversation that a question belongs to, in the order of what counts more. */
export type Conversation = {
  readonly previous: string | null;
  readonly conversation: string | null;
  /** Of the history that came along: what is not known of it is no fault. */
  readonly after: InvestigationId | null;
};

/**
 * The session that a question goes on with; null for a new one.
 *
 * Effect: at most one read.
 *
 * @throws {AppError} `input.not_found` for a response or a conversation that is not the caller's.
 */
export async function sessionFor(
  { store }: AppDeps,
  { id: owner }: Caller,
  { previous, conversation, after }: Conversation,
): Promise<SessionId | null> {
  if (previous !== null) {
    const id = investigationOf(previous);
    const row = id === null ? null : await store.find({ id, owner });
    if (row === null) throw noPrevious(previous);
    return row.sessionId;
  }
  if (conversation !== null) {
    const session = parseSessionId(conversation);
    if (session !== null && (await store.sessionExists(owner, session))) return session;
    throw new AppError('input.not_found', `There is no conversation ${conversation} of yours.`, {
      problems: [{ path: 'conversation', message: 'names no conversation of yours' }],
    });
  }
  if (after === null) return null;
  return (await store.find({ id: after, owner }))?.sessionId ?? null;
}

/** What the headers tell of a repetition: official clients count how often they send a request again. Pure. */
export const repeatOf = (headers: {
  readonly 'Idempotency-Key'?: string | undefined;
  readonly 'X-Stainless-Retry-Count'?: string | undefined;
}) => ({
  key: headers['Idempotency-Key'] ?? null,
  isAgain: Number(headers['X-Stainless-Retry-Count'] ?? 0) > 0,
});
