import { accountId, metastoreId, servicePrincipals, users, workspaces } from './estate.ts';
import { type EndpointRow, endpoints } from './estate-compute.ts';
import { tables } from './estate-tables.ts';
import { drawn, ordinaryChanges } from './ordinary-changes.ts';
import { hexId } from './random.ts';
import { recordRateLimit } from './settings.ts';
import { recordUsage } from './usage.ts';
import {
  addRow,
  overrideAt,
  dateOf,
  dayMs,
  daysOf,
  hourMs,
  iso,
  minuteMs,
  randomFor,
  type World,
} from './world.ts';

const requesters = [servicePrincipals[0], ...users] as const;

/** One request to a served model. `status` is an HTTP status. */
export type EndpointCall = {
  readonly endpoint: EndpointRow;
  readonly atMs: number;
  readonly requester: string;
  readonly status: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Distinguishes calls of one requester at the same instant. */
  readonly n: number;
};

/** Effect: adds a request and counts it in the ledger. */
export function recordCall(world: World, call: EndpointCall): void {
  const { endpoint, atMs, requester, status, inputTokens, outputTokens } = call;
  if (atMs > world.nowMs) return;
  const key = JSON.stringify([dateOf(atMs), endpoint.workspace.id, endpoint.name]);
  const sums = world.endpointDays.get(key) ?? {
    requests: 0,
    failed: 0,
    inputTokens: 0,
    outputTokens: 0,
  };
  world.endpointDays.set(key, {
    requests: sums.requests + 1,
    failed: sums.failed + Number(status >= 400),
    inputTokens: sums.inputTokens + inputTokens,
    outputTokens: sums.outputTokens + outputTokens,
  });
  const id = hexId(world.seed, 'call', endpoint.entityId, requester, atMs, call.n);
  addRow(world, 'serving.endpoint_usage', {
    account_id: accountId,
    workspace_id: endpoint.workspace.id,
    client_request_id: null,
    databricks_request_id: id,
    requester,
    status_code: status,
    request_time: iso(atMs),
    input_token_count: inputTokens,
    output_token_count: outputTokens,
    input_character_count: inputTokens * 4,
    output_character_count: outputTokens * 4,
    usage_context: {},
    request_streaming: false,
    served_entity_id: endpoint.entityId,
  });
}

function recordCallsOfHour(world: World, endpoint: EndpointRow, hourStart: number): void {
  const random = randomFor(world, 'calls', endpoint.entityId, hourStart);
  const key = `${endpoint.workspace.id}/${endpoint.name}`;
  const share = overrideAt(world.overrides.failingEndpoints, key, hourStart)?.share ?? 0.02;
  for (let n = 0; n < endpoint.perHour; n += 1) {
    const atMs = hourStart + random.between(0, hourMs - 1);
    const requester = random.pick(requesters);
    const isRefused = random.next() < share;
    const inputTokens = random.between(200, 4000);
    const outputTokens = isRefused ? 0 : random.between(50, 900);
    const status = isRefused ? (n % 2 === 0 ? 429 : 500) : 200;
    recordCall(world, { endpoint, atMs, requester, status, inputTokens, outputTokens, n });
  }
}

function addServedEntityVersions(world: World, endpoint: EndpointRow): void {
  const row = (version: number, entityId: string, changeMs: number) =>
    addRow(world, 'serving.served_entities', {
      served_entity_id: entityId,
      account_id: accountId,
      workspace_id: endpoint.workspace.id,
      created_by: 'ana@example.com',
      endpoint_name: endpoint.name,
      endpoint_id: hexId('endpoint', endpoint.workspace.id, endpoint.name),
      served_entity_name: endpoint.entityName,
      entity_type: 'FOUNDATION_MODEL',
      entity_name: endpoint.entityName,
      entity_version: String(version),
      endpoint_config_version: version,
      task: 'llm/v1/chat',
      change_time: iso(changeMs),
      endpoint_delete_time: null,
    });
  row(1, `${endpoint.entityId}-old`, world.startMs - 80 * dayMs);
  row(2, endpoint.entityId, world.startMs - 30 * dayMs);
}

