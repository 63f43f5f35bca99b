import { describe, expect, it } from 'vitest';
import { AppError, asAppError, failures } from '../../domain/errors.ts';
import type { FailureCode } from '../../domain/errors.ts';

const table: readonly (readonly [FailureCode, number, boolean])[] = [
  ['input.invalid', 400, false],
  ['input.not_found', 404, false],
  ['input.conflict', 409, false],
  ['input.too_large', 413, false],
  ['input.key_reused', 422, false],
  ['auth.required', 401, false],
  ['auth.denied', 403, false],
  ['tool.refused', 403, false],
  ['model.malformed', 502, false],
  ['limit.exceeded', 429, false],
  ['limit.rate', 429, false],
  ['limit.day', 429, false],
  ['upstream.limited', 503, true],
  ['upstream.down', 503, true],
  ['upstream.rejected', 502, false],
  ['dependency.down', 503, true],
  ['bug', 500, true],
];

describe('the table of failures', () => {
  it.each(table)('%s has HTTP status %i and is retried: %s', (code, http, retried) => {
    expect(failures[code]).toMatchObject({ http, retried });
  });

  it('has only these rows, each with its own title', () => {
    expect(Object.keys(failures).toSorted()).toEqual(table.map(([code]) => code).toSorted());
    const titles = Object.values(failures).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe('a failure', () => {
  it('has a message, a cause and details', () => {
    const cause = new Error('socket');
    const failure = new AppError('upstream.limited', 'Wait.', { cause, retryAfterMs: 5 });
    expect(failure).toMatchObject({ code: 'upstream.limited', message: 'Wait.' });
    expect(failure.cause).toBe(cause);
    expect(failure.details).toEqual({ retryAfterMs: 5 });
    expect(new AppError('bug', 'x').cause).toBeUndefined();
  });

  it('is made from any thrown value', () => {
    const ours = new AppError('limit.day', 'Enough.');
    expect(asAppError(ours)).toBe(ours);
    const theirs = new TypeError('x is undefined');
    expect(asAppError(theirs)).toMatchObject({ code: 'bug', message: 'x is undefined' });
    expect(asAppError(theirs).cause).toBe(theirs);
    expect(asAppError('a word')).toMatchObject({ code: 'bug', message: 'a word' });
    expect(asAppError(undefined).code).toBe('bug');
  });
});
