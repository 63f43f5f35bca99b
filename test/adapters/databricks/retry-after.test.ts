import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createHttp } from '../../../adapters/databricks/http.ts';
import { readRetryAfter } from '../../../adapters/databricks/retry-after.ts';
import { asAppError } from '../../../domain/errors.ts';
import { createScriptedHttp } from './scripted-http.ts';
import type { ScriptedHttp } from './scripted-http.ts';

const nowMs = Date.parse('2026-11-18T12:00:00Z');

describe('the time of Retry-After', () => {
  it.each([
    ['7', 7_000],
    [' 7 ', 7_000],
    ['1.5', 1_500],
    ['0', 1_000],
    ['Wed, 18 Nov 2026 12:00:09 GMT', 9_000],
    ['Wednesday, 18-Nov-26 12:00:09 GMT', 9_000],
    ['2026-11-18T12:00:09Z', 9_000],
    ['Thu, 01 Jan 2015 00:00:00 GMT', 1_000],
    ['300', 300_000],
  ])('%j is %i ms', (header, ms) => {
    expect(readRetryAfter(header, nowMs)).toEqual({ ms, shortenedFrom: null });
  });

  it.each([
    ['86400', '86400 s'],
    ['9'.repeat(400), `${'9'.repeat(39)}…`],
    ['Fri, 31 Dec 2999 23:59:59 GMT', 'Fri, 31 Dec 2999 23:59:59 GMT'],
  ])('%j is shortened, and what was asked for is kept', (header, shortenedFrom) => {
    expect(readRetryAfter(header, nowMs)).toEqual({ ms: 300_000, shortenedFrom });
  });

  it.each([
    null,
    '',
    '-5',
    '-0',
    'soon',
    'soon 5',
    '5, 5',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '5 s',
  ])('%j is none', (header) => {
    expect(readRetryAfter(header, nowMs)).toBeNull();
  });
});

describe('a reply with Retry-After', () => {
  let server: ScriptedHttp | undefined;
  afterEach(() => server?.[Symbol.asyncDispose]());

  it.each([
    ['GET', 429, 'upstream.limited'],
    ['POST', 429, 'upstream.limited'],
    ['GET', 503, 'upstream.down'],
    ['POST', 503, 'upstream.down'],
    ['POST', 502, 'upstream.down'],
  ] as const)('to %s with %i is waited for', async (method, status, code) => {
    server = await createScriptedHttp(() => ({ status, headers: { 'retry-after': '86400' } }));
    const told: object[] = [];
    const warn = (facts: object): void => void told.push(facts);
    const http = createHttp(server.url, async () => ({}), 10_000, warn);
    const failure = await http({ method, path: '/x' }, z.unknown()).catch(asAppError);
    expect(failure).toMatchObject({ code, details: { retryAfterMs: 300_000 } });
    expect(String(failure)).toContain('(it asked for 86400 s)');
    expect(told).toMatchObject([{ asked: '86400 s', waitsMs: 300_000 }]);
  });
});
