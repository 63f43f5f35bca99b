import { createHash } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../domain/errors.ts';
import { limitedThings } from '../../domain/rate-limits.ts';
import type { LimitedThing, RateLimits } from '../../domain/rate-limits.ts';
import { toFailure } from './failure.ts';
import type { Pool } from './pool.ts';

const minuteSeconds = 60;

const says: Readonly<Record<LimitedThing, (most: number) => string>> = {
  question: (most) =>
    `You have asked ${most} questions within a minute, which is the most (QUESTIONS_PER_MINUTE_PER_USER).`,
  preview: (most) => `You have looked ${most} times within a minute where a question would go.`,
  'sign-in': (most) => `There were ${most} sign-ins from your address within a minute.`,
};

/**
 * Limits a minute in PostgreSQL.
 *
 * Effect: one statement for each that is counted.
 *
 * @param most How many of each thing are let through in a minute.
 */
export function createRateLimits(
  pool: Pool,
  most: Readonly<Record<LimitedThing, number>>,
): RateLimits {
  // The library names its statements, which a pooler of connections may not keep apart.
  const storeClient = {
    query: ({ text, values }: { readonly text: string; readonly values?: unknown[] }) =>
      pool.query(text, values),
  };
  const limiters = new Map(
    limitedThings.map((thing) => [
      thing,
      new RateLimiterPostgres({
        storeClient,
        storeType: 'pool',
        tableName: 'rate_limits',
        tableCreated: true,
        keyPrefix: thing,
        points: most[thing],
        duration: minuteSeconds,
      }),
    ]),
  );
  return {
    take: async (thing, who) => {
      try {
        await limiters.get(thing)?.consume(createHash('sha256').update(who).digest('hex'));
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw toFailure(error);
        throw new AppError('limit.rate', says[thing](most[thing]), {
          retryAfterMs: error.msBeforeNext,
        });
      }
    },
  };
}
