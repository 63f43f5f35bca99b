import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Principal } from '../oauth/known-principals.ts';
import { SqlFailure } from '../sql/engine.ts';
import type { WorkspaceState } from '../state.ts';
import { type Message, type Service, wireNumber } from './codec.ts';
import { rowSet, schemaOf } from './result-set.ts';
import { readParameters, runSql } from './run.ts';
import { handleOf, idOf, type Operation, type Session } from './sessions.ts';

/** Of the protocol; later versions of the client's list use what is not here. */
const protocolVersion = 42_248;
/** How long the first answer waits for a statement, before the client has to ask for its state. */
const directMs = 1_000;
const mostRows = 5_000;

/** Who sends a request, and what breaks its connection. */
export type Sender = {
  readonly principal: Principal;
  readonly warehouseId: string;
  readonly reset: () => void;
};

/** `TStatusCode` of a request that was answered, and of one that was refused. */
const [succeeded, failed] = [0, 3];
const success: Message = { statusCode: succeeded };
const refused = (message: string, sqlState = 'HY000'): Message => ({
  statusCode: failed,
  errorMessage: message,
  displayMessage: message,
  sqlState,
});
const noSession = (id: string) => refused(`Invalid SessionHandle: SessionHandle [${id}]`);
const noOperation = (id: string) => refused(`Invalid OperationHandle: OperationHandle [${id}]`);

/** Whether the driver is to fetch, which it does for an error too: it looks at none before. */
const hasResultSet = ({ state, rows }: Operation): boolean =>
  state !== 'FINISHED_STATE' || (rows?.columns.length ?? 0) > 0;

const handle = (operation: Operation): Message => ({
  operationId: handleOf(operation.id),
  operationType: 0,
  hasResultSet: hasResultSet(operation),
});

const errorOf = ({ error }: Operation): Message =>
  error === null
    ? {}
    : { errorMessage: error.message, displayMessage: error.message, sqlState: error.sqlState };

const statusOf = (operation: Operation): Message => ({
  status: success,
  operationState: wireNumber('TOperationState', operation.state),
  hasResultSet: hasResultSet(operation),
  ...errorOf(operation),
});

const metadataOf = ({ rows }: Operation): Message => ({
  status: success,
  resultFormat: 1,
  schema: rows === null ? { columns: [] } : schemaOf(rows),
});

function nextRows(operation: Operation, most: number): Message {
  const { rows } = operation;
  if (rows === null) return { status: success, hasMoreRows: false };
  const results = rowSet(rows, operation.fetched, most);
  operation.fetched = Math.min(rows.rowCount, operation.fetched + most);
  return { status: success, hasMoreRows: operation.fetched < rows.rowCount, results };
}

/** What the client can do without another request. */
const direct = (operation: Operation): Message => {
  const isDone = operation.state === 'FINISHED_STATE';
  // The driver asks for more without end when it gets rows of a result without columns.
  const first = isDone && hasResultSet(operation) ? nextRows(operation, mostRows) : null;
  return {
    operationStatus: statusOf(operation),
    ...(isDone ? { resultSetMetadata: metadataOf(operation) } : {}),
    ...(first === null ? {} : { resultSet: first }),
    ...(isDone && first?.['hasMoreRows'] !== true ? { closeOperation: { status: success } } : {}),
  };
};

const Settings = z.record(z.string(), z.string()).nullish();
const Execute = z.object({ statement: z.string(), getDirectResults: z.unknown().optional() });

async function work(
  state: WorkspaceState,
  { principal }: Sender,
  session: Session,
  operation: Operation,
  request: Message,
): Promise<void> {
  const seconds = Number(session.settings['STATEMENT_TIMEOUT'] ?? 0);
  const timer = seconds > 0 ? AbortSignal.timeout(seconds * 1000) : null;
  const signals = [state.closing, operation.cancel.signal, ...(timer === null ? [] : [timer])];
  const asked = { sql: Execute.parse(request).statement };
  try {
    const parameters = readParameters(request['parameters']);
    operation.rows = await runSql(
      state,
      principal,
      { ...asked, parameters },
      AbortSignal.any(signals),
    );
    if (operation.state === 'RUNNING_STATE') operation.state = 'FINISHED_STATE';
  } catch (error) {
    if (operation.state !== 'RUNNING_STATE') return;
    const isLate = timer?.aborted === true;
    operation.state = isLate ? 'TIMEDOUT_STATE' : 'ERROR_STATE';
    const message = error instanceof Error ? error.message : String(error);
    operation.error = {
      message: isLate ? `Query has timed out after ${seconds} seconds.` : message,
      sqlState: error instanceof SqlFailure ? error.sqlState : 'XX000',
    };
  }
}

