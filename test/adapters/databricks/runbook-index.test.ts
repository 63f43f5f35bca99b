import { describe, expect, it } from 'vitest';
import { createHttp } from '../../../adapters/databricks/http.ts';
import { createRunbookIndex, storeInIndex } from '../../../adapters/databricks/runbook-index.ts';
import { readRunbooks } from '../../../adapters/read-runbooks.ts';
import type { RunbookSearch } from '../../../domain/tools.ts';
import { createScriptedHttp } from './scripted-http.ts';

const [first, second] = readRunbooks();
const stored: RunbookSearch = { find: async () => (second ? [second] : []) };
const asked = { text: 'the job is red', domains: ['reliability' as const], causes: [] };
const signal = AbortSignal.timeout(10_000);
const columns = ['id', 'body', 'score'].map((name) => ({ name, type_text: 'string' }));
const found = (...rows: readonly unknown[][]) => ({
  body: {
    manifest: { column_count: 3, columns },
    result: { row_count: rows.length, data_array: rows },
  },
});
const row = (score: number): unknown[] => [first?.id, JSON.stringify(first), score];

/** An index that answers so, and what it was sent. */
async function indexThat(script: Parameters<typeof createScriptedHttp>[0]) {
  const server = await createScriptedHttp(script);
  const http = createHttp(server.url, async () => ({}));
  return {
    http,
    index: createRunbookIndex('main.health.runbooks', http, stored),
    sent: () => server.received.map(({ method, path, body }) => [method, path, body] as const),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

describe('an index of runbooks', () => {
  it('is searched by meaning and words, in the domains of the question', async () => {
    await using one = await indexThat(() => found(row(0.8), row(0.3)));
    expect(await one.index.find(asked, signal)).toEqual([first]);
    const [[method, path, body] = []] = one.sent();
    expect([method, path]).toEqual([
      'POST',
      '/api/2.0/vector-search/indexes/main.health.runbooks/query',
    ]);
    expect(JSON.parse(body ?? '')).toEqual({
      columns: ['id', 'body'],
      query_text: 'the job is red',
      query_type: 'HYBRID',
      num_results: 2,
      score_threshold: 0.5,
      filters_json: '{"domain":["reliability"]}',
    });
  });

  it('finds none where nothing fits, and has no filter without a domain', async () => {
    await using one = await indexThat(() => found());
    expect(await one.index.find({ ...asked, domains: [] }, signal)).toEqual([]);
    expect(one.sent()[0]?.[2]).not.toContain('filters_json');
  });

  it('is not asked for what a found cause names', async () => {
    await using one = await indexThat(() => found());
    expect(await one.index.find({ ...asked, causes: ['failing-runs'] }, signal)).toEqual([second]);
    expect(one.sent()).toEqual([]);
  });

  it('that is not ready says so', async () => {
    await using one = await indexThat(({ method }) =>
      method === 'GET'
        ? { body: { status: { ready: false, message: 'Index is being created' } } }
        : { status: 400, body: { error_code: 'INVALID_STATE', message: 'not ready' } },
    );
    await expect(one.index.find(asked, signal)).rejects.toMatchObject({
      code: 'upstream.down',
      message: 'The index main.health.runbooks is not ready: Index is being created.',
    });
  });

  it.each([
    [404, 'RESOURCE_DOES_NOT_EXIST'],
    [403, 'PERMISSION_DENIED'],
  ])('that is answered with %i is a failure', async (status, code) => {
    const body = { error_code: code, message: 'Vector index does not exist.' };
    await using one = await indexThat(() => ({ status, body }));
    await expect(one.index.find(asked, signal)).rejects.toMatchObject({
      details: { upstreamStatus: status },
    });
  });

  it.each(['{"id": 1}', 'no json', null])('with a row of %s is a failure', async (body) => {
    await using one = await indexThat(() => found(['x', body, 0.9]));
    await expect(one.index.find(asked, signal)).rejects.toMatchObject({
      code: 'upstream.rejected',
    });
  });

  it('is filled with whole runbooks and the words of their troubles', async () => {
    await using one = await indexThat(() => ({ body: { status: 'SUCCESS' } }));
    await storeInIndex('main.health.runbooks', one.http, first ? [first] : []);
    const [[, path, body] = []] = one.sent();
    expect(path).toBe('/api/2.0/vector-search/indexes/main.health.runbooks/upsert-data');
    const { inputs_json } = JSON.parse(body ?? '') as { inputs_json: string };
    const [input] = JSON.parse(inputs_json) as Record<string, string>[];
    expect(JSON.parse(input?.['body'] ?? '')).toEqual(first);
    expect(input?.['text']).toContain(first?.symptoms[0]);
  });
});
