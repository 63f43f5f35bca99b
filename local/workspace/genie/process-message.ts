import { setTimeout as delay } from 'node:timers/promises';
import { createRandom } from '../../data/random.ts';
import type { FaultTarget } from '../control/faults.ts';
import { type GenieFault, genieKinds } from '../control/fault-kinds.ts';
import type { LoadedData } from '../dataset.ts';
import { SqlFailure, type SqlRows } from '../sql/engine.ts';
import { type GenieSpeed, workspaceTimeMs, type WorkspaceState } from '../state.ts';
import { keepStatement } from '../statements/genie.ts';
import { warehouseId } from '../warehouses/store.ts';
import { freeStatement } from './free-style.ts';
import { isComposed } from './genie-question.ts';
import { headerMismatch } from './header-mismatch.ts';
import type { Plan } from './understanding/plan.ts';
import {
  keepRowsMs,
  type Message,
  type MessageStatus,
  newGenieId,
  type QueryAnswer,
} from './store.ts';

type Fault = GenieFault | null;
type QueryPlan = Extract<Plan, { kind: 'query' }>;

/** What is needed to process one message. */
type MessageTask = {
  readonly state: WorkspaceState;
  readonly message: Message;
  readonly data: LoadedData;
  readonly fault: Fault;
  readonly totalMs: number;
};

/** Share of the total time that Genie spends in each status. */
const statusShares = {
  SUBMITTED: 0.05,
  FETCHING_METADATA: 0.1,
  FILTERING_CONTEXT: 0.15,
  ASKING_AI: 0.45,
  EXECUTING_QUERY: 0.25,
} as const;

/** Log-normal answer time: half of the answers take more than 25 s, a tenth more than 60 s. */
const realisticTime = { medianMs: 25_000, sigma: 0.683 };

/** Time of an answer in milliseconds; equal arguments give equal times. */
export function answerTimeMs(speed: GenieSpeed, seed: number, content: string): number {
  const random = createRandom(seed, 'genie', content);
  return speed === 'fast'
    ? random.between(500, 3000)
    : Math.round(random.lognormal(realisticTime.medianMs, realisticTime.sigma));
}

/** Whether Genie's first query for a question fails: at realistic speed for one question in twenty, always the same ones. */
export const firstQueryFails = (speed: GenieSpeed, seed: number, content: string): boolean =>
  speed === 'realistic' && createRandom(seed, 'corrects itself', content).chance(0.05);

/** The injected fault for a question; null when none matches. Effect: lowers the `times` of its rule. */
export const takeFault = (state: WorkspaceState, target: FaultTarget): Fault =>
  state.faults.take(genieKinds, target);

function setStatus(message: Message, status: MessageStatus | (string & {})): void {
  message.status = status;
  message.updatedMs = Date.now();
}

function failMessage(message: Message, type: string, error: string): void {
  message.error = { error, type };
  setStatus(message, 'FAILED');
}

function describe(answer: Pick<QueryAnswer, 'parameters' | 'question'>): string {
  const values = answer.parameters.map(({ name, value }) => `${name} = ${value}`);
  return values.length === 0
    ? answer.question.meaning
    : `${answer.question.meaning.trim()} Here ${values.join(', ')}.`;
}

/** A failure with one of Genie's error types. */
class GenieFailure extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.name = 'GenieFailure';
    this.type = type;
  }
}

/**
 * Checks the permissions of the user for a statement.
 *
 * @throws {GenieFailure} When the user may not use the warehouse or read a table.
 */
export function checkPermissions(state: WorkspaceState, userId: number, sql: string): void {
  const principal = state.principals.byId(userId);
  if (principal === null) return;
  if (!state.access.hasPermission(principal, 'warehouses', warehouseId, 'CAN_USE'))
    throw new GenieFailure(
      'WAREHOUSE_ACCESS_MISSING_EXCEPTION',
      `You do not have permission to use the SQL warehouse ${warehouseId}.`,
    );
  const refusal = state.access.denial(principal, sql);
  if (refusal !== null) throw new GenieFailure('SQL_EXECUTION_EXCEPTION', refusal.message);
}

async function waitForWarehouse({ state, message, fault }: MessageTask): Promise<void> {
  const coldMs = fault?.kind === 'coldWarehouse' ? fault.ms : 0;
  const waitMs = Math.max(state.warehouses.start(warehouseId), coldMs);
  if (waitMs === 0) return;
  setStatus(message, 'PENDING_WAREHOUSE');
  await delay(waitMs, undefined, { signal: state.closing });
}

function createQuery(plan: QueryPlan, sql: string): QueryAnswer {
  return {
    attachmentId: newGenieId(),
    statementId: newGenieId(),
    question: plan.question,
    sql,
    parameters: plan.parameters,
    description: describe(plan),
    rows: null,
    expiresMs: Number.POSITIVE_INFINITY,
  };
}

/** Runs a query; takes at least its share of the total time. */
async function runQuery(
  { state, message, data, totalMs }: MessageTask,
  query: QueryAnswer,
): Promise<SqlRows> {
  message.query = query;
  setStatus(message, 'EXECUTING_QUERY');
  const wait = delay(totalMs * statusShares.EXECUTING_QUERY, undefined, { signal: state.closing });
  const user = state.principals.byId(message.userId)?.name ?? '';
  const run = data.engine.run(query.sql, query.parameters, state.clock.nowMs, user);
  const [done] = await Promise.allSettled([run, wait]);
  if (done.status === 'rejected') throw done.reason;
  return done.value;
}

