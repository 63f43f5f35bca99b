import { setTimeout as delay } from 'node:timers/promises';
import { createRandom } from '../../data/random.ts';
import type { FaultTarget } from '../control/faults.ts';
import { type GenieFault, genieKinds } from '../control/fault-kinds.ts';
import type { LoadedData } from '../dataset.ts';
import { SqlFailure, type SqlRows } from '../sql/engine.ts';
import { type GenieSpeed, workspaceTimeMs, type WorkspaceState } from '../state.ts';
import { warehouseId } from '../warehouses/store.ts';
import { freeStatement } from './free-style.ts';
import { headerLie } from './header-lie.ts';
import type { Plan } from './plan.ts';
import {
  keepRowsMs,
  type Message,
  type MessageStatus,
  newGenieId,
  type QueryAnswer,
} from './store.ts';

type Fault = GenieFault | null;
type QueryPlan = Extract<Plan, { kind: 'query' }>;

/** One message in the making. */
type Work = {
  readonly state: WorkspaceState;
  readonly message: Message;
  readonly data: LoadedData;
  readonly fault: Fault;
  readonly totalMs: number;
};

/** Shares of the whole time that Genie spends in each status before it is done. */
const shares = {
  SUBMITTED: 0.05,
  FETCHING_METADATA: 0.1,
  FILTERING_CONTEXT: 0.15,
  ASKING_AI: 0.45,
  EXECUTING_QUERY: 0.25,
} as const;

/** A tenth of the answers take more than 60 s when half take more than 25 s. */
const realistic = { medianMs: 25_000, sigma: 0.683 };

/** How long Genie takes for a question, in milliseconds; equal arguments give equal times. */
export function answerTimeMs(speed: GenieSpeed, seed: number, content: string): number {
  const random = createRandom(seed, 'genie', content);
  return speed === 'fast'
    ? random.between(500, 3000)
    : Math.round(random.lognormal(realistic.medianMs, realistic.sigma));
}

/**
 * Whether Genie errs first and says so: at its real speed one question in twenty, always the same ones.
 */
export const correctsItself = (speed: GenieSpeed, seed: number, content: string): boolean =>
  speed === 'realistic' && createRandom(seed, 'corrects itself', content).chance(0.05);

/** The fault of Genie's own that a question meets. Effect: uses it up. */
export const takeFault = (state: WorkspaceState, target: FaultTarget): Fault =>
  state.faults.take(genieKinds, target);

function turn(message: Message, status: MessageStatus | (string & {})): void {
  message.status = status;
  message.updatedMs = Date.now();
}

function fail(message: Message, type: string, error: string): void {
  message.error = { error, type };
  turn(message, 'FAILED');
}

function describe(answer: Pick<QueryAnswer, 'parameters' | 'question'>): string {
  const given = answer.parameters.map(({ name, value }) => `${name} = ${value}`);
  return given.length === 0
    ? answer.question.meaning
    : `${answer.question.meaning.trim()} Here ${given.join(', ')}.`;
}

/** A failure of the question that has its own type of Genie's. */
class GenieFailure extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.name = 'GenieFailure';
    this.type = type;
  }
}

/**
 * Statements run as the one who asks.
 *
 * @throws {GenieFailure} When they may not use the warehouse or not read a table.
 */
