import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { domains } from '../../../domain/domains.ts';
import { localSpaces } from '../../../local/workspace/genie/spaces.ts';
import { localClientId } from '../../../local/workspace/oauth/known-principals.ts';
import { metastoreId } from '../../../local/workspace/permissions/system-schemas.ts';
import { freePorts } from '../../../local/ports.ts';
import { createWorkspaceControl } from '../../support/workspace-control.ts';
import {
  costSpace,
  openInstallation,
  everySchema,
  schemas,
  textOf,
  token,
  warehouse,
  withStatus,
} from './bench.ts';
import type { Env, Installation } from './bench.ts';

let installation: Installation;
let nobody: string;
beforeAll(async () => {
  installation = await openInstallation();
  nobody = `127.0.0.1:${(await freePorts(['nobody'])).nobody}`;
}, 120_000);
afterAll(() => installation[Symbol.asyncDispose]());

const sp = `\`${localClientId}\``;

describe('where all is well', () => {
  it('every line is green, and names what was found', async () => {
    const rows = await installation.rows();
    expect(withStatus(rows, 'ok')).toEqual(rows.map(({ id }) => id));
    const said = Object.fromEntries(rows.map((row) => [row.id, row.detail]));
    expect(said).toMatchObject({
      'sign-in': `health-monitor (${localClientId}), by OAuth client credentials (DATABRICKS_CLIENT_ID).`,
      'space.cost': 'Cost of the platform: CAN RUN.',
      warehouses: 'prod-serving (a1b2c3d4e5f60001) can be used.',
      'schema.query': 'SELECT on history.',
      temporal: expect.stringMatching(/ answers \(server 1\.\d+\.\d+\); it has default\.$/),
      postgres: expect.stringMatching(/ answers; its schema is the newest\.$/),
    });
    expect(rows.flatMap(({ id }) => id.match(/^schema\.(.*)$/)?.[1] ?? []).toSorted()).toEqual(
      [...schemas, 'information_schema'].toSorted(),
    );
  });

  it('Genie is asked nothing', async () => {
    const { requests, questions } = createWorkspaceControl(installation.workspace.url);
    const before = (await requests()).at(-1)?.n ?? 0;
    await installation.rows();
    expect((await requests(before)).length).toBeGreaterThan(20);
    expect(await questions(before)).toEqual([]);
  });

  it('what is not set is yellow with the setting', async () => {
    const rows = await installation.rows({
      LLM_ENDPOINT: '',
      LLM_MODEL: '',
      QUALITY_GENIE_SPACE_ID: '',
    });
    expect(withStatus(rows, 'warn')).toEqual(['space.quality', 'model']);
    expect(withStatus(rows, 'fail')).toEqual([]);
    const said = rows.filter(({ status }) => status === 'warn').map(textOf);
    expect(said[0]).toContain('Set QUALITY_GENIE_SPACE_ID');
    expect(said[1]).toMatch(/fixed rules.*LLM_ENDPOINT/);
  });

  it('a token that may not see who may ask a space leaves that open', async () => {
    const rows = await installation.rows(token(await installation.tokenWith('genie sql')));
    expect(withStatus(rows, 'fail')).toEqual([]);
    expect(withStatus(rows, 'warn')).toEqual(domains.map((domain) => `space.${domain}`));
  });

  it('a warehouse that is stopped is no fault', async () => {
    await installation.admin.post('/api/2.0/sql/warehouses/a1b2c3d4e5f60001/stop', {});
    const rows = await installation.rows();
    expect(withStatus(rows, 'fail')).toEqual([]);
    expect(rows.find(({ id }) => id === 'warehouses')?.detail).toMatch(/was STOPPED/);
  });

  it('only the schemas are looked at that the configured domains need', async () => {
    const none = Object.fromEntries(
      domains
        .filter((domain) => domain !== 'cost')
        .map((domain) => [`${domain.toUpperCase()}_GENIE_SPACE_ID`, '']),
    );
    await installation.setSelect('data_classification', 'remove');
    const rows = await installation.rows(none);
    await installation.setSelect('data_classification', 'add');
    expect(withStatus(rows, 'fail')).toEqual([]);
    expect(rows.map(({ id }) => id)).toContain('schema.billing');
    expect(rows.map(({ id }) => id)).not.toContain('schema.data_classification');
  });
});

