import { refuseOverDay, refuseOverLoad } from './admission-limits.ts';
import type { AdmitLimits } from './admission-limits.ts';
import type { AuditBy } from './audit.ts';
import { defaultBudgetSeconds, expectedQuestions, longestBudgetSeconds } from './budget.ts';
import { firstRound } from './deep.ts';
import { AppError } from './errors.ts';
import { needsUser } from './on-behalf.ts';
import type { TokenVault } from './on-behalf.ts';
import { investigationId, sessionId } from './ids.ts';
import type { InvestigationId, Principal, SessionId } from './ids.ts';
import type { Estimate, InvestigationRow, Mode, Visibility } from './investigation.ts';
import { domains } from './domains.ts';
import type { Domain } from './domains.ts';
import type { AdmissionLoad, Engine, InvestigationStore, NewInvestigation } from './api-ports.ts';

/** A question whose form has been checked. `budgetSeconds: null` takes the mode's default. */
export type AdmitRequest = {
  readonly principal: Principal;
  readonly idempotencyKey: string | null;
  readonly question: string;
  readonly sessionId: SessionId | null;
  readonly mode: Mode;
  readonly budgetSeconds: number | null;
  readonly domains: readonly Domain[] | null;
  readonly visibility: Visibility;
  /** True where `sessionId` may be a new one: it was made from the name that a client gives its conversation. */
  readonly mayBeginSession?: boolean;
  /** Its client cannot answer what Genie asks back, so that the question is its answer. */
  readonly nobodyAnswers?: boolean;
  /** The investigation to try again, of the same principal; null or absent for a new question. */
  readonly retryOf?: InvestigationId | null;
  /** Genie questions that it is expected to ask; absent for those that its domains tell. */
  readonly questions?: number;
  /** Takes the tables of the same question if they are no older, seconds; null or absent for never. */
  readonly reuseSeconds?: number | null;
  /** Names of tools that can be used; null or absent where the question decides. */
  readonly tools?: readonly string[] | null;
  /** Who is noted in the audit; null or absent where none is kept. */
  readonly audit?: AuditBy | null;
  /** Genie questions a day of this principal; null or absent for those of everybody. */
  readonly dailyQuestions?: number | null;
};

export type { AdmitLimits };

export type AdmitDeps = {
  readonly store: Pick<InvestigationStore, 'admit' | 'find' | 'reusable' | 'sessionExists'>;
  readonly engine: Pick<Engine, 'start'>;
  readonly limits: AdmitLimits;
  /** The workspace whose Genie quota the question will use. */
  readonly workspace: string;
  readonly mayAsk: (principal: Principal, domain: Domain) => boolean;
  /** Throws `limit.rate` when a principal asks too often. */
  readonly takeTurn?: (principal: Principal) => Promise<void>;
  /** Encrypts the token of who asks, as whom the workspace is asked then; null where it is asked as the service. */
  readonly sealToken: TokenVault['seal'] | null;
  readonly nowMs: () => number;
  /** 32 lower-case hex digits, unpredictable. */
  readonly randomHex: () => string;
  /** HMAC of `text` under `key`, its first 32 lower-case hex digits. */
  readonly keyedHex: (key: string, text: string) => string;
  readonly hash: (text: string) => string;
};

/**
 * Admits a question: stores its row, then starts its run. The same Idempotency-Key gives the same
 * investigation again, and starts its run if the first start had failed.
 *
 * Effect: inserts a row with event `queued`, then starts the workflow.
 *
 * @throws {AppError} `auth.denied`, `input.not_found` (session), `input.key_reused`, `limit.day`,
 *   `limit.rate` and `limit.exceeded` with `retryAfterMs`; nothing was started then. `dependency.down` with
 *   `location` when the row is stored but its run could not be started: a request with the same
 *   key, or the sweeper, starts it.
 */
