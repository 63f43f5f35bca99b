import { WorkspaceClient } from '@databricks/sdk-experimental';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localSpaces } from '../../../local/workspace/genie/spaces.ts';
import { createWorkspace, type Workspace } from '../../../local/workspace/workspace.ts';
import { sharedCache } from '../data/cache.ts';
import { all, type Cases, methodsOf, refusalIn } from './sdk-methods.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const space_id = localSpaces.reliability.spaceId;
const id = 'a1b2c3d4e5f60001';
const warehouse = { warehouse_id: id };

let workspace: Workspace;
let client: WorkspaceClient;

beforeAll(async () => {
  const cacheDir = await sharedCache();
  workspace = await createWorkspace({ cacheDir, nowMs, days: 3, genieQpm: 1000, answerMs: 20 });
  await workspace.ready;
  client = new WorkspaceClient({
    host: workspace.url,
    token: workspace.token,
    authType: 'pat',
    skipVerify: false,
  });
}, 60_000);
afterAll(() => workspace.close());

async function asked() {
  const started = await client.genie.startConversation({ space_id, content: 'Which jobs failed?' });
  const message = await started.wait();
  const { conversation_id, message_id } = started;
  const attachment_id = message.attachments?.find(({ query }) => query)?.attachment_id ?? '';
  return { space_id, conversation_id, message_id, attachment_id };
}

const statement = (text = 'select 1') =>
  client.statementExecution.executeStatement({ statement: text, ...warehouse });
const statementId = async () => ({ statement_id: (await statement()).statement_id ?? '' });
const entry = { user_name: 'viewer@example.com', permission_level: 'CAN_USE' } as const;

