import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Http } from './http.ts';

const Credential = z.object({
  token: z.string().min(1),
  expire_time: z.iso.datetime({ offset: true }),
});

const path = '/api/2.0/postgres/credentials';
/** A token is checked when a connection opens, which may take a while. */
const renewBeforeMs = 120_000;

/**
 * Makes the function that returns the password of a Lakebase database: a token of an hour at most, used until
 * shortly before its end. Connections that are open outlive it.
 *
 * Effect: HTTP to the workspace; calls at the same time share one request.
 *
 * @param endpoint `projects/…/branches/…/endpoints/…`.
 * @throws {AppError} As `createHttp`.
 */
export function createDatabaseToken(
  http: Http,
  endpoint: string,
  now: () => number = Date.now,
): () => Promise<string> {
  let known: { readonly token: string; readonly untilMs: number } | null = null;
  let asking: Promise<string> | null = null;
  const ask = async (): Promise<string> => {
    const reply = await http({ method: 'POST', path, body: { endpoint } }, Credential);
    if (reply === null)
      throw new AppError('upstream.down', 'No token of the database was asked for.');
    known = { token: reply.token, untilMs: Date.parse(reply.expire_time) - renewBeforeMs };
    return reply.token;
  };
  return () => {
    if (known !== null && now() < known.untilMs) return Promise.resolve(known.token);
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  };
}