export async function admit(deps: AdmitDeps, request: AdmitRequest): Promise<InvestigationRow> {
  const { principal, idempotencyKey: key } = request;
  const bodyHash = deps.hash(canonical(request));
  const hex = key === null ? deps.randomHex() : deps.keyedHex(principal.id, key);
  const id = investigationId(hex);
  if (key !== null) {
    const existing = await deps.store.find({ id, owner: principal.id });
    if (existing) return start(deps, sameBody(existing, existing.bodyHash, bodyHash), request);
  }
  await checkAccess(deps, request);
  const asUser = userOf(deps, request, id);
  await deps.takeTurn?.(principal);
  const { limits } = deps;
  const createdAtMs = deps.nowMs();
  const budgetSeconds = request.budgetSeconds ?? defaultBudget(limits, request.mode);
  const closedDomains = domains.filter((domain) => !deps.mayAsk(request.principal, domain));
  const askedAs = asUser?.name ?? null;
  const reused = await reusedBy(deps, request, { closedDomains, askedAs }, createdAtMs);
  const questions = reused === null ? questionsOf(request) : 0;
  const { row, bodyHash: storedHash } = await deps.store.admit(
    {
      id,
      owner: principal.id,
      // A new session takes the digits of its first investigation: a repeated key creates no second
      // session.
      sessionId: request.sessionId ?? sessionId(hex),
      mode: request.mode,
      question: request.question,
      visibility: request.visibility,
      closedDomains,
      budgetSeconds,
      createdAtMs,
      bodyHash,
      ...takenFrom(request, reused),
      asUser,
      namedTools: request.tools ?? null,
    },
    {
      workspace: deps.workspace,
      questionsPerMinute: limits.genieQuestionsPerMinute,
      questions,
    },
    (load) => {
      refuseOverDay(limits, load, request, createdAtMs);
      refuseOverLoad(limits, load, questions);
      const estimate = estimateOf(limits, load, budgetSeconds);
      return { estimate, deadlineAtMs: createdAtMs + estimate.seconds * 1000 };
    },
    request.audit ?? null,
  );
  return start(deps, sameBody(row, storedHash, bodyHash), request);
}

/** What an investigation takes over; no domain is asked where all tables are reused. */
const takenFrom = (
  { domains: named, retryOf = null }: AdmitRequest,
  reused: InvestigationId | null,
): Pick<InvestigationRow, 'domains' | 'retryOf'> =>
  reused === null ? { domains: named, retryOf } : { domains: [], retryOf: reused };

const defaultBudget = (limits: AdmitLimits, mode: Mode): number =>
  Math.min(defaultBudgetSeconds[mode], mostBudgetSeconds(limits)[mode]);

const questionsOf = ({ questions, domains }: AdmitRequest): number =>
  questions ?? expectedQuestions(domains);

/**
 * As whom the workspace is asked: the user who is there, where it is not asked as the service.
 *
 * @throws {AppError} `auth.denied` without their token: the service never takes their place.
 */
function userOf(
  { sealToken }: AdmitDeps,
  { principal: { workspaceUser = null } }: AdmitRequest,
  id: InvestigationId,
): NonNullable<NewInvestigation['asUser']> | null {
  if (sealToken === null) return null;
  if (workspaceUser === null) throw new AppError('auth.denied', needsUser(noToken));
  return { name: workspaceUser.name, token: sealToken(workspaceUser, id) };
}

const noToken =
  'a question needs a token of theirs, and none came with this one; Databricks Apps hands it over where the app has user authorization';

/** Only what stands alone is the same question again. */
async function reusedBy(
  { store }: AdmitDeps,
  request: AdmitRequest,
  same: { readonly closedDomains: readonly Domain[]; readonly askedAs: string | null },
  nowMs: number,
): Promise<InvestigationId | null> {
  const { reuseSeconds: seconds = null, principal, question, mode } = request;
  const isAlone = request.sessionId === null && (request.tools ?? null) === null;
  if (seconds === null || mode !== 'standard' || !isAlone) return null;
  const sinceMs = nowMs - seconds * 1000;
  return store.reusable(principal.id, {
    question,
    domains: request.domains,
    ...same,
    sinceMs,
  });
}

