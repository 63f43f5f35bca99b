import { DBSQLClient } from '@databricks/sql';
import { warehouseId } from '../../../../local/workspace/warehouses/store.ts';
import { createWorkspace, type Workspace } from '../../../../local/workspace/workspace.ts';
import { sharedCache } from '../../data/cache.ts';

export type Driver = {
  readonly session: Awaited<ReturnType<DBSQLClient['openSession']>>;
  /** All rows of a statement. */
  readonly rows: (
    sql: string,
    namedParameters?: Record<string, string | number | bigint | null>,
  ) => Promise<object[]>;
  readonly close: () => Promise<void>;
};

/** A workspace with a port for the SQL driver. */
export const openWarehouse = async (
  more: Partial<Parameters<typeof createWorkspace>[0]> = {},
): Promise<Workspace> =>
  createWorkspace({
    cacheDir: await sharedCache(),
    nowMs: Date.parse('2026-11-18T00:00:00Z'),
    days: 3,
    sqlPort: 0,
    ...more,
  });

const silent = { log: () => undefined };

/** The SQL driver as Databricks publishes it, connected to a workspace. */
export async function connectDriver(
  { sql, token }: Pick<Workspace, 'sql' | 'token'>,
  options: { token?: string; ca?: string | null; settings?: Record<string, string> } = {},
): Promise<Driver> {
  if (sql === null) throw new Error('the workspace has no port for the driver');
  const { hostname, port } = new URL(sql.url);
  const client = new DBSQLClient({ logger: silent });
  const ca = options.ca === undefined ? sql.authority : options.ca;
  await client.connect({
    host: hostname,
    port: Number(port),
    path: `/sql/1.0/warehouses/${warehouseId}`,
    token: options.token ?? token,
    telemetryEnabled: false,
    preserveBigNumericPrecision: true,
    ...(ca === null ? {} : { customCaCert: ca }),
  });
  const session = await client.openSession({ configuration: options.settings ?? {} });
  return {
    session,
    rows: async (statement, namedParameters) => {
      const operation = await session.executeStatement(
        statement,
        namedParameters === undefined ? {} : { namedParameters },
      );
      const found = await operation.fetchAll();
      await operation.close();
      return found;
    },
    close: () => client.close(),
  };
}
