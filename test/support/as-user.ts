import { connect } from '../../adapters/connect.ts';
import type { Connections } from '../../adapters/connect.ts';
import { createTokenVault, expiryOf } from '../../adapters/token-vault.ts';
import { createWorkspaceFor } from '../../adapters/workspace-for.ts';
import { loadConfig } from '../../config/index.ts';
import type { Config } from '../../config/index.ts';
import type { NewInvestigation } from '../../domain/api-ports.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import type { UserTokens, WorkspaceFor } from '../../domain/on-behalf.ts';
import { Secret } from '../../domain/secret.ts';
import { warehouseId } from '../../local/workspace/warehouses/store.ts';
import { tokenKey } from './app-user.ts';

export type AsUsers = {
  readonly config: Config;
  readonly connections: Connections;
  readonly workspaceFor: (tokens: UserTokens, over?: Partial<Config>) => WorkspaceFor;
  /** A user with a token, sealed for an investigation. */
  readonly sealed: (
    id: InvestigationId,
    name: string,
    token: string,
  ) => NonNullable<NewInvestigation['asUser']>;
};

/** A service that asks a workspace as its users; its own credential is the administrator's. */
export function asUsers({ url, token }: { url: string; token: string }): AsUsers {
  const config = loadConfig({
    AUTH: 'databricks-apps',
    ON_BEHALF_OF: 'databricks-apps',
    TOKEN_KEYS: tokenKey(),
    DATABRICKS_APP_NAME: 'health',
    DATABRICKS_APP_PORT: '8000',
    ROLES: 'admin=*',
    QUESTIONS_PER_MINUTE_PER_USER: '1000',
    DATABRICKS_HOST: url,
    DATABRICKS_TOKEN: token,
    DATABRICKS_WAREHOUSE_ID: warehouseId,
  });
  const connections = connect(config);
  return {
    config,
    connections,
    workspaceFor: (tokens, over = {}) =>
      createWorkspaceFor({ ...config, ...over }, connections, tokens),
    sealed: (id, name, text) => {
      const user = { token: new Secret(text), expiresAtMs: expiryOf(text) };
      return { name, token: createTokenVault(config.tokenKeys).seal(user, id) };
    },
  };
}