/** The body with its fields in a fixed order, so that equal requests have equal hashes. */
function canonical(request: AdmitRequest): string {
  const { question, mode, budgetSeconds, domains, visibility } = request;
  const { retryOf = null, tools = null, reuseSeconds = null } = request;
  const fields = [question, request.sessionId, mode, budgetSeconds, domains, visibility];
  // A body of before that is sent again has the hash of before.
  const given = [retryOf, tools && { tools }, reuseSeconds && { reuseSeconds }];
  const later = given.filter((one) => one !== null);
  return JSON.stringify([...fields, ...later]);
}

function sameBody(
  row: InvestigationRow,
  storedHash: string,
  requestHash: string,
): InvestigationRow {
  if (storedHash === requestHash) return row;
  throw new AppError(
    'input.key_reused',
    'This Idempotency-Key was used for another request. Use a new key for a new question.',
    { location: locationOf(row.id) },
  );
}

async function checkAccess(deps: AdmitDeps, request: AdmitRequest): Promise<void> {
  const { principal, domains } = request;
  const denied = (domains ?? []).filter((domain) => !deps.mayAsk(principal, domain));
  if (denied.length > 0) {
    throw new AppError(
      'auth.denied',
      `You may not ask ${denied.join(', ')}. Groups are given access by DOMAIN_ACCESS.`,
    );
  }
  const session = request.mayBeginSession === true ? null : request.sessionId;
  if (session !== null && !(await deps.store.sessionExists(principal.id, session))) {
    throw new AppError('input.not_found', 'There is no such session.', {
      problems: [{ path: 'sessionId', message: 'names no session of yours' }],
    });
  }
}

function estimateOf(
  limits: AdmitLimits,
  { waiting, waitSeconds }: AdmissionLoad,
  budgetSeconds: number,
): Estimate {
  const reason =
    waitSeconds === 0
      ? `At most ${budgetSeconds} s of work; Genie's quota is free.`
      : `At most ${budgetSeconds} s of work after about ${waitSeconds} s for Genie's quota of ${limits.genieQuestionsPerMinute} questions a minute; ${waiting} questions are waiting.`;
  return { seconds: waitSeconds + budgetSeconds, waitSeconds, reason };
}

/**
 * Starts the run of a queued investigation, unless a cancel is requested: it would start for
 * nothing.
 */
async function start(
  deps: AdmitDeps,
  row: InvestigationRow,
  { nobodyAnswers = false }: AdmitRequest,
): Promise<InvestigationRow> {
  if (row.status !== 'queued' || row.cancelRequestedAtMs !== null) return row;
  const { id, owner, mode, deadlineAtMs, budgetSeconds } = row;
  const more = {
    ...(mode === 'deep' ? { deep: firstRound } : {}),
    ...(nobodyAnswers ? { nobodyAnswers } : {}),
  };
  try {
    const laneLimitMs = deps.limits.agentTimeoutMs;
    await deps.engine.start({ id, owner, deadlineAtMs, budgetSeconds, laneLimitMs, ...more });
  } catch (cause) {
    throw new AppError(
      'dependency.down',
      'The question is stored, but its run could not be started: Temporal does not answer. The start is repeated automatically; follow the investigation at its Location.',
      { cause, location: locationOf(id) },
    );
  }
  return row;
}

/** How long an investigation may take in all, by its mode; seconds. Pure. */
export const mostBudgetSeconds = ({
  maxBudgetSeconds: standard,
  maxDeepBudgetSeconds: deep = longestBudgetSeconds,
}: Pick<AdmitLimits, 'maxBudgetSeconds' | 'maxDeepBudgetSeconds'>): Readonly<
  Record<Mode, number>
> => ({ standard, deep });

/** The path of an investigation in the API. */
export function locationOf(id: InvestigationId): string {
  return `/v1/investigations/${id}`;
}
