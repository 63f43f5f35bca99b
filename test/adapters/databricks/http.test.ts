import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createHttp } from '../../../adapters/databricks/http.ts';
import type { Request } from '../../../adapters/databricks/http.ts';
import { AppError } from '../../../domain/errors.ts';
import type { FailureCode, FailureDetails } from '../../../domain/errors.ts';
import { freePorts } from '../../../local/ports.ts';
import { createScriptedHttp } from './scripted-http.ts';
import type { Reply, ScriptedHttp } from './scripted-http.ts';

const Shape = z.object({ name: z.string() });
const proof = async () => ({ authorization: 'Bearer test' });
const post: Request = { method: 'POST', path: '/api/2.0/genie/x', body: { content: 'q' } };

let server: ScriptedHttp | undefined;
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = undefined;
});

async function replying(reply: Reply): Promise<ScriptedHttp> {
  server = await createScriptedHttp(() => reply);
  return server;
}

async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const thrown = await promise.then(
    (value) => value,
    (error: unknown) => error,
  );
  if (thrown instanceof AppError) return thrown;
  throw new Error(`expected a failure, got ${JSON.stringify(thrown)}`);
}

describe('a request to the workspace', () => {
  it('carries who we are and what is asked, and gives back what was answered', async () => {
    const { url, received } = await replying({ body: { name: 'n', more: 1 } });
    expect(await createHttp(url, proof)(post, Shape)).toEqual({ name: 'n' });
    expect(received).toMatchObject([
      {
        method: 'POST',
        path: '/api/2.0/genie/x',
        body: '{"content":"q"}',
        headers: { authorization: 'Bearer test', accept: 'application/json' },
      },
    ]);
  });

  it.each([
    ['without a content type', { headers: { 'content-type': 'text/plain' } }, { name: 'n' }],
    ['behind a byte order mark', { body: '\uFEFF{"name":"n"}' }, { name: 'n' }],
    ['between blank lines', { body: '\n\n{"name":"n"}\n' }, { name: 'n' }],
  ])('takes an answer %s', async (_, reply, expected) => {
    const { url } = await replying({ body: expected, ...reply });
    expect(await createHttp(url, proof)(post, Shape)).toEqual(expected);
  });

  it('takes an answer of many megabytes, and leaves one that is longer than any result', async () => {
    const long = (bytes: number) => ({ body: { name: 'n'.repeat(bytes) } });
    const { url } = await replying(long(12_000_000));
    expect((await createHttp(url, proof)(post, Shape))?.name).toHaveLength(12_000_000);
    await server?.[Symbol.asyncDispose]();
    const { url: other } = await replying(long(17_000_000));
    const failure = await failureOf(createHttp(other, proof)(post, Shape));
    expect(failure).toMatchObject({
      code: 'upstream.rejected',
      details: { unknownEffect: true, unreadable: true },
    });
    expect(failure.message).toContain('more than 16 MB');
  });

  it('is not told back with its credential, which a gateway may repeat', async () => {
    const credential = async () => ({ authorization: 'Bearer planted-credential' });
    for (const status of [400, 401, 403, 500]) {
      const message = 'no route for {"authorization":"Bearer planted-credential"}';
      const { url } = await replying({ status, body: { message } });
      const { message: told } = await failureOf(createHttp(url, credential)(post, Shape));
      expect(told).toContain('no route for');
      expect(told).not.toContain('planted');
    }
  });

  it('that only reads has certainly changed nothing, whatever comes back', async () => {
    const get: Request = { method: 'GET', path: '/api/2.0/x?page_token=secret' };
    for (const body of ['<html>', '{}']) {
      const { url } = await replying({ body });
      const { details, message } = await failureOf(createHttp(url, proof)(get, Shape));
      expect(details).toMatchObject({ unknownEffect: false });
      expect(message).toMatch(/answered GET \/api\/2\.0\/x with/);
      await server?.[Symbol.asyncDispose]();
    }
  });

  it('is not sent when it may no longer be sent, which is looked up when all is ready', async () => {
    const { url, received } = await replying({ body: { name: 'n' } });
    const steps: string[] = [];
    const http = createHttp(url, async () => {
      steps.push('who we are');
      return {};
    });
    const mayStillSend = async (): Promise<boolean> => {
      steps.push('may it still be sent');
      return false;
    };
    expect(await http({ ...post, mayStillSend }, Shape)).toBeNull();
    expect(steps).toEqual(['who we are', 'may it still be sent']);
    expect(received).toEqual([]);
    expect(await http({ ...post, mayStillSend: async () => true }, Shape)).toEqual({ name: 'n' });
  });

  it('is not repeated, whatever comes back', async () => {
    for (const reply of [{ status: 500 }, { status: 429 }, 'reset'] as const) {
      const { url, received } = await replying(reply);
      await failureOf(createHttp(url, proof)(post, Shape));
      expect(received).toHaveLength(1);
      await server?.[Symbol.asyncDispose]();
    }
  });
});