describe('a grant that is taken away', () => {
  it.each(domains)('CAN RUN on the space of %s', async (domain) => {
    const { spaceId } = localSpaces[domain];
    await installation.setLevel(`genie/${spaceId}`, 'CAN_VIEW');
    const said = await installation.onlyRed(`space.${domain}`);
    await installation.setLevel(`genie/${spaceId}`, 'CAN_RUN');
    expect(said).toMatch(/only CAN VIEW\./);
    const room = `${installation.workspace.url}/genie/rooms/${spaceId}`;
    expect(said.endsWith(`Open ${room}, Share, and give ${sp} CAN RUN.`)).toBe(true);
  });

  it('all of a space, which is hidden then', async () => {
    await installation.setLevel(costSpace, null);
    const said = await installation.onlyRed('space.cost');
    await installation.setLevel(costSpace, 'CAN_RUN');
    expect(said).toMatch(/Check COST_GENIE_SPACE_ID; if it is right, open .* CAN RUN\.$/);
  });

  it.each([null, 'CAN_VIEW'])('CAN USE on the warehouse, with %s left', async (level) => {
    await installation.setLevel(warehouse, level);
    const said = await installation.onlyRed('warehouses');
    await installation.setLevel(warehouse, 'CAN_USE');
    const page = `${installation.workspace.url}/sql/warehouses/a1b2c3d4e5f60001`;
    expect(said.endsWith(`Open ${page}, Permissions, and give ${sp} CAN USE.`)).toBe(true);
  });

  it.each(schemas)('SELECT on system.%s', async (schema) => {
    await installation.setSelect(schema, 'remove');
    const said = await installation.onlyRed(`schema.${schema}`);
    await installation.setSelect(schema, 'add');
    expect(said).toMatch(/INSUFFICIENT_PERMISSIONS/);
    const grant = `GRANT USE SCHEMA, SELECT ON SCHEMA system.${schema} TO ${sp};`;
    expect(said.endsWith(`GRANT USE CATALOG ON CATALOG system TO ${sp}; ${grant}`)).toBe(true);
  });
});

describe('a system schema that is not enabled', () => {
  it.each(everySchema)('%s', async (schema) => {
    await installation.setEnabled(schema, false);
    const said = await installation.onlyRed(`schema.${schema}`);
    await installation.setEnabled(schema, true);
    expect(said).toContain(`databricks system-schemas enable ${metastoreId} ${schema} `);
  });
});

describe('a sign-in that does not work', () => {
  it('for a wrong token names the variable', async () => {
    expect(await installation.onlyRed('sign-in', token('dapi-wrong'))).toMatch(
      /put it into DATABRICKS_TOKEN\.$/,
    );
  });

  it('for a wrong secret names both variables', async () => {
    const said = await installation.onlyRed('sign-in', {
      DATABRICKS_CLIENT_SECRET: 'not-the-secret',
    });
    expect(said).toMatch(/into DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET\.$/);
  });

  it('for a token that has ended asks for a new one', async () => {
    const ended = await installation.tokenWith('all-apis');
    const { setFaults } = createWorkspaceControl(installation.workspace.url);
    await setFaults([{ match: { path: '/scim/' }, fault: { kind: 'tokenExpired' }, times: 1 }]);
    expect(await installation.onlyRed('sign-in', token(ended))).toMatch(
      /expired.* Make a new token/,
    );
    expect(await installation.onlyRed('sign-in', token(ended))).toMatch(/Make a new token/);
  });

  it('without any credentials names all ways', async () => {
    expect(await installation.onlyRed('sign-in', token(''))).toMatch(
      /Set DATABRICKS_TOKEN, or DATABRICKS_CLIENT/,
    );
  });

  it('leaves out what needs it, and looks at the rest', async () => {
    const rows = await installation.rows(token('dapi-wrong'));
    const sound = 'settings workspace model temporal postgres identity tools hosts';
    expect(withStatus(rows, 'ok').join(' ')).toBe(sound);
    const skipped = rows.filter(({ status }) => status === 'skipped');
    expect(new Set(skipped.map(({ detail }) => detail))).toEqual(new Set(['needs Sign-in']));
  });
});

describe('a scope that the token lacks', () => {
  const all = ['genie', 'sql', 'model-serving', 'unity-catalog', 'access-management'];
  it.each([
    ['genie', 'genie'],
    ['sql', 'warehouses'],
    ['model-serving', 'model'],
  ])('%s turns %s red', async (scope, id) => {
    const scopes = all.filter((one) => one !== scope).join(' ');
    const env = {
      ...token(await installation.tokenWith(scopes)),
      LLM_ENDPOINT: 'databricks-gpt-oss-120b',
    };
    const said = await installation.onlyRed(id, env);
    expect(said).toMatch(new RegExp(`Add the scope ${scope} to the token`));
  });
});