/** The statement with a column that does not exist, so that it fails. */
const withUnknownColumn = (sql: string): string =>
  sql.replace(/\bselect\b/i, 'select no_such_column,');

/** Runs a failing first query, records it with its error and returns to `ASKING_AI`. */
async function failFirstQuery(task: MessageTask, plan: QueryPlan): Promise<void> {
  const { state, message, totalMs } = task;
  const query = createQuery(plan, withUnknownColumn(plan.question.sql));
  const reason = await runQuery(task, query).then(
    () => 'the query returned no error',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const text = `The first query failed and is written again: ${reason}`;
  const attachmentId = newGenieId();
  message.query = null;
  message.superseded = [{ query, text: { attachmentId, text, isQuestion: false } }];
  setStatus(message, 'ASKING_AI');
  await delay(totalMs * statusShares.ASKING_AI, undefined, { signal: state.closing });
}

/** The result after a row fault (`zeroRows`, `truncate`). */
function applyRowFault(rows: SqlRows, fault: Fault): SqlRows {
  if (fault?.kind === 'zeroRows') return { ...rows, rows: [], rowCount: 0, truncated: false };
  if (fault?.kind !== 'truncate') return rows;
  const kept = rows.rows.slice(0, fault.rows);
  return { ...rows, rows: kept, rowCount: kept.length, truncated: true };
}

async function answerWithQuery(task: MessageTask, plan: QueryPlan): Promise<void> {
  const { state, message, fault } = task;
  const { genieSpeed, genieStyle, seed } = state.settings;
  const sql =
    genieStyle === 'free' && !isComposed(plan.question)
      ? freeStatement(plan.question, seed, message.content)
      : plan.question.sql;
  const query = createQuery(plan, sql);
  message.query = query;
  checkPermissions(state, message.userId, query.sql);
  await waitForWarehouse(task);
  if (fault?.kind === 'selfCorrect' || firstQueryFails(genieSpeed, seed, message.content))
    await failFirstQuery(task, plan);
  const rows = await runQuery(task, query);
  const isCertified = sql === plan.question.sql && !isComposed(plan.question);
  const mismatch = isCertified ? headerMismatch(plan.question, rows.columns) : null;
  if (mismatch !== null) throw new GenieFailure('SQL_EXECUTION_EXCEPTION', mismatch);
  query.rows = applyRowFault(rows, fault);
  keepStatement(state, message.userId, query.statementId, { ...query, warehouseId }, query.rows);
  query.expiresMs = fault?.kind === 'expire' ? 0 : workspaceTimeMs(state.clock) + keepRowsMs;
  message.suggestions = plan.suggestions;
  setStatus(message, 'COMPLETED');
}

async function runPreparation({ state, message, fault, totalMs }: MessageTask): Promise<void> {
  const wait = (ms: number) => delay(ms, undefined, { signal: state.closing });
  const extraMs = fault?.kind === 'slow' || fault?.kind === 'failed' ? (fault.ms ?? 0) : 0;
  await wait(totalMs * statusShares.SUBMITTED);
  for (const status of ['FETCHING_METADATA', 'FILTERING_CONTEXT', 'ASKING_AI'] as const) {
    setStatus(message, status);
    await wait(totalMs * statusShares[status] + (status === 'ASKING_AI' ? extraMs : 0));
  }
  if (fault?.kind !== 'unknownStatus') return;
  setStatus(message, fault.status);
  await wait(fault.ms);
}

function answerWithText(
  message: Message,
  text: string,
  isQuestion: boolean,
  suggestions: readonly string[],
): void {
  message.text = { attachmentId: newGenieId(), text, isQuestion };
  message.suggestions = suggestions;
  setStatus(message, 'COMPLETED');
}

/** Stores an error in the message, unless the workspace is closing. */
function failWithError(state: WorkspaceState, message: Message, error: unknown): void {
  if (state.closing.aborted) return;
  if (error instanceof GenieFailure) return failMessage(message, error.type, error.message);
  const isSql = error instanceof SqlFailure;
  const text = error instanceof Error ? error.message : String(error);
  failMessage(
    message,
    isSql ? 'SQL_EXECUTION_EXCEPTION' : 'UNEXPECTED_REPLY_PROCESS_EXCEPTION',
    text,
  );
}

/** Ends a message with an injected fault instead of its plan; false when the fault is of another kind. */
function endWithFault(fault: Fault, message: Message): boolean {
  if (fault?.kind === 'failed') failMessage(message, fault.type, fault.error);
  else if (fault?.kind === 'clarify') answerWithText(message, fault.question, true, []);
  else if (fault?.kind === 'textOnly') answerWithText(message, fault.text, false, []);
  else if (fault?.kind === 'cancelled') setStatus(message, 'CANCELLED');
  else return false;
  return true;
}

/**
 * Processes one message until it is terminal. The statuses follow Genie's order, spread over the answer
 * time. Errors are stored in the message and never thrown.
 *
 * Effect: updates the message until it is terminal; stops when the workspace closes.
 */
export async function processMessage(
  state: WorkspaceState,
  message: Message,
  plan: Plan,
  data: LoadedData,
  fault: Fault,
): Promise<void> {
  const { answerMs, genieSpeed, seed } = state.settings;
  const totalMs = answerMs ?? answerTimeMs(genieSpeed, seed, message.content);
  const task = { state, message, data, fault, totalMs };
  try {
    await runPreparation(task);
    if (endWithFault(fault, message)) return;
    if (plan.kind === 'text') answerWithText(message, plan.text, plan.isQuestion, plan.suggestions);
    else await answerWithQuery(task, plan);
  } catch (error) {
    failWithError(state, message, error);
  }
}
