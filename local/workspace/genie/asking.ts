import { setTimeout as delay } from 'node:timers/promises';
import { createRandom } from '../../data/random.ts';
import type { FaultTarget } from '../control/faults.ts';
import { genieKinds } from '../control/faults.ts';
import type { LoadedData } from '../dataset.ts';
import { selectRefusal } from '../permissions/access.ts';
import { SqlFailure } from '../sql/engine.ts';
import type { GenieSpeed, WorkspaceState } from '../state.ts';
import { warehouseId } from '../warehouses/store.ts';
import type { Plan } from './plan.ts';
import { type Message, type MessageStatus, newGenieId, type QueryAnswer } from './store.ts';

type Fault = ReturnType<typeof takeFault>;

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

/**
 * How long Genie takes for a question, in milliseconds; equal arguments give equal times.
 *
 * Pure.
 */
export function answerTimeMs(speed: GenieSpeed, seed: number, content: string): number {
  const random = createRandom(seed, 'genie', content);
  return speed === 'fast'
    ? random.between(500, 3000)
    : Math.round(random.lognormal(realistic.medianMs, realistic.sigma));
}

/** The fault of Genie's own that a question meets. Effect: uses it up. */
export const takeFault = (state: WorkspaceState, target: FaultTarget) =>
  state.faults.take(genieKinds, target);

function turn(message: Message, status: MessageStatus): void {
  message.status = status;
  message.updatedMs = Date.now();
}

function fail(message: Message, type: string, error: string): void {
  message.error = { error, type };
  turn(message, 'FAILED');
}

function describe(answer: Omit<QueryAnswer, 'description' | 'rows'>): string {
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

/** Statements run as the one who asks. */
function checkRights(state: WorkspaceState, userId: number, sql: string): void {
  const principal = state.principals.byId(userId);
  if (principal === null) return;
  if (!state.access.may(principal, 'warehouses', warehouseId, 'CAN_USE'))
    throw new GenieFailure(
      'WAREHOUSE_ACCESS_MISSING_EXCEPTION',
      `You do not have permission to use the SQL warehouse ${warehouseId}.`,
    );
  const table = state.access.refusedTable(principal, sql);
  if (table !== null) throw new GenieFailure('SQL_EXECUTION_EXCEPTION', selectRefusal(table));
}

async function wakeWarehouse(state: WorkspaceState, message: Message): Promise<void> {
  const waitMs = state.warehouses.start(warehouseId);
  if (waitMs === 0) return;
  turn(message, 'PENDING_WAREHOUSE');
  await delay(waitMs, undefined, { signal: state.closing });
}

async function execute(
  state: WorkspaceState,
  message: Message,
  plan: Extract<Plan, { kind: 'query' }>,
  data: LoadedData,
  minMs: number,
): Promise<void> {
  const base = {
    attachmentId: newGenieId(),
    statementId: newGenieId(),
    question: plan.question,
    parameters: plan.parameters,
  };
  const query: QueryAnswer = { ...base, description: describe(base), rows: null };
  message.query = query;
  checkRights(state, message.userId, plan.question.sql);
  await wakeWarehouse(state, message);
  turn(message, 'EXECUTING_QUERY');
  const wait = delay(minMs, undefined, { signal: state.closing });
  const [rows] = await Promise.all([
    data.engine.run(plan.question.sql, plan.parameters, state.clock.nowMs),
    wait,
  ]);
  query.rows = rows;
  message.suggestions = plan.suggestions;
  turn(message, 'COMPLETED');
}

async function think(
  state: WorkspaceState,
  message: Message,
  totalMs: number,
  extraMs: number,
): Promise<void> {
  const wait = (ms: number) => delay(ms, undefined, { signal: state.closing });
  await wait(totalMs * shares.SUBMITTED);
  for (const status of ['FETCHING_METADATA', 'FILTERING_CONTEXT', 'ASKING_AI'] as const) {
    turn(message, status);
    await wait(totalMs * shares[status] + (status === 'ASKING_AI' ? extraMs : 0));
  }
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
  try {
    await think(state, message, totalMs, fault?.kind === 'slow' ? fault.ms : 0);
    if (fault?.kind === 'failed') return fail(message, fault.type, fault.error);
    if (fault?.kind === 'clarify') return say(message, fault.question, true, []);
    if (plan.kind === 'text') return say(message, plan.text, plan.isQuestion, plan.suggestions);
    await execute(state, message, plan, data, totalMs * shares.EXECUTING_QUERY);
  } catch (error) {
    failFrom(state, message, error);
  }
}
