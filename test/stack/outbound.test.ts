import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Investigation } from '../../domain/investigation.ts';
import { createScriptedHttp } from '../adapters/databricks/scripted-http.ts';
import type { ScriptedHttp } from '../adapters/databricks/scripted-http.ts';
import { called, decision } from '../adapters/model/requests.ts';
import { streamed } from '../adapters/model/streamed.ts';
import { createService } from '../support/service.ts';
import { createStackBench } from '../support/stack.ts';
import type { StackBench } from '../support/stack.ts';
import { createWorkspaceControl } from '../support/workspace-control.ts';

const question = 'Which jobs failed in the last 7 days?';

/** Somebody else's service: what reaches it, by its first line. */
async function createStranger() {
  const contacts: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', (bytes: Buffer) => {
      contacts.push(bytes.toString('latin1').split('\r\n')[0] ?? '');
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    contacts,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A shell in which the packages that we use are set up for other programs. */
const foreignShell = (url: string): Record<string, string> => ({
  ...Object.fromEntries(
    [
      'LANGSMITH_ENDPOINT',
      'LANGCHAIN_ENDPOINT',
      'LANGCHAIN_BASE_URL',
      'LANGSMITH_GATEWAY',
      'OPENAI_BASE_URL',
      'OPENAI_API_BASE',
      'AZURE_OPENAI_ENDPOINT',
      'AZURE_OPENAI_BASE_PATH',
      'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
      'AWS_BEDROCK_BASE_URL',
      'DATABRICKS_METADATA_SERVICE_URL',
      'GCE_METADATA_HOST',
      'grpc_proxy',
      'http_proxy',
      'https_proxy',
    ].map((name) => [name, url]),
  ),
  ...Object.fromEntries(
    [
      'LANGSMITH_TRACING',
      'LANGSMITH_TRACING_V2',
      'LANGCHAIN_TRACING',
      'LANGCHAIN_TRACING_V2',
      'LANGCHAIN_VERBOSE',
      'LANGSMITH_DEBUG',
      'LANGSMITH_OTEL_ENABLED',
      'OTEL_ENABLED',
      'DATABRICKS_DEBUG_HEADERS',
      'DATABRICKS_EXPERIMENTAL_IS_UNIFIED_HOST',
    ].map((name) => [name, 'true']),
  ),
  ...Object.fromEntries(
    [
      'LANGSMITH_API_KEY',
      'LANGCHAIN_API_KEY',
      'OPENAI_API_KEY',
      'OPENAI_ADMIN_KEY',
      'OPENAI_ORG_ID',
      'OPENAI_ORGANIZATION',
      'OPENAI_PROJECT_ID',
      'AZURE_OPENAI_API_KEY',
      'AZURE_OPENAI_API_INSTANCE_NAME',
      'AZURE_OPENAI_API_DEPLOYMENT_NAME',
      'AZURE_OPENAI_API_VERSION',
      'AWS_BEARER_TOKEN_BEDROCK',
      'DATABRICKS_ACCOUNT_ID',
      'DATABRICKS_USERNAME',
      'DATABRICKS_PASSWORD',
      'ARM_CLIENT_ID',
      'ARM_TENANT_ID',
      'ARM_CLIENT_SECRET',
    ].map((name) => [name, 'stranger']),
  ),
  OPENAI_CUSTOM_HEADERS: 'x-team: stranger',
  OPENAI_LOG: 'debug',
  LC_OUTPUT_VERSION: 'v1',
  LANGCHAIN_CALLBACKS_BACKGROUND: 'false',
});

/** A system that watches and is down. */
const nowhere = 'http://127.0.0.1:9';

let bench: StackBench;
let model: ScriptedHttp;
let collector: ScriptedHttp;
let stranger: Awaited<ReturnType<typeof createStranger>>;
let done: Investigation;

beforeAll(async () => {
  model = await createScriptedHttp(({ body }) =>
    (JSON.parse(body) as { stream?: boolean }).stream
      ? streamed(['Jobs failed [reliability:1].'])
      : called(decision('reliability')),
  );
  collector = await createScriptedHttp(() => ({ status: 200 }));
  stranger = await createStranger();
  bench = await createStackBench();
  const env = {
    ...foreignShell(stranger.url),
    LLM_ENDPOINT: `${model.url}/v1`,
    LLM_MODEL: 'scripted',
    LLM_API_KEY: 'ours',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-key=ours',
    MLFLOW_TRACKING_URI: nowhere,
  };
  await bench.start([], env).ready;
  const service = createService(bench.file().api.url);
  await service.post('/v1/route', { question });
  const { id } = await service.ask({ question });
  done = await service.ended(id, 60_000);
});
afterAll(async () => {
  await bench?.[Symbol.asyncDispose]();
  await stranger?.[Symbol.asyncDispose]();
  await model?.[Symbol.asyncDispose]();
  await collector?.[Symbol.asyncDispose]();
});

const logOf = (name: string): string =>
  readFileSync(join(bench.localDir, 'logs', `${name}.log`), 'utf8');

it('an investigation reaches the hosts that the processes name, and no other', async () => {
  expect(done).toMatchObject({ status: 'completed', answer: { degraded: [] } });
  expect(done.answer?.markdown).toContain('Jobs failed [reliability:1].');
  const { workspace } = bench.file();
  const named = [workspace.url, model.url, collector.url, nowhere].map((url) => new URL(url).host);
  for (const name of ['api', 'worker']) {
    expect(logOf(name)).toContain(`"outboundHosts":${JSON.stringify(named)}`);
  }
  expect(model.received.map(({ path }) => path)).toEqual(
    Array.from({ length: 3 }, () => '/v1/chat/completions'),
  );
  expect(await createWorkspaceControl(workspace.url).questions()).toHaveLength(1);
  expect(stranger.contacts).toEqual([]);
});

it('a collector gets its spans without a word of it, and one that is down delays nothing', async () => {
  await vi.waitFor(() => expect(collector.received).not.toEqual([]), { timeout: 20_000 });
  const [got] = collector.received;
  const body = got?.body ?? '';
  expect(got?.path).toBe('/v1/traces');
  expect(got?.headers['x-key']).toBe('ours');
  expect(body).toContain('invoke_agent reliability');
  expect(body).toContain('gen_ai.usage.input_tokens');
  expect(body).not.toMatch(/Which jobs failed|Jobs failed/);
  await vi.waitFor(() =>
    expect(logOf('worker')).toContain('a system that watches was not reached'),
  );
  expect(stranger.contacts).toEqual([]);
});

it('the model is told nothing of the shell', () => {
  for (const { headers } of model.received) {
    expect(headers.authorization).toBe('Bearer ours');
    expect(JSON.stringify(headers)).not.toMatch(/stranger|openai-(organization|project)/i);
  }
});

it.each(['api', 'worker'])('the log of the %s has no prompt', (name) => {
  expect(logOf(name)).not.toContain('Which jobs failed');
});
