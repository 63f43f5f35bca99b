import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { forEachDomain, domains, spaceSettingOf } from '../../../domain/domains.ts';
import { loadSecrets } from '../../../local/state.ts';
import { localSpaces } from '../../../local/workspace/genie/spaces.ts';
import { localClientId } from '../../../local/workspace/oauth/principals.ts';
import { audience, startIssuer } from '../../adapters/oidc/issuer.ts';
import type { Issuer } from '../../adapters/oidc/issuer.ts';
import { createModelServer } from '../../support/model-server.ts';
import type { ModelServer } from '../../support/model-server.ts';
import { createService } from '../../support/service.ts';
import type { Service } from '../../support/service.ts';
import { createStackBench } from '../../support/stack.ts';
import type { StackBench } from '../../support/stack.ts';
import { createTavilyServer } from '../../support/tavily-server.ts';
import type { TavilyServer } from '../../support/tavily-server.ts';
import { createEchoServer } from './echo-server.ts';
import type { EchoServer } from './echo-server.ts';
import { secretsIn, secretsInDatabase, secretsInFiles } from './find-secrets.ts';
import type { Secrets } from './find-secrets.ts';

const planted = (name: string): string => `planted-${name}-${randomBytes(18).toString('hex')}`;
const given = {
  'key of the model': planted('model'),
  'key of Tavily': planted('tavily'),
  'secret of the OIDC client': planted('oidc'),
  'header of the collector': planted('collector'),
  'token of MLflow': planted('mlflow'),
  'path of the webhook of digests': planted('digests'),
  'path of the webhook of evaluations': planted('evaluations'),
  'path of the webhook of a person': planted('person'),
} as const;

/** Where a secret may stand, and nowhere else. */
const allowed = [
  // Files of the stack of one machine, for their owner alone; how commands find the stack.
  'secrets.json: password of the database',
  'stack.json: password of the database',
  'stack.json: key of the operator',
  // Both are sent or signed with again, so a hash would not do.
  'webhook_secrets: secret of a webhook',
  'webhooks: path of the webhook of a person',
].toSorted();

let world: StackBench;
let bench: StackBench;
let echo: EchoServer;
let model: ModelServer;
let tavily: TavilyServer;
let issuer: Issuer;
let service: Service;
let secrets: Secrets;
let key = '';
const replies: string[] = [];

