import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { documentExamples } from '../../api/document-examples.ts';
import { docsPage } from '../../api/docs-page.ts';
import { documentTags } from '../../api/document.ts';
import { conformsTo } from '../support/conforms.ts';
import { openApiDocument, openDocument } from '../support/openapi-document.ts';
import type { OpenApiDocument, Operation } from '../support/openapi-document.ts';

let document: OpenApiDocument;
let operations: readonly (readonly [route: string, operation: Operation])[];
beforeAll(async () => {
  document = await openApiDocument();
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, one]) => [`${method} ${path}`, one] as const),
  );
});

describe('the document of the API', () => {
  it('is one of OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect([valid, errors]).toEqual([true, undefined]);
    const broken = { ...document, paths: { '/x': { get: { responses: { soon: {} } } } } };
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  it('has of every route what it is for, a theme, an id, and replies with a body', () => {
    expect(operations.length).toBeGreaterThan(90);
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(operations.length);
    const lacking = operations.filter(([route, { summary, tags, responses }]) => {
      const isOpen = route.endsWith('z');
      const replies = Object.entries(responses);
      return (
        summary === undefined ||
        tags?.every((tag) => documentTags.includes(tag)) !== true ||
        (!isOpen && responses['default'] === undefined) ||
        replies.some(([status, { content }]) => content === undefined && !/^204|302$/.test(status))
      );
    });
    expect(lacking.map(([route]) => route)).toEqual([]);
  });

  it('declares every parameter that a path names, and events of each stream', () => {
    const declared = ({ parameters = [] }: Operation): string[] =>
      parameters.flatMap((one) => (one.in === 'path' ? [one.name] : [])).toSorted();
    const named = (route: string): string[] =>
      [...route.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();
    expect(operations.map(([route, one]) => [route, declared(one)])).toEqual(
      operations.map(([route]) => [route, named(route)]),
    );
    const streams = operations.flatMap(([, { responses }]) =>
      Object.values(responses).flatMap(({ content }) => content?.['text/event-stream'] ?? []),
    );
    expect(streams.length).toBeGreaterThan(8);
    const event = { schema: { $ref: '#/components/schemas/StreamedEvent' } };
    expect(streams).toEqual(streams.map(() => event));
  });

  it('has examples that its own schemas take, of every body that asks something', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(document, 'document');
    const wrong = Object.entries(documentExamples).filter(
      ([name, example]) => !ajv.validate({ $ref: `document#/components/schemas/${name}` }, example),
    );
    expect(wrong).toEqual([]);
    const named = Object.keys(document.components.schemas).filter((name) => name.startsWith('New'));
    expect(named.filter((name) => documentExamples[name] === undefined)).toEqual([]);
  });

  it('tells a reply that it does not declare', () => {
    const conforms = conformsTo(document);
    const route = 'GET /v1/webhooks';
    const type = 'application/json; charset=utf-8';
    const text = JSON.stringify({ webhooks: [], nextCursor: null });
    expect(conforms(route, { status: 200, type, text })).toBeNull();
    for (const untrue of [
      { status: 200, type, text: '{"webhooks":[{}]}' },
      { status: 200, type: 'text/html', text },
      { status: 404, type, text: '{}' },
    ])
      expect(conforms(route, untrue)).not.toBeNull();
  });
});

describe('the page of the document', () => {
  it('has every route and every schema, and needs nothing of another host', async () => {
    const reply = await openDocument('/docs');
    const text = await reply.text();
    expect(reply.headers.get('content-type')).toMatch(/^text\/html/);
    expect(reply.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    for (const [, { operationId }] of operations) expect(text).toContain(`id="${operationId}"`);
    for (const name of Object.keys(document.components.schemas))
      expect(text).toContain(`id="${name}"`);
    expect(text).not.toMatch(
      /<script|style="|<style|https?:\/\/(?!example\.com)[\w.]+\/[\w/]*\.(?:js|css)/,
    );
    const targets = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.filter((id) => !text.includes(`id="${id}"`))).toEqual([]);
    const style = await openDocument('/docs/style.css');
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
  });

  it('shows what it is given as text', async () => {
    const bad = '<img src=x onerror=alert(1)>';
    const get = { summary: bad, tags: ['t'], responses: { 200: { description: bad } } };
    const shown = { info: { title: bad }, tags: [{ name: 't' }], paths: { '/x': { get } } };
    expect(String(await docsPage(shown))).not.toContain('<img');
  });
});
