import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createHttp } from '../../../adapters/databricks/http.ts';
import type { Request } from '../../../adapters/databricks/http.ts';
import { createScriptedHttp } from './scripted-http.ts';
import type { Received, Reply, ScriptedHttp } from './scripted-http.ts';

const Shape = z.object({ name: z.string() });
const post: Request = { method: 'POST', path: '/api/2.0/genie/x', body: { content: 'q' } };

let server: ScriptedHttp | undefined;
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = undefined;
});

describe('a token that the workspace refuses', () => {
  const refusingOld = ({ headers }: Received): Reply =>
    headers.authorization === 'Bearer new' ? { body: { name: 'n' } } : { status: 401 };
  const renewing = (renewed: string) => async (options?: { renew: boolean }) => ({
    authorization: options?.renew === true ? renewed : 'Bearer old',
  });

  it('is replaced once, and the request is sent again', async () => {
    server = await createScriptedHttp(refusingOld);
    expect(await createHttp(server.url, renewing('Bearer new'))(post, Shape)).toEqual({
      name: 'n',
    });
    expect(server.received).toHaveLength(2);
  });

  it('is not tried a third time', async () => {
    server = await createScriptedHttp(refusingOld);
    const http = createHttp(server.url, renewing('Bearer other'));
    await expect(http(post, Shape)).rejects.toMatchObject({ code: 'auth.denied' });
    expect(server.received).toHaveLength(2);
  });

  it('is not sent again when there is no other', async () => {
    server = await createScriptedHttp(refusingOld);
    const http = createHttp(server.url, renewing('Bearer old'));
    await expect(http(post, Shape)).rejects.toMatchObject({ code: 'auth.denied' });
    expect(server.received).toHaveLength(1);
  });

  it('is not replaced for a request that may no longer be sent', async () => {
    server = await createScriptedHttp(refusingOld);
    const answers = [true, false];
    const mayStillSend = async (): Promise<boolean> => answers.shift() ?? false;
    const http = createHttp(server.url, renewing('Bearer new'));
    expect(await http({ ...post, mayStillSend }, Shape)).toBeNull();
    expect(server.received).toHaveLength(1);
  });
});
