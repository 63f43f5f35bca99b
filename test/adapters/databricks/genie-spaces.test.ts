import { afterEach, describe, expect, it } from 'vitest';
import { createGenieSpaces } from '../../../adapters/databricks/genie-spaces.ts';
import { createHttp } from '../../../adapters/databricks/http.ts';
import { asAppError } from '../../../domain/errors.ts';
import { createScriptedHttp } from './scripted-http.ts';
import type { Received, Reply, ScriptedHttp } from './scripted-http.ts';

let server: ScriptedHttp | undefined;
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = undefined;
});

async function spacesThat(script: (request: Received) => Reply) {
  server = await createScriptedHttp(script);
  const { url, received } = server;
  const spaces = createGenieSpaces(createHttp(url, async () => ({})));
  return { spaces, received };
}

const bodyOf = (request: Received | undefined): unknown => JSON.parse(request?.body ?? '{}');
const change = { serialized: '{}', etag: 'e1' };
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => asAppError(error),
  );

describe('the spaces of a workspace', () => {
  it('are listed page by page, also where a description is missing', async () => {
    const { spaces, received } = await spacesThat(({ path }) =>
      path.includes('page_token=next')
        ? { body: { spaces: [{ space_id: 's2', title: 'B', description: 'Mine' }] } }
        : { body: { spaces: [{ space_id: 's1', title: 'A' }], next_page_token: 'next' } },
    );
    expect(await spaces.list()).toEqual([
      { spaceId: 's1', title: 'A', description: '' },
      { spaceId: 's2', title: 'B', description: 'Mine' },
    ]);
    expect(received).toHaveLength(2);
  });

  it('are read whole, also where the workspace gives no etag', async () => {
    const { spaces, received } = await spacesThat(() => ({
      body: { space_id: 's1', title: 'A', serialized_space: '{"version":2}' },
    }));
    expect(await spaces.read('a/b')).toEqual({
      spaceId: 's1',
      title: 'A',
      description: '',
      warehouseId: null,
      etag: null,
      serialized: '{"version":2}',
    });
    expect(received[0]?.path).toBe('/api/2.0/genie/spaces/a%2Fb?include_serialized_space=true');
  });

  it('are made with a warehouse', async () => {
    const { spaces, received } = await spacesThat(() => ({ body: { space_id: 's9' } }));
    const made = { title: 'A', description: 'B', warehouseId: 'w1', serialized: '{}' };
    expect(await spaces.create(made)).toBe('s9');
    expect([received[0]?.method, bodyOf(received[0])]).toEqual([
      'POST',
      { title: 'A', description: 'B', warehouse_id: 'w1', serialized_space: '{}' },
    ]);
  });

  it('are changed in what is given, under their etag or without any', async () => {
    const { spaces, received } = await spacesThat(() => ({ body: {} }));
    expect(await spaces.update('s1', change)).toBe('saved');
    expect(await spaces.update('s1', { description: 'B', etag: null })).toBe('saved');
    expect(received.map(({ method }) => method)).toEqual(['PATCH', 'PATCH']);
    expect(received.map(bodyOf)).toEqual([
      { serialized_space: '{}', etag: 'e1' },
      { description: 'B' },
    ]);
  });
});

describe('a change of a space', () => {
  it('that somebody else was before is a conflict, and is not repeated', async () => {
    const body = { error_code: 'ABORTED', message: 'Space configuration has been modified' };
    const { spaces, received } = await spacesThat(() => ({ status: 409, body }));
    expect(await spaces.update('s1', change)).toBe('conflict');
    expect(received).toHaveLength(1);
  });

  it.each([
    ['PERMISSION_DENIED', 'You need "Can Edit".', /"Can Edit"\. Grant CAN EDIT on the Genie space/],
    [403, 'required scopes: genie', /required scopes: genie Add the scope to the credentials\.$/],
  ])('that is refused with %s names what to grant', async (error_code, message, expected) => {
    const { spaces } = await spacesThat(() => ({ status: 403, body: { error_code, message } }));
    const failure = await failureOf(spaces.update('s1', change));
    expect(failure).toMatchObject({ code: 'auth.denied', details: { upstreamStatus: 403 } });
    expect(failure?.message).toMatch(expected);
  });
});
