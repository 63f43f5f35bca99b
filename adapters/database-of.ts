import type { Config } from '../config/index.ts';
import { createAuthenticate } from './databricks/auth.ts';
import { createDatabaseToken } from './databricks/database-token.ts';
import { createHttp } from './databricks/http.ts';
import type { DatabaseUrl } from './postgres/connection.ts';

/**
 * The address of the database; on Lakebase with the function that brings its password. Null where no database
 * is set.
 *
 * Effect: none until a connection opens.
 */
export function databaseOf(config: Pick<Config, 'database' | 'databricks'>): DatabaseUrl | null {
  const { url, lakebaseEndpoint } = config.database;
  const { host } = config.databricks;
  if (url === null || lakebaseEndpoint === null || host === null) return url;
  const http = createHttp(host, createAuthenticate({ ...config.databricks, host }));
  return { url, password: createDatabaseToken(http, lakebaseEndpoint) };
}