type Row = readonly [string, Reply, FailureCode, FailureDetails, RegExp];
const denied = { error_code: 'PERMISSION_DENIED', message: 'No access.' };
const tooMany = { error_code: 'RESOURCE_EXHAUSTED', message: 'Slow down.' };
const html = '<!doctype html><title>Sign in</title>';

const table: readonly Row[] = [
  [
    'a bad request',
    { status: 400, body: { error_code: 'BAD_REQUEST', message: 'content is empty' } },
    'upstream.rejected',
    { upstreamStatus: 400, unknownEffect: false },
    /POST \/api\/2.0\/genie\/x: content is empty/,
  ],
  [
    'a token that is not known',
    { status: 401, body: { error_code: 'UNAUTHENTICATED', message: 'Credential is not valid.' } },
    'auth.denied',
    { upstreamStatus: 401, unknownEffect: false },
    /refused our token: Credential is not valid/,
  ],
  [
    'a grant that is missing',
    { status: 403, body: denied },
    'auth.denied',
    { upstreamStatus: 403, unknownEffect: false },
    /^Databricks refused POST \/api\/2\.0\/genie\/x: No access\.$/,
  ],
  [
    'a scope that is missing, told with a number for a code',
    { status: 403, body: { error_code: 403, message: 'Invalid scope: genie is required.' } },
    'auth.denied',
    { upstreamStatus: 403, unknownEffect: false },
    /: Invalid scope: genie is required\.$/,
  ],
  [
    'something that is hidden',
    { status: 404, body: { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'Gone.' } },
    'input.not_found',
    { upstreamStatus: 404, unknownEffect: false },
    /Gone/,
  ],
  [
    'a conversation that is busy',
    { status: 409, body: { error_code: 'ABORTED', message: 'in progress' } },
    'upstream.rejected',
    { upstreamStatus: 409, unknownEffect: false },
    /in progress/,
  ],
  [
    'a quota that is used up, for so many seconds',
    { status: 429, headers: { 'retry-after': '7' }, body: tooMany },
    'upstream.limited',
    { upstreamStatus: 429, unknownEffect: false, retryAfterMs: 7_000 },
    /asks us to wait: Slow down/,
  ],
  [
    'a quota that is used up, for an unknown time',
    { status: 429, body: tooMany },
    'upstream.limited',
    { upstreamStatus: 429, unknownEffect: false },
    /Slow down/,
  ],
  [
    'a quota that is used up for a day, which is asked again sooner and told',
    { status: 429, headers: { 'retry-after': '86400' }, body: tooMany },
    'upstream.limited',
    { upstreamStatus: 429, unknownEffect: false, retryAfterMs: 300_000 },
    /Slow down.*asked for 86400 s/,
  ],
  [
    'a pause, which is counted from a date too',
    {
      status: 503,
      headers: { 'retry-after': 'Fri, 31 Dec 2999 23:59:59 GMT' },
      body: { error_code: 'TEMPORARILY_UNAVAILABLE', message: 'Maintenance.' },
    },
    'upstream.down',
    { upstreamStatus: 503, unknownEffect: true, retryAfterMs: 300_000 },
    /Maintenance\. \(it asked for Fri, 31 Dec 2999 23:59:59 GMT\)/,
  ],
  [
    'a fault of the workspace',
    { status: 500, body: { error_code: 'INTERNAL_ERROR', message: 'Oops.' } },
    'upstream.down',
    { upstreamStatus: 500, unknownEffect: true },
    /failed on POST .*: Oops/,
  ],
  [
    'a gateway that speaks HTML',
    { status: 502, headers: { 'content-type': 'text/html' }, body: html },
    'upstream.down',
    { upstreamStatus: 502, unknownEffect: true },
    /no reason given/,
  ],
  [
    'a redirect to the page where people sign in',
    { status: 302, headers: { location: '/login.html', 'content-type': 'text/html' }, body: html },
    'upstream.rejected',
    { upstreamStatus: 302, unknownEffect: false },
    /redirected .*check DATABRICKS_HOST/,
  ],
  [
    'the page where people sign in',
    { headers: { 'content-type': 'text/html' }, body: html },
    'upstream.down',
    { unknownEffect: true },
    /POST \/api\/2.0\/genie\/x with a web page instead of JSON: check DATABRICKS_HOST/,
  ],
  ['nothing at all', { body: '' }, 'upstream.down', { unknownEffect: true }, /with an empty reply/],
  [
    'JSON that breaks off',
    { body: '{"name": "n' },
    'upstream.down',
    { unknownEffect: true },
    /with JSON that is cut off or damaged/,
  ],
  [
    'JSON of another shape',
    { body: { names: ['n'] } },
    'upstream.rejected',
    { unknownEffect: true, unreadable: true },
    /^Databricks answered POST \/api\/2.0\/genie\/x without a readable `name` \(expected/,
  ],
  [
    'JSON that is no object',
    { body: '["n"]' },
    'upstream.rejected',
    { unknownEffect: true, unreadable: true },
    /without a readable JSON object \(expected an object\)/,
  ],
  [
    'an answer that is cut by the network',
    { body: { name: 'n' }, cut: true },
    'upstream.down',
    { unknownEffect: true },
    /does not answer/,
  ],
  [
    'a connection that is reset',
    'reset',
    'upstream.down',
    { unknownEffect: true },
    /does not answer/,
  ],
];

describe('the workspace answers with', () => {
  it.each(table)('%s', async (_, reply, code, details, says) => {
    const { url } = await replying(reply);
    const failure = await failureOf(createHttp(url, proof)(post, Shape));
    expect([failure.code, failure.details]).toEqual([code, details]);
    expect(failure.message).toMatch(says);
  });

  it('nothing: it may have taken the question', async () => {
    const { url, received } = await replying('hang');
    const failure = await failureOf(createHttp(url, proof, 150)(post, Shape));
    expect([failure.code, failure.details]).toEqual(['upstream.down', { unknownEffect: true }]);
    expect(received).toHaveLength(1);
  });

  it('nothing, until the caller gives up', async () => {
    const { url } = await replying('hang');
    const givenUp = AbortSignal.timeout(100);
    const failure = await failureOf(createHttp(url, proof)({ ...post, signal: givenUp }, Shape));
    expect(failure.code).toBe('upstream.down');
  });

  it('no connection at all: it certainly took nothing', async () => {
    const { workspace } = await freePorts(['workspace']);
    const url = `http://127.0.0.1:${workspace}`;
    const failure = await failureOf(createHttp(url, proof)(post, Shape));
    expect([failure.code, failure.details]).toEqual(['upstream.down', { unknownEffect: false }]);
    expect(failure.message).toBe(`Databricks at 127.0.0.1:${workspace} does not answer.`);
  });
});
