import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { neutralEnvironment } from '../../config/index.ts';
import { domains } from '../../domain/domains.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { freePorts } from '../../local/ports.ts';
import { localSpaces } from '../../local/workspace/genie/spaces.ts';
import { localClientId } from '../../local/workspace/oauth/known-principals.ts';
import { warehouseId } from '../../local/workspace/warehouses/store.ts';
import { root } from '../support/sources.ts';
import { createStackBench } from '../support/stack.ts';
import type { StackBench } from '../support/stack.ts';

const App = z.object({
  command: z.tuple([z.string()], z.string()),
  env: z.array(
    z.object({ name: z.string(), value: z.string().optional(), valueFrom: z.string().optional() }),
  ),
});
const app = App.parse(parse(readFileSync(join(root, 'app.yaml'), 'utf8')));
const publicHost = 'health-monitor-123.aws.databricksapps.com';

let bench: StackBench;
let port: number;
let child: ChildProcess;
let printed = '';

beforeAll(async () => {
  bench = await createStackBench();
  await bench.start().ready;
  ({ app: port } = await freePorts(['app']));
  const [command, ...args] = app.command;
  child = spawn(command, args, {
    cwd: root,
    // A group of its own, as npm and the API end together.
    detached: true,
    env: { ...neutralEnvironment(), ...platform(), ...settings() },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout?.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  await vi.waitFor(() => expect(printed).toContain('"msg":"ready"'), { timeout: 60_000 });
});
afterAll(async () => {
  if (child?.exitCode === null && child.pid !== undefined) {
    const gone = once(child, 'exit');
    process.kill(-child.pid, 'SIGTERM');
    await gone;
  }
  await bench?.[Symbol.asyncDispose]();
});

/** What the platform sets by itself. */
const platform = (): Record<string, string> => ({
  DATABRICKS_HOST: bench.file().workspace.url,
  DATABRICKS_CLIENT_ID: localClientId,
  DATABRICKS_CLIENT_SECRET: bench.file().workspace.token ?? '',
  DATABRICKS_APP_NAME: 'health-monitor',
  DATABRICKS_APP_URL: publicHost,
  DATABRICKS_APP_PORT: String(port),
  PORT: String(port),
});

/** The settings of app.yaml, with resources of the local stack. Its server has no TLS, and no Lakebase is there. */
function settings(): Record<string, string> {
  const { postgres, temporal } = bench.file();
  const spaces = domains.map(
    (domain) => [`${domain}-genie-space`, localSpaces[domain].spaceId] as const,
  );
  const resources: Readonly<Record<string, string>> = {
    ...Object.fromEntries(spaces),
    'database-url': postgres.url,
    postgres: '',
    warehouse: warehouseId,
    'temporal-address': temporal.address,
    'temporal-namespace': 'default',
    'temporal-api-key': 'a-key',
  };
  const pairs = app.env.map(({ name, value, valueFrom = '' }) => {
    const text = value ?? resources[valueFrom];
    if (text === undefined) throw new Error(`${name}: the app has no resource ${valueFrom}`);
    return [name, text] as const;
  });
  return { ...Object.fromEntries(pairs), TEMPORAL_TLS: 'false' };
}

/** As the platform's proxy passes a request of a person on. */
async function send(path: string, user: string | null, body?: object) {
  const named =
    user === null ? {} : { 'x-forwarded-user': user, 'x-forwarded-email': `${user}@example.com` };
  const sent = request(`http://127.0.0.1:${port}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      host: publicHost,
      'x-forwarded-host': publicHost,
      'x-request-id': 'r-1',
      ...named,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
  });
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const part of reply) text += String(part);
  return { status: reply.statusCode, text };
}

describe('the app of app.yaml', () => {
  it('serves its page, lets in whom the proxy names, and nobody else', async () => {
    expect((await send('/', 'ada')).text).toContain('<!doctype html>');
    expect(JSON.parse((await send('/v1/sign-in', 'ada')).text)).toMatchObject({
      caller: { id: 'databricks:ada' },
    });
    expect((await send('/v1/agents', null)).status).toBe(401);
    expect((await send('/v1/agents', 'ada')).status).toBe(200);
  });

  it('reaches database, Temporal and workspace', async () => {
    const { status, text } = await send('/readyz', 'ada');
    expect([status, text]).toEqual([200, expect.stringContaining('"status":"ok"')]);
  });

  it('answers a question, of its owner only', async () => {
    const question = {
      question: 'Which jobs failed in the last 7 days?',
      domains: ['reliability'],
    };
    const asked = await send('/v1/investigations', 'ada', question);
    expect(asked.status).toBe(202);
    const { id } = JSON.parse(asked.text) as Investigation;
    const read = async () =>
      JSON.parse(
        (await send(`/v1/investigations/${id}?waitSeconds=10`, 'ada')).text,
      ) as Investigation;
    let found = await read();
    for (let n = 0; n < 6 && found.finishedAt === null; n += 1) found = await read();
    expect(found.status).toBe('completed');
    expect((await send(`/v1/investigations/${id}`, 'eve')).status).toBe(404);
  });

  it('ends within the time that the platform gives', async () => {
    const gone = once(child, 'exit');
    process.kill(child.pid ?? 0, 'SIGTERM');
    const late = delay(15_000, 'late', { ref: false });
    expect(await Promise.race([gone.then(() => 'ended'), late])).toBe('ended');
  });
});