/** Each method with what the local workspace does: it answers, or declines with a status and a code. */
const cases: Cases = {
  genie: {
    createMessage: [
      'answered',
      async () => client.genie.createMessage({ ...(await asked()), content: 'And before?' }),
    ],
    deleteConversation: ['answered', async () => client.genie.deleteConversation(await asked())],
    deleteConversationMessage: [
      'answered',
      async () => client.genie.deleteConversationMessage(await asked()),
    ],
    executeMessageAttachmentQuery: [
      'answered',
      async () => client.genie.executeMessageAttachmentQuery(await asked()),
    ],
    executeMessageQuery: ['answered', async () => client.genie.executeMessageQuery(await asked())],
    getMessage: ['answered', async () => client.genie.getMessage(await asked())],
    getMessageAttachmentQueryResult: [
      'answered',
      async () => client.genie.getMessageAttachmentQueryResult(await asked()),
    ],
    getMessageQueryResult: [
      'answered',
      async () => client.genie.getMessageQueryResult(await asked()),
    ],
    getMessageQueryResultByAttachment: [
      'answered',
      async () => client.genie.getMessageQueryResultByAttachment(await asked()),
    ],
    getSpace: ['answered', () => client.genie.getSpace({ space_id })],
    listConversationMessages: [
      'answered',
      async () => client.genie.listConversationMessages(await asked()),
    ],
    listConversations: ['answered', () => client.genie.listConversations({ space_id })],
    listSpaces: ['answered', () => client.genie.listSpaces({})],
    sendMessageFeedback: [
      'answered',
      async () => client.genie.sendMessageFeedback({ ...(await asked()), rating: 'POSITIVE' }),
    ],
    startConversation: [
      'answered',
      () => client.genie.startConversation({ space_id, content: 'x' }),
    ],
    trashSpace: [
      'answered',
      () => client.genie.trashSpace({ space_id: localSpaces.quality.spaceId }),
    ],
  },
  statementExecution: {
    cancelExecution: [
      'answered',
      async () => client.statementExecution.cancelExecution(await statementId()),
    ],
    executeStatement: ['answered', () => statement()],
    getStatement: [
      'answered',
      async () => client.statementExecution.getStatement(await statementId()),
    ],
    getStatementResultChunkN: [
      'answered',
      async () =>
        client.statementExecution.getStatementResultChunkN({
          ...(await statementId()),
          chunk_index: 0,
        }),
    ],
  },
  warehouses: {
    create: [[501, 'NOT_IMPLEMENTED'], () => client.warehouses.create({ name: 'new' })],
    delete: [[501, 'NOT_IMPLEMENTED'], () => client.warehouses.delete({ id })],
    edit: ['answered', () => client.warehouses.edit({ id, name: 'renamed', auto_stop_mins: 15 })],
    get: ['answered', () => client.warehouses.get({ id })],
    getPermissionLevels: ['answered', () => client.warehouses.getPermissionLevels(warehouse)],
    getPermissions: ['answered', () => client.warehouses.getPermissions(warehouse)],
    getWorkspaceWarehouseConfig: [
      'answered',
      () => client.warehouses.getWorkspaceWarehouseConfig(),
    ],
    list: ['answered', () => all(client.warehouses.list({ page_size: 1 }))],
    setPermissions: [
      'answered',
      () => client.warehouses.setPermissions({ ...warehouse, access_control_list: [entry] }),
    ],
    setWorkspaceWarehouseConfig: [
      [501, 'NOT_IMPLEMENTED'],
      () => client.warehouses.setWorkspaceWarehouseConfig({}),
    ],
    start: ['answered', () => client.warehouses.start({ id })],
    stop: ['answered', () => client.warehouses.stop({ id })],
    updatePermissions: [
      'answered',
      () => client.warehouses.updatePermissions({ ...warehouse, access_control_list: [entry] }),
    ],
  },
  queryHistory: {
    list: ['answered', () => client.queryHistory.list({ max_results: 1 })],
  },
  catalogs: {
    create: [[403, 'PERMISSION_DENIED'], () => client.catalogs.create({ name: 'main' })],
    delete: [[403, 'PERMISSION_DENIED'], () => client.catalogs.delete({ name: 'system' })],
    get: ['answered', () => client.catalogs.get({ name: 'system' })],
    list: ['answered', () => all(client.catalogs.list({}))],
    update: [[403, 'PERMISSION_DENIED'], () => client.catalogs.update({ name: 'system' })],
  },
  schemas: {
    create: [
      [403, 'PERMISSION_DENIED'],
      () => client.schemas.create({ name: 'a', catalog_name: 'system' }),
    ],
    delete: [
      [403, 'PERMISSION_DENIED'],
      () => client.schemas.delete({ full_name: 'system.billing' }),
    ],
    get: ['answered', () => client.schemas.get({ full_name: 'system.billing' })],
    list: ['answered', () => all(client.schemas.list({ catalog_name: 'system' }))],
    update: [
      [403, 'PERMISSION_DENIED'],
      () => client.schemas.update({ full_name: 'system.billing' }),
    ],
  },
  tables: {
    create: [
      [403, 'PERMISSION_DENIED'],
      () =>
        client.tables.create({
          name: 'a',
          catalog_name: 'system',
          schema_name: 'billing',
          table_type: 'EXTERNAL',
          data_source_format: 'DELTA',
          storage_location: 's3://a',
        }),
    ],
    delete: [
      [403, 'PERMISSION_DENIED'],
      () => client.tables.delete({ full_name: 'system.billing.usage' }),
    ],
    exists: ['answered', () => client.tables.exists({ full_name: 'system.billing.usage' })],
    get: ['answered', () => client.tables.get({ full_name: 'system.billing.usage' })],
    list: [
      'answered',
      () => all(client.tables.list({ catalog_name: 'system', schema_name: 'billing' })),
    ],
    listSummaries: ['answered', () => all(client.tables.listSummaries({ catalog_name: 'system' }))],
    update: [
      [403, 'PERMISSION_DENIED'],
      () => client.tables.update({ full_name: 'system.billing.usage' }),
    ],
  },
};

describe.each(Object.entries(cases))('the API %s of the Databricks SDK', (name, methods) => {
  test('has an outcome for each of its methods', () => {
    const api: unknown = client[name as keyof WorkspaceClient];
    expect(methodsOf(api as object)).toEqual(Object.keys(methods).toSorted());
  });

  test.each(Object.entries(methods))('%s has its outcome', async (_, [outcome, run]) => {
    expect(await run().then(() => 'answered', refusalIn)).toEqual(outcome);
  });
});
