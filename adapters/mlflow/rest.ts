import type { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Send } from '../telemetry/send.ts';

/** Calls of MLflow's REST API; a reply is parsed by the schema of its caller. */
export type Rest = {
  readonly get: <Reply>(path: string, reply: z.ZodType<Reply>) => Promise<Reply>;
  readonly post: <Reply>(path: string, body: object, reply: z.ZodType<Reply>) => Promise<Reply>;
  /** A call whose reply says nothing. */
  readonly tell: (path: string, body: object, method?: 'POST' | 'PATCH') => Promise<void>;
};

const notFound = 404;

/** What `find` gives; null where MLflow says that there is none. */
export async function orNone<Reply>(find: Promise<Reply>): Promise<Reply | null> {
  try {
    return await find;
  } catch (error) {
    if (error instanceof AppError && error.details.upstreamStatus === notFound) return null;
    throw error;
  }
}

/**
 * The REST API of an MLflow server.
 *
 * Effect: HTTP by `send`.
 *
 * @see https://mlflow.org/docs/latest/rest-api.html
 */
export function createRest(send: Send): Rest {
  const read = async <Reply>(answer: Promise<Response>, schema: z.ZodType<Reply>) => {
    const parsed = schema.safeParse(await (await answer).json().catch(() => null));
    if (parsed.success) return parsed.data;
    throw new AppError(
      'upstream.rejected',
      `MLflow answered in another form: ${parsed.error.message}`,
    );
  };
  return {
    get: (path, reply) => read(send('GET', path, null), reply),
    post: (path, body, reply) => read(send('POST', path, body), reply),
    tell: async (path, body, method = 'POST') => {
      await (await send(method, path, body)).body?.cancel();
    },
  };
}