async function execute(state: WorkspaceState, sender: Sender, request: Message): Promise<Message> {
  const id = idOf((request['sessionHandle'] as Message | null)?.['sessionId']);
  const target = {
    method: 'POST',
    path: '/sql/1.0/warehouses',
    content: Execute.parse(request).statement,
    spaceId: null,
    domain: null,
    principal: sender.principal.name,
  };
  if (state.faults.take(['sessionExpired'], target) !== null) state.sqlSessions.end(id);
  const session = state.sqlSessions.find(id, sender.principal.id);
  if (session === null) return { status: noSession(id) };
  const operation: Operation = {
    id: randomUUID(),
    cancel: new AbortController(),
    state: 'RUNNING_STATE',
    rows: null,
    fetched: 0,
    error: null,
  };
  session.operations.set(operation.id, operation);
  const wrong = state.faults.take(['statementError'], target);
  if (wrong !== null) {
    operation.state = 'ERROR_STATE';
    operation.error = wrong;
  } else {
    const isLost = state.faults.take(['commitThenReset'], target) !== null;
    const running = work(state, sender, session, operation, request);
    const most = delay(directMs, undefined, { signal: state.closing, ref: false });
    await Promise.race([running, most.catch(() => undefined)]);
    if (isLost) {
      await running;
      sender.reset();
    }
  }
  const wants = (request['getDirectResults'] ?? null) !== null;
  const directResults = wants ? direct(operation) : null;
  // What the client has in full needs no other request.
  if (directResults?.['closeOperation'] !== undefined) state.sqlSessions.close(operation.id);
  return {
    status: success,
    operationHandle: handle(operation),
    ...(wants ? { directResults } : {}),
  };
}

/**
 * The service that the SQL driver calls, for one sender.
 *
 * Effect: keeps sessions and their statements in the state of the workspace.
 */
export function createService(state: WorkspaceState, sender: Sender): Service {
  const owner = sender.principal.id;
  const withOperation = (
    request: Message,
    then: (operation: Operation) => Message,
  ): Promise<Message> => {
    const id = idOf((request['operationHandle'] as Message | null)?.['operationId']);
    const found = state.sqlSessions.operation(id, owner);
    return Promise.resolve(found === null ? { status: noOperation(id) } : then(found));
  };
  return {
    OpenSession: (request) => {
      const settings = Settings.parse(request['configuration']) ?? {};
      const { id } = state.sqlSessions.open({ owner, warehouseId: sender.warehouseId, settings });
      return Promise.resolve({
        status: success,
        serverProtocolVersion: protocolVersion,
        sessionHandle: { sessionId: handleOf(id), serverProtocolVersion: protocolVersion },
        configuration: settings,
      });
    },
    CloseSession: (request) => {
      const id = idOf((request['sessionHandle'] as Message | null)?.['sessionId']);
      const found = state.sqlSessions.find(id, owner);
      state.sqlSessions.end(id);
      return Promise.resolve({ status: found === null ? noSession(id) : success });
    },
    ExecuteStatement: (request) => execute(state, sender, request),
    GetOperationStatus: (request) => withOperation(request, statusOf),
    GetResultSetMetadata: (request) => withOperation(request, metadataOf),
    FetchResults: (request) =>
      withOperation(request, (one) =>
        one.error === null
          ? nextRows(one, Math.min(mostRows, Number(request['maxRows'] ?? mostRows)))
          : { status: refused(one.error.message, one.error.sqlState) },
      ),
    CancelOperation: (request) =>
      withOperation(request, (one) => {
        if (one.state === 'RUNNING_STATE') one.state = 'CANCELED_STATE';
        one.cancel.abort();
        return { status: success };
      }),
    CloseOperation: (request) =>
      withOperation(request, (one) => {
        state.sqlSessions.close(one.id);
        return { status: success };
      }),
  };
}
