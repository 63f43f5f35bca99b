import type { AuditBy } from './audit.ts';
import { defaultBudgetSeconds, expectedQuestions, longestBudgetSeconds } from './budget.ts';
import { firstRound } from './deep.ts';
import { AppError } from './errors.ts';
import { investigationId, sessionId } from './ids.ts';
import type { InvestigationId, Principal, SessionId } from './ids.ts';
import type { Estimate, InvestigationRow, Mode, Visibility } from './investigation.ts';
import { domains } from './domains.ts';
import type { Domain } from './domains.ts';
import type { AdmissionLoad, Engine, InvestigationStore } from './api-ports.ts';

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
  /** Names of tools that can be used; null or absent where the question decides. */
  readonly tools?: readonly string[] | null;
  /** Who is noted in the audit; null or absent where none is kept. */
  readonly audit?: AuditBy | null;
  /** Genie questions a day of this principal; null or absent for those of everybody. */
  readonly dailyQuestions?: number | null;
};

export type AdmitLimits = {
  readonly agentTimeoutMs: number;
  readonly genieQuestionsPerMinute: number;
  readonly queueMaxSeconds: number;
  readonly dailyGenieQuestions: number | null;
  /** Genie questions a day of one principal who has no limit of their own; null or absent for no limit. */
  readonly dailyGenieQuestionsPerUser?: number | null;
  readonly maxBudgetSeconds: number;
  /** The same of deep investigations; absent for the longest there may be. */
  readonly maxDeepBudgetSeconds?: number;
};

export type AdmitDeps = {
  readonly store: Pick<InvestigationStore, 'admit' | 'find' | 'sessionExists'>;
  readonly engine: Pick<Engine, 'start'>;
  readonly limits: AdmitLimits;
  /** The workspace whose Genie quota the question will use. */
  readonly workspace: string;
  readonly mayAsk: (principal: Principal, domain: Domain) => boolean;
  /** Throws `limit.rate` when a principal asks too often. */
  readonly takeTurn?: (principal: Principal) => Promise<void>;
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
  await deps.takeTurn?.(principal);
  const { limits } = deps;
  const createdAtMs = deps.nowMs();
  const budgetSeconds =
    request.budgetSeconds ??
    Math.min(defaultBudgetSeconds[request.mode], mostBudgetSeconds(limits)[request.mode]);
  const questions = request.questions ?? expectedQuestions(request.domains);
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
      domains: request.domains,
      closedDomains: domains.filter((domain) => !deps.mayAsk(request.principal, domain)),
      budgetSeconds,
      createdAtMs,
      bodyHash,
      retryOf: request.retryOf ?? null,
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

/** The body with its fields in a fixed order, so that equal requests have equal hashes. */
function canonical(request: AdmitRequest): string {
  const { question, mode, budgetSeconds, domains, visibility } = request;
  const { retryOf = null, tools = null } = request;
  const fields = [question, request.sessionId, mode, budgetSeconds, domains, visibility];
  // A body of before that is sent again has the hash of before.
  const later = [retryOf, tools === null ? null : { tools }].filter((one) => one !== null);
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

const dayMs = 86_400_000;
/** Bounds of Retry-After when the service has too much load, milliseconds. */
const maximumRetryMs = 60_000;
const minimumRetryMs = 1_000;

function refuseOverLoad(limits: AdmitLimits, load: AdmissionLoad, questions: number): void {
  const { open, slots, waiting, waitSeconds } = load;
  if (open + questions > slots) {
    const nextEndMs = load.nextEndMs ?? maximumRetryMs;
    throw new AppError(
      'limit.exceeded',
      `The running workers can hold ${slots} Genie questions at the same time: ${open} are open, and yours needs ${questions}. Ask again later, or run more workers.`,
      { retryAfterMs: Math.min(maximumRetryMs, Math.max(minimumRetryMs, nextEndMs)) },
    );
  }
  if (waitSeconds > limits.queueMaxSeconds) {
    throw new AppError(
      'limit.exceeded',
      `${waiting} Genie questions are waiting already: yours would wait ${waitSeconds} s, and at most ${limits.queueMaxSeconds} s are allowed (QUEUE_MAX_SECONDS).`,
      { retryAfterMs: (waitSeconds - limits.queueMaxSeconds) * 1000 },
    );
  }
}

function refuseOverDay(
  { dailyGenieQuestions: ofAll, dailyGenieQuestionsPerUser: ofEach = null }: AdmitLimits,
  { today }: AdmissionLoad,
  { domains, questions: expected, dailyQuestions: own = null }: AdmitRequest,
  nowMs: number,
): void {
  // A question without named domains asks at least one; routing decides later how many.
  const questions = expected ?? domains?.length ?? 1;
  const ofOne = own ?? ofEach;
  const says = own === null ? 'DAILY_GENIE_QUESTIONS_PER_USER' : 'the limit of your key';
  const rules: readonly (readonly [
    count: number,
    most: number | null,
    who: string,
    says: string,
  ])[] = [
    [today.ofOwner, ofOne, 'You have', says],
    [today.ofOwner, ofAll, 'You have', 'DAILY_GENIE_QUESTIONS'],
    [today.ofAll, ofAll, 'All users together have', 'DAILY_GENIE_QUESTIONS'],
  ];
  const exceeded = rules.find(([count, most]) => most !== null && count + questions > most);
  if (exceeded === undefined) return;
  const [count, most, who, rule] = exceeded;
  throw new AppError(
    'limit.day',
    `${who} asked or queued ${count} of ${most} Genie questions of this UTC day (${rule}), and this one needs ${questions}.`,
    { retryAfterMs: dayMs - (nowMs % dayMs) },
  );
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