export function checkRights(state: WorkspaceState, userId: number, sql: string): void {
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

async function wakeWarehouse({ state, message, fault }: Work): Promise<void> {
  const coldMs = fault?.kind === 'coldWarehouse' ? fault.ms : 0;
  const waitMs = Math.max(state.warehouses.start(warehouseId), coldMs);
  if (waitMs === 0) return;
  turn(message, 'PENDING_WAREHOUSE');
  await delay(waitMs, undefined, { signal: state.closing });
}

function queryOf(plan: QueryPlan, sql: string): QueryAnswer {
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

/** Runs a query for its share of the time: no answer comes before it. */
async function runFor(
  { state, message, data, totalMs }: Work,
  query: QueryAnswer,
): Promise<SqlRows> {
  message.query = query;
  turn(message, 'EXECUTING_QUERY');
  const wait = delay(totalMs * shares.EXECUTING_QUERY, undefined, { signal: state.closing });
  const run = data.engine.run(query.sql, query.parameters, state.clock.nowMs);
  const [done] = await Promise.allSettled([run, wait]);
  if (done.status === 'rejected') throw done.reason;
  return done.value;
}

/** A statement that fails, as a first try of Genie's does: it names a column that is not there. */
const mistaken = (sql: string): string => sql.replace(/\bselect\b/i, 'select no_such_column,');

/** Genie's first try fails; it says so and goes back to asking for another. */
async function correctItself(work: Work, plan: QueryPlan): Promise<void> {
  const { state, message, totalMs } = work;
  const query = queryOf(plan, mistaken(plan.question.sql));
  const said = await runFor(work, query).then(
    () => 'it has no answer',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const text = `The first query failed and is written anew: ${said}`;
  const attachmentId = newGenieId();
  message.query = null;
  message.superseded = [{ query, text: { attachmentId, text, isQuestion: false } }];
  turn(message, 'ASKING_AI');
  await delay(totalMs * shares.ASKING_AI, undefined, { signal: state.closing });
}

/** What a switch leaves of a result. */
function cut(rows: SqlRows, fault: Fault): SqlRows {
  if (fault?.kind === 'zeroRows') return { ...rows, rows: [], rowCount: 0, truncated: false };
  if (fault?.kind !== 'truncate') return rows;
  const kept = rows.rows.slice(0, fault.rows);
  return { ...rows, rows: kept, rowCount: kept.length, truncated: true };
}

async function execute(work: Work, plan: QueryPlan): Promise<void> {
  const { state, message, fault } = work;
  const { genieSpeed, genieStyle, seed } = state.settings;
  const sql =
    genieStyle === 'free' ? freeStatement(plan.question, seed, message.content) : plan.question.sql;
  const query = queryOf(plan, sql);
  message.query = query;
  checkRights(state, message.userId, query.sql);
  await wakeWarehouse(work);
  if (fault?.kind === 'selfCorrect' || correctsItself(genieSpeed, seed, message.content))
    await correctItself(work, plan);
  const rows = await runFor(work, query);
  const lie = sql === plan.question.sql ? headerLie(plan.question, rows.columns) : null;
  if (lie !== null) throw new GenieFailure('SQL_EXECUTION_EXCEPTION', lie);
  query.rows = cut(rows, fault);
  query.expiresMs = fault?.kind === 'expire' ? 0 : workspaceTimeMs(state.clock) + keepRowsMs;
  message.suggestions = plan.suggestions;
  turn(message, 'COMPLETED');
}

async function think({ state, message, fault, totalMs }: Work): Promise<void> {
  const wait = (ms: number) => delay(ms, undefined, { signal: state.closing });
  const extraMs = fault?.kind === 'slow' ? fault.ms : 0;
  await wait(totalMs * shares.SUBMITTED);
  for (const status of ['FETCHING_METADATA', 'FILTERING_CONTEXT', 'ASKING_AI'] as const) {
    turn(message, status);
    await wait(totalMs * shares[status] + (status === 'ASKING_AI' ? extraMs : 0));
  }
  if (fault?.kind !== 'unknownStatus') return;
  turn(message, fault.status);
  await wait(fault.ms);
}

function say(
  message: Message,
  text: string,
  isQuestion: boolean,
  suggestions: readonly string[],
): void {
  message.text = { attachmentId: newGenieId(), text, isQuestion };
  message.suggestions = suggestions;
  turn(message, 'COMPLETED');
}

/** What went wrong while working becomes the message's error; a closing workspace just stops. */
function failFrom(state: WorkspaceState, message: Message, error: unknown): void {
  if (state.closing.aborted) return;
  if (error instanceof GenieFailure) return fail(message, error.type, error.message);
  const isSql = error instanceof SqlFailure;
  const text = error instanceof Error ? error.message : String(error);
  fail(message, isSql ? 'SQL_EXECUTION_EXCEPTION' : 'UNEXPECTED_REPLY_PROCESS_EXCEPTION', text);
}

/** Ends a message in place of its plan, where a switch says so. */
function endsBy(fault: Fault, message: Message): boolean {
  if (fault?.kind === 'failed') fail(message, fault.type, fault.error);
  else if (fault?.kind === 'clarify') say(message, fault.question, true, []);
  else if (fault?.kind === 'textOnly') say(message, fault.text, false, []);
  else if (fault?.kind === 'cancelled') turn(message, 'CANCELLED');
  else return false;
  return true;
}

/**
 * Works on one message until it is terminal: the statuses come in Genie's order, spread over the
 * time of the speed; what goes wrong ends in the message, never in an exception.
 *
 * Effect: changes the message over time; ends early when the workspace closes.
 */
export async function workOn(
  state: WorkspaceState,
  message: Message,
  plan: Plan,
  data: LoadedData,
  fault: Fault,
): Promise<void> {
  const { answerMs, genieSpeed, seed } = state.settings;
  const totalMs = answerMs ?? answerTimeMs(genieSpeed, seed, message.content);
  const work = { state, message, data, fault, totalMs };
  try {
    await think(work);
    if (endsBy(fault, message)) return;
    if (plan.kind === 'text') say(message, plan.text, plan.isQuestion, plan.suggestions);
    else await execute(work, plan);
  } catch (error) {
    failFrom(state, message, error);
  }
}
