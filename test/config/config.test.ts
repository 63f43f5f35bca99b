import { describe, expect, it } from 'vitest';
import {
  ConfigError,
  childEnvironment,
  describeOverrides,
  loadConfig,
  serviceUrl,
  productVariables,
  type ConfigProblem,
  type Environment,
} from '../../config/index.ts';

function problemsOf(env: Environment): readonly ConfigProblem[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the settings', () => {
  it('have a default for everything that one machine needs', () => {
    const config = loadConfig({});
    expect(config.api).toEqual({ host: '127.0.0.1', port: 8787, url: null, token: null });
    expect(config.auth).toMatchObject({ ways: [], publicUrl: null, trustedProxies: [] });
    expect(config.limits).toMatchObject({ genieTimeoutMs: 90_000, agentTimeoutMs: 100_000 });
    expect(config.local).toMatchObject({ genieSpeed: 'fast', genieQpm: 60, now: null });
    expect(config.databricks.host).toBeNull();
    expect(describeOverrides(config)).toEqual([]);
  });

  it('cannot be changed once read', () => {
    const config = loadConfig({});
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.databricks.spaces)).toBe(true);
  });

  it('take an empty variable for an unset one', () => {
    expect(loadConfig({ PORT: '', DATABRICKS_HOST: ' ' }).api.port).toBe(8787);
    expect(loadConfig({ DATABRICKS_HOST: ' ' }).databricks.host).toBeNull();
  });

  it.each([
    ['dbc-1.cloud.databricks.com', 'https://dbc-1.cloud.databricks.com'],
    ['https://dbc-1.cloud.databricks.com/', 'https://dbc-1.cloud.databricks.com'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ])('read the workspace %s as %s', (given, host) => {
    expect(loadConfig({ DATABRICKS_HOST: given }).databricks.host).toBe(host);
  });

  it('let the port of Databricks Apps win', () => {
    expect(loadConfig({ PORT: '1', DATABRICKS_APP_PORT: '8000' }).api.port).toBe(8000);
  });

  it('give the realistic workspace its five questions a minute', () => {
    expect(loadConfig({ LOCAL_GENIE_SPEED: 'realistic' }).local.genieQpm).toBe(5);
  });

  it('plant the incidents and decoys that are named', () => {
    const { local } = loadConfig({ LOCAL_INCIDENTS: 'retry-loop, lost-tags', LOCAL_DECOYS: 'all' });
    expect(local).toMatchObject({ incidents: 'retry-loop, lost-tags', decoys: 'all' });
    expect(loadConfig({}).local).toMatchObject({ incidents: null, decoys: null });
    expect(() => loadConfig({ LOCAL_INCIDENTS: 'retry-loop;lost-tags' })).toThrow(
      /LOCAL_INCIDENTS/,
    );
  });

  it('leave the temperature to the model unless it is set', () => {
    expect(loadConfig({}).model.temperature).toBeNull();
    expect(loadConfig({ LLM_TEMPERATURE: '0' }).model.temperature).toBe(0);
  });

  it('evaluate at two in the night, at another time, or never', () => {
    expect(loadConfig({}).evaluation).toEqual({
      cron: '0 2 * * *',
      quotaShare: 0.5,
      webhookUrl: null,
    });
    expect(loadConfig({ EVALUATION_CRON: '@every 30s' }).evaluation.cron).toBe('@every 30s');
    expect(loadConfig({ EVALUATION_CRON: 'off' }).evaluation.cron).toBeNull();
  });

  it('read who may ask a domain', () => {
    expect(
      loadConfig({ DOMAIN_ACCESS: 'security=sec-team|admins;cost=finops' }).domainAccess,
    ).toEqual({ security: ['sec-team', 'admins'], cost: ['finops'] });
  });
});