describe('a server that is gone', () => {
  it('the workspace', async () => {
    const said = await installation.onlyRed('workspace', { DATABRICKS_HOST: `http://${nobody}` });
    expect(said).toMatch(/does not answer\. Check DATABRICKS_HOST/);
  });

  it.each([200, 303] as const)(
    'the workspace, with a page of somebody else (%i)',
    async (status) => {
      const { setFaults } = createWorkspaceControl(installation.workspace.url);
      await setFaults([{ fault: { kind: 'loginPage', status } }]);
      const said = await installation.onlyRed('workspace');
      await setFaults([]);
      expect(said).toMatch(/Check DATABRICKS_HOST/);
    },
  );

  it.each([
    ['the workspace', '/', 'workspace'],
    ['who signs people in', '/scim/', 'sign-in'],
    ['the SQL warehouse', '/api/2.0/sql/', 'warehouses'],
  ])('%s, which hangs', async (_, path, id) => {
    const { setFaults } = createWorkspaceControl(installation.workspace.url);
    await setFaults([{ match: { path }, fault: { kind: 'hang' } }]);
    const startedMs = performance.now();
    const said = await installation.onlyRed(id, {}, 1_500);
    await setFaults([]);
    expect(said).toMatch(/No answer within|does not answer/);
    expect(performance.now() - startedMs).toBeLessThan(10_000);
  });

  it('the model, which is away, refuses the key, or has another name', async () => {
    expect(await installation.onlyRed('model', { LLM_ENDPOINT: `http://${nobody}/v1` })).toMatch(
      /LLM_ENDPOINT/,
    );
    installation.model.behave({ status: 401 });
    expect(await installation.onlyRed('model')).toMatch(
      /refuses the key with status 401\. Set a new LLM_API_KEY/,
    );
    installation.model.behave({ status: 200 });
    const rows = await installation.rows({ LLM_MODEL: 'other' });
    expect(withStatus(rows, 'warn')).toEqual(['model']);
  });

  it('the serving endpoint', async () => {
    expect(await installation.onlyRed('model', { LLM_ENDPOINT: 'nothing-of-ours' })).toMatch(
      /does not exist: nothing-of-ours.*LLM_ENDPOINT/,
    );
  });

  it('a warehouse that is set', async () => {
    const said = await installation.onlyRed('warehouses', { DATABRICKS_WAREHOUSE_ID: 'gone' });
    expect(said).toMatch(
      /can be used\. .*gone does not exist\. Choose .* DATABRICKS_WAREHOUSE_ID\.$/,
    );
  });

  it('Temporal, or its namespace', async () => {
    expect(await installation.onlyRed('temporal', { TEMPORAL_ADDRESS: nobody }, 1_500)).toMatch(
      /does not answer\. .*TEMPORAL_ADDRESS/,
    );
    expect(await installation.onlyRed('temporal', { TEMPORAL_NAMESPACE: 'health' })).toMatch(
      /no namespace health\. temporal operator namespace create --namespace health/,
    );
  });

  it('PostgreSQL, its database, or our password', async () => {
    const changed = (change: (url: URL) => void): Env => {
      const url = new URL(installation.env['DATABASE_URL'] ?? '');
      change(url);
      return { DATABASE_URL: url.href };
    };
    const gone = changed((url) => {
      url.host = nobody;
    });
    expect(await installation.onlyRed('postgres', gone)).toMatch(
      /does not answer.*correct DATABASE_URL/,
    );
    const other = changed((url) => {
      url.pathname = 'no_such_database';
    });
    expect(await installation.onlyRed('postgres', other)).toMatch(/no such database\. Create it/);
    const wrong = changed((url) => {
      url.password = 'not-the-password';
    });
    expect(await installation.onlyRed('postgres', wrong)).toMatch(/refuses the password/);
  });

  it('the newest schema of PostgreSQL', async () => {
    await installation.execute("delete from migrations where name = '0001_investigations'");
    expect(await installation.onlyRed('postgres')).toMatch(
      /not run: 0001_investigations\. npm run migrate$/,
    );
    await installation.execute('drop table migrations');
    expect(await installation.onlyRed('postgres')).toMatch(/npm run migrate$/);
  });
});
