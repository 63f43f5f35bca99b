import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../adapters/connect.ts';
import { createPool, query } from '../../../adapters/postgres/pool.ts';
import { createDbosArm } from '../../../bench/arms/dbos.ts';
import { createLangGraphArm } from '../../../bench/arms/langgraph.ts';
import { startGenieStub, type GenieStub } from '../../../bench/genie-stub.ts';
import { createBareSteps } from '../../../bench/steps.ts';
import { loadConfig } from '../../../config/index.ts';
import { createDatabase } from '../../support/database.ts';

let stub: GenieStub;
let database: Awaited<ReturnType<typeof createDatabase>>;
beforeAll(async () => {
  [stub, database] = await Promise.all([startGenieStub(), createDatabase()]);
});
afterAll(() => Promise.all([stub.close(), database[Symbol.asyncDispose]()]));

describe('a peer answers the question over HTTP and keeps each step in PostgreSQL', () => {
  it.each([
    ['LangGraph', createLangGraphArm, 'select count(*)::int as kept from langgraph.checkpoints', 5],
    ['DBOS', createDbosArm, 'select count(*)::int as kept from dbos.operation_outputs', 8],
  ])('%s', async (_, createArm, statement, steps) => {
    const config = loadConfig({ DATABRICKS_HOST: stub.url, DATABRICKS_TOKEN: 'test' });
    const genie = createBareSteps(connect(config).genie, (domain) => domain);
    const arm = await createArm(database.url, genie);
    stub.takeCounts();
    await arm.ask();
    expect(stub.takeCounts()).toMatchObject({ posts: 5, gets: 10 });
    await arm.close();
    const pool = createPool(database.url, 1);
    const [row] = await query<{ kept: number }>(pool, statement);
    expect(row?.kept).toBeGreaterThanOrEqual(steps);
    await pool.end();
  });
});