function recordServingUsage(world: World): void {
  for (const workspace of workspaces)
    for (const dayStart of daysOf(world))
      for (let hour = 0; hour < 24; hour += 1) {
        const startMs = dayStart + hour * hourMs;
        const random = randomFor(world, 'other', workspace.id, startMs);
        recordUsage(world, {
          workspace,
          product: 'MODEL_SERVING',
          startMs,
          endMs: startMs + hourMs,
          team: random.chance(0.3) ? null : 'core',
          quantity: Math.round(200_000 * (0.5 + random.next())),
          metadata: {
            endpoint_name:
              endpoints.find((endpoint) => endpoint.workspace === workspace)?.name ?? '',
          },
          runAs: null,
        });
      }
}

/** One endpoint of vector search, of the name that a served model has too, and one app. */
function recordOtherUsage(world: World): void {
  const [workspace] = workspaces;
  for (const dayStart of daysOf(world))
    for (let hour = 0; hour < 24; hour += 1) {
      const startMs = dayStart + hour * hourMs;
      const hourly = { workspace, startMs, endMs: startMs + hourMs, team: 'core', runAs: null };
      recordUsage(world, {
        ...hourly,
        product: 'VECTOR_SEARCH',
        quantity: 30_000,
        metadata: { endpoint_name: endpoints[0]?.name ?? '' },
      });
      recordUsage(world, {
        ...hourly,
        product: 'APPS',
        quantity: 5_000,
        metadata: { app_id: 'a9900001', app_name: 'shift-planner' },
        createdBy: 'bo@example.com',
      });
    }
}

const operationTypes = ['COMPACTION', 'VACUUM', 'ANALYZE'] as const;

function addOptimizationOperations(world: World): void {
  for (const table of tables)
    for (const dayStart of daysOf(world)) {
      const random = randomFor(world, 'optimize', table.fullName, dayStart);
      const atMs = dayStart + random.between(0, 23) * hourMs;
      if (!random.chance(0.4) || atMs > world.nowMs - hourMs) continue;
      const type = random.pick(operationTypes);
      const failed = random.chance(0.06);
      const quantity = random.between(1, 90) / 100;
      world.facts.operations.push({ at: iso(atMs), table: table.fullName, type, failed, quantity });
      addRow(world, 'storage.predictive_optimization_operations_history', {
        account_id: accountId,
        workspace_id: workspaces[0].id,
        start_time: iso(atMs),
        end_time: iso(atMs + 4 * minuteMs),
        metastore_name: 'main',
        metastore_id: metastoreId,
        catalog_name: table.catalog,
        schema_name: table.schema,
        table_id: hexId('table', table.fullName),
        table_name: table.name,
        operation_type: type,
        operation_id: hexId(world.seed, 'operation', table.fullName, dayStart),
        operation_status: failed ? 'FAILED: INTERNAL_ERROR' : 'SUCCESSFUL',
        operation_metrics: { number_of_output_files: '4' },
        usage_unit: 'ESTIMATED_DBU',
        usage_quantity: quantity.toFixed(2),
      });
    }
}

/** Calls per minute that no endpoint comes near. */
const generousLimits = [300, 600, 1200] as const;

/**
 * Generates served models with their requests and usage, and predictive optimization of tables.
 *
 * Effect: adds rows and ledger totals.
 */
export function generateServing(world: World): void {
  recordServingUsage(world);
  recordOtherUsage(world);
  for (const endpoint of endpoints) {
    addServedEntityVersions(world, endpoint);
    for (const change of ordinaryChanges(world, 'edit', 'endpoint', endpoint.entityId))
      recordRateLimit(world, change, endpoint, drawn(generousLimits, change));
    for (const dayStart of daysOf(world))
      for (let hour = 0; hour < 24; hour += 1)
        recordCallsOfHour(world, endpoint, dayStart + hour * hourMs);
  }
  addOptimizationOperations(world);
}
