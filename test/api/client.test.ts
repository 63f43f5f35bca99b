import { readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../../cli/service-client.ts';
import { clientTypes, clientTypesFile } from '../support/client-types.ts';
import { openApiDocument } from '../support/openapi-document.ts';
import { root } from '../support/sources.ts';
import { finished, startService } from './service.ts';
import type { Service } from './service.ts';

describe('the types of the client', () => {
  it('are those of the document: `npm run docs` makes them', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'client-')), 'schema.ts');
    writeFileSync(file, clientTypes(await openApiDocument()));
    const format = [
      join(root, 'node_modules/oxfmt/bin/oxfmt'),
      '--config',
      join(root, '.oxfmtrc.json'),
    ];
    execFileSync(process.execPath, [...format, file]);
    const kept = readFileSync(join(root, clientTypesFile), 'utf8');
    expect(readFileSync(file, 'utf8')).toBe(kept);
  });
});

describe('the client', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  it('asks, reads what it asked, and finds it in a list', async () => {
    const api = createApi(service.url, null);
    const { data: asked } = await api.POST('/v1/investigations', {
      body: { question: 'What did jobs cost?', mode: 'standard', visibility: 'private' },
    });
    const id = asked?.id ?? '';
    const params = { path: { id } };
    const { data: read } = await api.GET('/v1/investigations/{id}', { params });
    expect(read?.question).toBe('What did jobs cost?');
    const query = { limit: 1, q: 'jobs & “cost”? #1' };
    const { data: none } = await api.GET('/v1/investigations', { params: { query } });
    expect(none?.investigations).toEqual([]);
    const { data: page } = await api.GET('/v1/investigations', { params: { query: { limit: 1 } } });
    expect(page?.investigations.map((one) => one.id)).toEqual([id]);
    await service.write(read?.id as Parameters<Service['write']>[0], finished());
    const { data: removed } = await api.DELETE('/v1/sessions/{id}', {
      params: { path: { id: read?.sessionId ?? '' } },
    });
    expect(removed).toMatchObject({ deleted: 1 });
  });

  it('throws what the service refuses, with its fields', async () => {
    const api = createApi(service.url, null);
    const body = { question: '' } as never;
    await expect(api.POST('/v1/investigations', { body })).rejects.toMatchObject({
      name: 'ServiceRefusal',
      status: 400,
      problems: [{ path: 'question' }],
    });
  });
});