describe('settings that cannot be used', () => {
  it('are told all together, each with what was found and what is expected', () => {
    const env = { PORT: 'http', TIME_ZONE: 'Mars', GENIE_TIMEOUT_SECONDS: '120' };
    expect(problemsOf(env)).toEqual([
      { variable: 'PORT', found: '"http"', expected: 'a TCP port, a whole number from 0 to 65535' },
      { variable: 'TIME_ZONE', found: '"Mars"', expected: expect.stringContaining('IANA') },
      {
        variable: 'AGENT_TIMEOUT_SECONDS',
        found: 'nothing',
        expected: expect.stringContaining('at least GENIE_TIMEOUT_SECONDS (120)'),
      },
    ]);
    expect(() => loadConfig(env)).toThrow(/PORT: found "http"; expected[^]*TIME_ZONE[^]*AGENT_/);
  });

  it.each([
    [{ DATABRICKS_HOST: 'http://dbc-1.cloud.databricks.com' }, 'DATABRICKS_HOST'],
    [{ DATABRICKS_CLIENT_ID: 'app' }, 'DATABRICKS_CLIENT_SECRET'],
    [{ LLM_ENDPOINT: 'https://models.example.com/v1' }, 'LLM_MODEL'],
    [{ DOMAIN_ACCESS: 'finance=all' }, 'DOMAIN_ACCESS'],
    [{ DOMAIN_ACCESS: 'cost' }, 'DOMAIN_ACCESS'],
    [{ TEMPORAL_ADDRESS: 'https://temporal.example.com' }, 'TEMPORAL_ADDRESS'],
    [{ DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL'],
    [{ LLM_TEMPERATURE: '3' }, 'LLM_TEMPERATURE'],
    [{ LOCAL_NOW: 'yesterday' }, 'LOCAL_NOW'],
    [{ PINNED_NOW: '1999-01-01T00:00:00Z' }, 'PINNED_NOW'],
    [{ EVALUATION_CRON: 'every night' }, 'EVALUATION_CRON'],
    [{ EVALUATION_CRON: '0 2 * *' }, 'EVALUATION_CRON'],
    [{ EVALUATION_QUOTA_SHARE: '0' }, 'EVALUATION_QUOTA_SHARE'],
    [{ EVALUATION_QUOTA_SHARE: '50' }, 'EVALUATION_QUOTA_SHARE'],
    [{ EVALUATION_WEBHOOK_URL: 'hooks.slack.com/x' }, 'EVALUATION_WEBHOOK_URL'],
    [{ VECTOR_SEARCH_ENDPOINT: 'e' }, 'VECTOR_SEARCH_INDEX'],
    [{ VECTOR_SEARCH_ENDPOINT: 'e', VECTOR_SEARCH_INDEX: 'runbooks' }, 'VECTOR_SEARCH_INDEX'],
    [{ TAVILY_API_KEY: 'tvly 1' }, 'TAVILY_API_KEY'],
    [{ TAVILY_BASE_URL: 'http://tavily.example.com' }, 'TAVILY_BASE_URL'],
    [{ WEB_SEARCH_DOMAINS: 'https://docs.databricks.com' }, 'WEB_SEARCH_DOMAINS'],
    [{ WEB_SEARCH_DAILY_CREDITS: '0' }, 'WEB_SEARCH_DAILY_CREDITS'],
    [{ MAX_BUDGET_SECONDS: '14' }, 'MAX_BUDGET_SECONDS'],
    [{ MEMORY_STORE: 'redis' }, 'MEMORY_STORE'],
    [{ DATABASE_PREPARED_STATEMENTS: 'maybe' }, 'DATABASE_PREPARED_STATEMENTS'],
    [{ COST_GENIE_SPACE_ID: 'a b' }, 'COST_GENIE_SPACE_ID'],
  ])('%o is refused at %s', (env, variable) => {
    expect(problemsOf(env).map((problem) => problem.variable)).toEqual([variable]);
  });

  const apart = { MEMORY_STORE: 'databricks', DATABRICKS_HOST: 'https://w.example.com' };
  const tables = {
    SHORT_TERM_MEMORY_TABLE: 'main.health.short',
    LONG_TERM_MEMORY_TABLE: 'main.health.long',
  };

  it.each([
    [apart, ['SHORT_TERM_MEMORY_TABLE', 'LONG_TERM_MEMORY_TABLE', 'DATABRICKS_WAREHOUSE_ID']],
    [{ ...apart, ...tables }, ['DATABRICKS_WAREHOUSE_ID']],
    [{ ...tables, LONG_TERM_MEMORY_TABLE: 'main.health.short' }, ['LONG_TERM_MEMORY_TABLE']],
    [{ SHORT_TERM_MEMORY_TABLE: 'short' }, ['SHORT_TERM_MEMORY_TABLE']],
    [{ DATABRICKS_SQL_URL: 'http://w.example.com' }, ['DATABRICKS_SQL_URL']],
    [{ DATABRICKS_SQL_CA_FILE: '/nowhere/ca.pem' }, ['DATABRICKS_SQL_CA_FILE']],
    [
      { ...apart, DATABRICKS_CLIENT_ID: 'id', ...tables, DATABRICKS_WAREHOUSE_ID: 'w' },
      ['DATABRICKS_CLIENT_SECRET'],
    ],
  ])('of memory on a warehouse that is incomplete, %o, name %o', (env, variables) => {
    expect(problemsOf(env).map((problem) => problem.variable)).toEqual(variables);
  });

  const endpoint = { LAKEBASE_ENDPOINT: 'projects/p/branches/b/endpoints/e' };
  const workspace = { DATABRICKS_HOST: 'https://w.example.com' };

  it.each([
    [endpoint, ['DATABASE_URL', 'DATABRICKS_HOST']],
    [
      {
        ...endpoint,
        ...workspace,
        DATABASE_URL: 'postgres://u:p@db.example.com/d?sslmode=require',
      },
      ['DATABASE_URL'],
    ],
    [
      { ...endpoint, ...workspace, DATABASE_URL: 'postgres://u@db.example.com/d' },
      ['DATABASE_URL'],
    ],
    [
      { ...endpoint, ...workspace, DATABASE_URL: 'postgres://db.example.com/d?sslmode=require' },
      ['DATABASE_URL'],
    ],
    [
      { ...endpoint, ...workspace, DATABASE_URL: 'postgres://u@db.example.com/d?sslmode=require' },
      [],
    ],
    [{ LAKEBASE_ENDPOINT: 'my-database' }, ['LAKEBASE_ENDPOINT']],
  ])('of Lakebase, %o, name %o', (env, variables) => {
    expect(problemsOf(env).map((problem) => problem.variable)).toEqual(variables);
  });

  it('takes the former name of memory on a warehouse', () => {
    expect(loadConfig({ MEMORY_STORE: 'databricks-sql' }).memory.store).toBe('databricks');
  });

  it('never show a secret', () => {
    const found = problemsOf({
      DATABASE_URL: 'mysql://me:hunter2@localhost/x',
      DATABRICKS_CLIENT_SECRET: 'hunter2',
    }).map((problem) => problem.found);
    expect(found).toEqual(['"mysql://***@localhost/x"', 'a secret of 7 characters']);
  });
});

describe('what is set', () => {
  it('is said by host, without its secrets', () => {
    const lines = describeOverrides(
      loadConfig({
        DATABRICKS_HOST: 'dbc-1.cloud.databricks.com',
        DATABASE_URL: 'postgres://me:hunter2@db.example.com:5432/health',
        TEMPORAL_ADDRESS: 'temporal.example.com:7233',
        PINNED_NOW: '2026-11-20T08:00:00Z',
      }),
    );
    expect(lines).toHaveLength(4);
    expect(lines.at(-1)).toBe('PINNED_NOW is set: 2026-11-20T08:00:00Z is taken for now.');
    expect(lines.join('\n')).toMatch(/dbc-1\.cloud[^]*db\.example\.com:5432[^]*temporal\.example/);
    expect(lines.join('\n')).not.toContain('hunter2');
  });
});

describe('the address that the API listens at', () => {
  it.each([
    ['[::1]', '::1', 'http://[::1]:80'],
    ['::1', '::1', 'http://[::1]:80'],
    ['::', '::', 'http://[::1]:80'],
    ['0.0.0.0', '0.0.0.0', 'http://127.0.0.1:80'],
    ['localhost', 'localhost', 'http://localhost:80'],
    ['127.0.0.2', '127.0.0.2', 'http://127.0.0.2:80'],
  ])('%s is listened at as %s and reached at %s', (given, host, url) => {
    expect(loadConfig({ HOST: given }).api.host).toBe(host);
    expect(serviceUrl(host, 80)).toBe(url);
    expect(URL.canParse(url)).toBe(true);
  });

  it.each(['fe80::1%eth0', '[::1]:80', 'localhost:80', 'http://localhost', '::g', '*', 'a b'])(
    '%s is refused',
    (given) => {
      expect(problemsOf({ HOST: given }).map(({ variable }) => variable)).toEqual(['HOST']);
    },
  );
});

describe('the cache', () => {
  const cacheOf = (env: Environment) => loadConfig({ LOCAL_DIR: '/state', ...env }).local.cacheDir;

  it('is where XDG_CACHE_HOME says, unless that is a relative path', () => {
    expect(cacheOf({ XDG_CACHE_HOME: '/cache' })).toBe('/cache/health-monitor');
    expect(cacheOf({ XDG_CACHE_HOME: 'cache' })).toBe(cacheOf({}));
  });
});

describe('settings without effect', () => {
  it('are named when a start would ignore them', () => {
    const config = loadConfig({ DATABRICKS_TOKEN: 'dapi-1', COST_GENIE_SPACE_ID: 'space' });
    expect(describeOverrides(config)).toEqual([
      'DATABRICKS_HOST is not set, so these have no effect: DATABRICKS_TOKEN, COST_GENIE_SPACE_ID.',
    ]);
  });
});

describe('a test run', () => {
  it('inherits no variable of the product or of Temporal', () => {
    const inherited = Object.keys(childEnvironment({})).filter(
      (name) => productVariables.includes(name) || name.startsWith('TEMPORAL_'),
    );
    expect(inherited).toEqual(['ENV_FILE', 'TEMPORAL_CONFIG_FILE']);
    expect(childEnvironment({})['ENV_FILE']).toBe('none');
  });
});
