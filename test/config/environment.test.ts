import { describe, expect, it } from 'vitest';
import { childEnvironment, neutralEnvironment } from '../../config/index.ts';
import { runProcess } from '../support/run-process.ts';

describe('the environment of a process that we start', () => {
  it('has the settings, what is added, and no second reading of a settings file', () => {
    const extra = { PORT: '1', ADDED: 'c', GONE: undefined };
    const base = { PORT: '2', TIME_ZONE: 'UTC', PATH: '/bin', HOME: '/h', TEMPORAL_TLS: 'x' };
    expect(childEnvironment(extra, base)).toEqual({
      ...base,
      PORT: '1',
      ADDED: 'c',
      ENV_FILE: 'none',
    });
  });

  it.each(['PGOPTIONS', 'PGSERVICE', 'PGSSLMODE', 'LANGSMITH_TRACING', 'OPENAI_BASE_URL', 'X'])(
    'has nothing of the shell for another program: %s',
    (name) => {
      expect(childEnvironment({}, { [name]: 'x' })).toEqual({ ENV_FILE: 'none' });
    },
  );

  it('can be free of every variable of the product and of Temporal', () => {
    const base = { PATH: '/bin', DATABASE_URL: 'x', TEMPORAL_NAMESPACE: 'y', ENV_FILE: '.env' };
    expect(neutralEnvironment(base)).toEqual({
      PATH: '/bin',
      ENV_FILE: 'none',
      TEMPORAL_CONFIG_FILE: expect.any(String),
    });
  });
});

describe('a proxy of the shell', () => {
  const local = 'localhost,127.0.0.1,::1,[::1]';

  it.each(['http_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'grpc_proxy'])(
    'is kept and not used for this machine: %s',
    (name) => {
      expect(childEnvironment({}, { [name]: 'http://proxy:1' })).toEqual({
        [name]: 'http://proxy:1',
        ENV_FILE: 'none',
        no_proxy: local,
        NO_PROXY: local,
      });
    },
  );

  it('leaves the hosts that have none as they are', () => {
    const base = { http_proxy: 'x', no_proxy: 'a.example', NO_PROXY: 'b.example, 127.0.0.1' };
    const { no_proxy: lower, NO_PROXY: upper } = childEnvironment({}, base);
    expect([lower, upper]).toEqual(
      Array(2).fill('a.example,b.example,127.0.0.1,localhost,::1,[::1]'),
    );
    const grpc = childEnvironment({}, { ...base, no_grpc_proxy: 'c.example' });
    expect(grpc['no_grpc_proxy']).toBe(`c.example,${local}`);
  });
});

describe('a process of the product', () => {
  it('forgets variables for other programs, before a library reads them', async () => {
    const script = `
      import pg from 'pg';
      import { loadDotEnv } from './config/index.ts';
      loadDotEnv();
      const { host, options, ssl } = new pg.Client('postgres://u@h/d');
      console.log(JSON.stringify({ host, options, ssl, user: process.env.PGUSER }));`;
    const { out } = await runProcess('--input-type=module', ['-e', script], {
      PGOPTIONS: '-c default_transaction_read_only=on',
      PGSSLMODE: 'require',
      PGHOST: 'elsewhere',
      PGUSER: 'somebody',
    });
    expect(JSON.parse(out)).toEqual({ host: 'h', ssl: false });
  });

  it('reaches this machine past a proxy that Node was told to use', async () => {
    const script = `
      import { createServer } from 'node:http';
      import { once } from 'node:events';
      import { loadDotEnv } from './config/index.ts';
      loadDotEnv();
      const server = createServer((_, reply) => reply.end('here')).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const reply = await fetch('http://127.0.0.1:' + server.address().port);
      console.log(await reply.text());
      process.exit();`;
    for (const use of [{ NODE_USE_ENV_PROXY: '1' }, { NODE_OPTIONS: '--use-env-proxy' }]) {
      const { out, err } = await runProcess('--input-type=module', ['-e', script], {
        ...use,
        http_proxy: 'http://127.0.0.1:9',
        HTTP_PROXY: 'http://127.0.0.1:9',
        no_proxy: undefined,
        NO_PROXY: undefined,
      });
      expect([out, err]).toEqual(['here\n', '']);
    }
  });
});