const question = 'Which jobs failed in the last 7 days?';
const spaces = forEachDomain((domain) => localSpaces[domain].spaceId);
const settings = (): Record<string, string> => ({
  ...Object.fromEntries(domains.map((domain) => [spaceSettingOf(domain), spaces[domain]])),
  DATABRICKS_HOST: world.file().workspace.url,
  DATABRICKS_CLIENT_ID: localClientId,
  DATABRICKS_CLIENT_SECRET: world.file().workspace.token ?? '',
  GENIE_QUESTIONS_PER_MINUTE: '60',
  GENIE_FIRST_LOOK_SECONDS: '0.3',
  AUTH: 'api-keys,oidc',
  PUBLIC_URL: `http://127.0.0.1:${bench.port}`,
  OIDC_ISSUER: issuer.url,
  OIDC_AUDIENCE: audience,
  OIDC_CLIENT_ID: 'page',
  OIDC_CLIENT_SECRET: given['secret of the OIDC client'],
  LLM_ENDPOINT: `${echo.url}/model/v1`,
  LLM_MODEL: 'scripted',
  LLM_API_KEY: given['key of the model'],
  TAVILY_API_KEY: given['key of Tavily'],
  TAVILY_BASE_URL: `${echo.url}/tavily`,
  OTEL_EXPORTER_OTLP_ENDPOINT: `${echo.url}/collector`,
  OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${given['header of the collector']}`,
  MLFLOW_TRACKING_URI: `${echo.url}/mlflow`,
  MLFLOW_TRACKING_TOKEN: given['token of MLflow'],
  DIGEST_WEBHOOK_URL: `${echo.url}/digest/${given['path of the webhook of digests']}`,
  EVALUATION_WEBHOOK_URL: `${echo.url}/fall/${given['path of the webhook of evaluations']}`,
  WEBHOOK_LOOPBACK: 'on',
});

beforeAll(async () => {
  [echo, model, tavily, issuer, world, bench] = await Promise.all([
    createEchoServer(),
    createModelServer({
      domains: ['reliability'],
      questions: { reliability: question },
      pieces: ['Jobs failed. '],
    }),
    createTavilyServer(),
    startIssuer(),
    createStackBench(),
    createStackBench(),
  ]);
  await world.start().ready;
  await bench.start(['--production'], settings()).ready;
  key = bench.file().production?.key ?? '';
  service = createService(bench.file().api.url, key);
  secrets = {
    ...given,
    'secret of the client of the workspace': world.file().workspace.token ?? '',
    'password of the database': loadSecrets(bench.localDir).postgresPassword,
    'key of the operator': key,
  };
}, 300_000);
afterAll(async () => {
  const all = [bench, world, issuer, tavily, model, echo];
  for (const one of all) await one?.[Symbol.asyncDispose]();
});

/** Sends as a browser or a program, and keeps the reply's text. */
async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const reply = await fetch(`${bench.file().api.url}${path}`, { redirect: 'manual', ...init });
  const text = await reply.text();
  replies.push(`${reply.status} ${path} ${text}`);
  return new Response(reply.status === 204 ? null : text, reply);
}
const withKey = { authorization: '' };
const json = { 'content-type': 'application/json' };
const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  send(path, {
    method: 'POST',
    headers: { ...withKey, ...json, ...headers },
    body: JSON.stringify(body),
  });
const cookieOf = (reply: Response): string => reply.headers.get('set-cookie')?.split(';')[0] ?? '';

/** Signs in by key and at the issuer, and fails to in the ways that there are. */
async function signIn(): Promise<readonly string[]> {
  const { url } = bench.file().api;
  const own = { origin: url, 'sec-fetch-site': 'same-origin', authorization: `Bearer ${key}` };
  const byKey = await fetch(`${url}/v1/sign-in`, {
    method: 'POST',
    headers: { ...json, ...own },
    body: JSON.stringify({ key }),
  });
  const first = cookieOf(byKey);
  expect(first).not.toBe('');
  const cookies = [first];
  for (const isRefused of [false, true]) {
    issuer.server.service.once(
      'beforeResponse',
      (
        reply: { body: unknown; statusCode: number },
        request: { headers: object; body: object },
      ) => {
        if (!isRefused) return;
        Object.assign(reply, {
          statusCode: 401,
          body: {
            error: 'invalid_client',
            error_description: JSON.stringify([request.headers, request.body]),
          },
        });
      },
    );
    const begun = await send('/v1/sign-in/oidc?returnTo=%2F');
    const back = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' });
    const { search } = new URL(back.headers.get('location') ?? '');
    const done = await send(`/v1/sign-in/oidc/callback${search}`, {
      headers: { cookie: cookieOf(begun) },
    });
    cookies.push(cookieOf(begun), ...(isRefused ? [] : [cookieOf(done)]));
  }
  for (const cookie of cookies) await send('/v1/agents', { headers: { cookie } });
  for (const wrong of [`${key}x`, key.slice(1), `Basic ${key}`])
    await send('/v1/agents', { headers: { authorization: `Bearer ${wrong}` } });
  await post('/v1/sign-in', { key: `${key}x` }, own);
  await send(`/v1/agents?key=${'x'}&cookie=1`);
  return cookies
    .map((cookie) => cookie.slice(cookie.indexOf('=') + 1))
    .filter((text) => text !== '');
}

/** Asks while everybody answers, then while everybody tells back what they were sent. */
async function ask(): Promise<string> {
  echo.pass('/model/v1', model.url);
  echo.pass('/tavily', tavily.url);
  let asked = '';
  for (const isAnswered of [true, false, false]) {
    if (!isAnswered) for (const prefix of ['/model/v1', '/tavily']) echo.pass(prefix, null);
    const { id } = await service.ask({ question, tools: ['web_search'] });
    const done = await service.ended(id, 60_000);
    expect(done.status).toBe('completed');
    replies.push(JSON.stringify(done));
    replies.push(JSON.stringify(await service.events(id)));
    if (!isAnswered) asked = id;
  }
  return asked;
}

/** A webhook of a person, and a digest that is posted; neither is taken. */
async function tell(): Promise<string> {
  const url = `${echo.url}/person/${given['path of the webhook of a person']}`;
  const made = await service.post('/v1/webhooks', { url });
  expect(made.status).toBe(201);
  const { id, secret } = (await made.json()) as { id: string; secret: string };
  await post(`/v1/webhooks/${id}/test`, {});
  const digest = await post('/v1/digests', {
    name: 'planted',
    questions: [question],
    post: true,
  });
  const { id: digestId } = (await digest.json()) as { id: string };
  await post(`/v1/digests/${digestId}/trigger`, {});
  const reached = (prefix: string) => echo.asked().some(({ path }) => path.startsWith(prefix));
  await vi.waitFor(
    () => {
      for (const prefix of ['/person/', '/digest/', '/collector', '/mlflow'])
        expect([prefix, reached(prefix)]).toEqual([prefix, true]);
    },
    { timeout: 90_000, interval: 200 },
  );
  await send(`/v1/webhooks/${id}/deliveries`, { headers: withKey });
  await send(`/v1/digests/${digestId}`, { headers: withKey });
  return secret;
}

const searchAll = async (): Promise<{ readonly tables: number; readonly found: string[] }> => {
  const database = await secretsInDatabase(bench.file().postgres.url, secrets);
  // The rows were read as such; the files of the database have them too.
  const files = secretsInFiles(bench.localDir, secrets).filter(
    (place) => !place.startsWith('postgres/'),
  );
  const told = replies.flatMap((text) => secretsIn(`reply ${text.slice(0, 60)}`, text, secrets));
  return {
    tables: database.tables,
    found: [...new Set([...database.found, ...files, ...told])].toSorted(),
  };
};

describe('what a service writes down', () => {
  it('has no secret that it was given, though everybody tells it back', async () => {
    withKey.authorization = `Bearer ${key}`;
    const cookies = await signIn();
    const id = await ask();
    const signing = await tell();
    secrets = {
      ...secrets,
      'secret of a webhook': signing,
      'secret of a webhook, without its prefix': signing.replace('whsec_', ''),
      ...Object.fromEntries(cookies.map((cookie, n) => [`cookie ${n}`, cookie])),
    };
    for (const name of [
      'key of the model',
      'key of Tavily',
      'header of the collector',
      'token of MLflow',
    ] as const)
      expect([
        name,
        echo.asked().some(({ credential }) => credential.includes(given[name])),
      ]).toEqual([name, true]);

    const { tables, found } = await searchAll();
    expect(tables).toBeGreaterThan(40);
    expect(found.filter((one) => !one.endsWith('without its prefix'))).toEqual(allowed);

    // The search can find: in the histories of Temporal, in a log, in another form.
    const places = secretsInFiles(bench.localDir, { id }).join();
    expect(places).toMatch(/temporal\.db(-wal)?: id/);
    expect(places).toMatch(/logs\/api2?\.log: id/);
    const text = Buffer.from(`x${given['key of the model']}y`).toString('base64');
    appendFileSync(join(bench.localDir, 'logs', 'planted.log'), `{"authorization":"${text}"}\n`);
    expect((await searchAll()).found).toContain('logs/planted.log: key of the model');
  });
});
