import { expect, inject } from 'vitest';
import { createPool, query } from '../../../adapters/postgres/pool.ts';
import type { Row } from '../../../cli/doctor/check.ts';
import { diagnose } from '../../../cli/doctor/diagnose.ts';
import { findTarget } from '../../../cli/doctor/target.ts';
import { neutralEnvironment } from '../../../config/index.ts';
import { withHint } from '../../../domain/hints.ts';
import { domains } from '../../../domain/domains.ts';
import { localSpaces } from '../../../local/workspace/genie/spaces.ts';
import { localClientId } from '../../../local/workspace/oauth/known-principals.ts';
import { metastoreId } from '../../../local/workspace/permissions/system-schemas.ts';
import { warehouseId } from '../../../local/workspace/warehouses/store.ts';
import { createWorkspace } from '../../../local/workspace/workspace.ts';
import type { Workspace } from '../../../local/workspace/workspace.ts';
import { loadCatalogue } from '../../../sql/catalogue.ts';
import { sharedCache } from '../../local/data/cache.ts';
import { createClient } from '../../local/workspace/client.ts';
import { createDatabase } from '../../support/database.ts';
import { syncRunbooks } from '../../../adapters/postgres/runbooks.ts';
import { readRunbooks } from '../../../adapters/read-runbooks.ts';
import { createModelServer } from '../../support/model-server.ts';
import type { ModelServer } from '../../support/model-server.ts';

const { questions } = loadCatalogue();
const unityCatalog = '/api/2.1/unity-catalog';
/** Schemas that every account has, and that an administrator can switch off. */
export const everySchema = 'access billing compute lakeflow query serving storage'.split(' ');
/** Schemas that hold nothing but previews, which an account need not have. */
export const previews = ['data_classification', 'data_quality_monitoring'] as const;
/** Schemas that the questions read and an administrator can switch off. */
export const schemas: readonly string[] = [...everySchema, ...previews];

export type Env = Readonly<Record<string, string>>;

/** An installation where all is well, and ways to take something away from it. */
export type Installation = AsyncDisposable & {
  readonly workspace: Workspace;
  readonly model: ModelServer;
  readonly env: Env;
  /** The table with these settings over the good ones. */
  readonly rows: (env?: Env, timeoutMs?: number) => Promise<readonly Row[]>;
  /** Asserts that one line is red and nothing else is, and gives back what it says. */
  readonly onlyRed: (id: string, env?: Env, timeoutMs?: number) => Promise<string>;
  readonly admin: ReturnType<typeof createClient>;
  /** A token of the service principal that opens only what these scopes name. */
  readonly tokenWith: (scope: string) => Promise<string>;
  /** Gives the service principal no more than this level; null takes it off the list. */
  readonly setLevel: (object: string, level: string | null) => Promise<void>;
  readonly setSelect: (schema: string, change: 'add' | 'remove') => Promise<void>;
  readonly setEnabled: (schema: string, isEnabled: boolean) => Promise<void>;
  /** Runs a statement in the installation's PostgreSQL. */
  readonly execute: (statement: string) => Promise<void>;
};

/**
 * Opens an installation of its own: a workspace, a database, a model; Temporal is the run's.
 *
 * @param absentTables Full names of system tables that the workspace does not have.
 */
export async function openInstallation(
  absentTables: readonly string[] = [],
): Promise<Installation> {
  const nowMs = Date.parse('2026-11-18T00:00:00Z');
  const options = {
    cacheDir: await sharedCache(),
    nowMs,
    days: 3,
    genieQpm: 1000,
    absentTables,
    answerMs: 50,
    warehouseStartMs: 200,
    sqlPort: 0,
  };
  const workspace = await createWorkspace(options);
  const [database, model] = await Promise.all([
    createDatabase(),
    createModelServer({ models: ['scripted'] }),
    workspace.ready,
  ]);
  const pool = createPool(database.url, 1);
  await syncRunbooks(pool, readRunbooks());
  await pool.end();
  const admin = createClient(workspace);
  const succeeded = async (reply: Promise<{ status: number; body: object }>): Promise<void> => {
    const { status, body } = await reply;
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  };
  const select = (type: string, name: string, change: object): Promise<void> =>
    succeeded(
      admin.call('PATCH', `${unityCatalog}/permissions/${type}/${name}`, {
        changes: [{ principal: localClientId, ...change }],
      }),
    );
  await select('catalog', 'system', { remove: ['SELECT'] });
  for (const schema of schemas) await select('schema', `system.${schema}`, { add: ['SELECT'] });
  const env = {
    ...neutralEnvironment(),
    ENV_FILE: 'none',
    DATABRICKS_HOST: workspace.url,
    DATABRICKS_CLIENT_ID: localClientId,
    DATABRICKS_CLIENT_SECRET: workspace.token,
    ...Object.fromEntries(
      domains.map((domain) => [
        `${domain.toUpperCase()}_GENIE_SPACE_ID`,
        localSpaces[domain].spaceId,
      ]),
    ),
    LLM_ENDPOINT: model.url,
    LLM_MODEL: 'scripted',
    LLM_API_KEY: 'key-of-the-model',
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: inject('temporalAddress'),
  };
  const rows: Installation['rows'] = (extra = {}, timeoutMs = 5_000) =>
    diagnose(findTarget({ ...env, ...extra }), questions, { timeoutMs });
  return {
    workspace,
    model,
    env,
    admin,
    rows,
    onlyRed: async (id, extra, timeoutMs) => {
      const all = await rows(extra, timeoutMs);
      expect(withStatus(all, 'fail')).toEqual([id]);
      return all
        .filter((row) => row.id === id)
        .map(textOf)
        .join('\n');
    },
    tokenWith: async (scope) => {
      const basic = Buffer.from(`${localClientId}:${workspace.token}`).toString('base64');
      const form = new URLSearchParams({ grant_type: 'client_credentials', scope });
      const { body } = await admin.call('POST', '/oidc/v1/token', form.toString(), {
        Authorization: `Basic ${basic}`,
      });
      return String(body['access_token']);
    },
    setLevel: (object, level) =>
      succeeded(
        admin.call('PUT', `/api/2.0/permissions/${object}`, {
          access_control_list:
            level === null
              ? []
              : [{ service_principal_name: localClientId, permission_level: level }],
        }),
      ),
    setSelect: (schema, change) => select('schema', `system.${schema}`, { [change]: ['SELECT'] }),
    setEnabled: (schema, isEnabled) => {
      const path = `${unityCatalog}/metastores/${metastoreId}/systemschemas/${schema}`;
      return succeeded(admin.call(isEnabled ? 'PUT' : 'DELETE', path));
    },
    execute: async (statement) => {
      const pool = createPool(database.url, 1);
      await query(pool, statement);
      await pool.end();
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([workspace.close(), model[Symbol.asyncDispose]()]);
      await database[Symbol.asyncDispose]();
    },
  };
}

export const withStatus = (rows: readonly Row[], status: Row['status']): readonly string[] =>
  rows.filter((row) => row.status === status).map(({ id }) => id);

export const textOf = ({ detail, hint }: Row): string => withHint(detail, hint ?? '');

/** Settings that sign in by this token. */
export const token = (text: string): Env => ({
  DATABRICKS_TOKEN: text,
  DATABRICKS_CLIENT_ID: '',
  DATABRICKS_CLIENT_SECRET: '',
});

export const costSpace = `genie/${localSpaces.cost.spaceId}`;
export const warehouse = `warehouses/${warehouseId}`;
