import { describe, expect, it } from 'vitest';
import { hasEnded, statusOf } from '../../domain/investigation.ts';
import { domains, isDomain } from '../../domain/domains.ts';
import { isAnswer, outcomes } from '../../domain/outcome.ts';
import type { Outcome } from '../../domain/outcome.ts';

describe('an investigation ends', () => {
  const table: readonly (readonly [string, readonly Outcome[], boolean, string])[] = [
    ['with all answered', ['answered', 'answered'], false, 'completed'],
    ['with no data, which is an answer', ['no_data'], false, 'completed'],
    ['with some answered', ['answered', 'timed_out'], false, 'partial'],
    [
      'with one answered of five',
      ['answered', 'denied', 'failed', 'throttled', 'clarification'],
      false,
      'partial',
    ],
    ['with none answered', ['failed', 'denied'], false, 'failed'],
    ['with a question that nobody answered', ['clarification'], false, 'failed'],
    ['with a lane cancelled in Genie', ['cancelled', 'answered'], false, 'partial'],
    [
      'with skipped lanes, which do not count',
      ['answered', 'skipped', 'skipped'],
      false,
      'completed',
    ],
    ['with a skipped lane beside a failed one', ['failed', 'skipped'], false, 'failed'],
    ['with all lanes skipped', ['skipped'], false, 'completed'],
    ['with no lane: a direct reply', [], false, 'completed'],
    ['cancelled, whatever was found', ['answered'], true, 'cancelled'],
    ['cancelled before anything', [], true, 'cancelled'],
  ];
  it.each(table)('%s', (_, ended, cancelled, status) => {
    expect(statusOf(ended, cancelled)).toBe(status);
  });

  it('with the same status in any order of its lanes', () => {
    for (const a of outcomes) {
      for (const b of outcomes) {
        expect(statusOf([a, b], false)).toBe(statusOf([b, a], false));
      }
    }
  });

  it.each([
    ['queued', false],
    ['running', false],
    ['completed', true],
    ['partial', true],
    ['failed', true],
    ['cancelled', true],
  ] as const)('and %s is an end: %s', (status, ended) => {
    expect(hasEnded(status)).toBe(ended);
  });
});

describe('of the outcomes of a lane', () => {
  it('two are answers', () => {
    expect(outcomes.filter(isAnswer)).toEqual(['answered', 'no_data']);
  });
});

describe('a text', () => {
  it('names a domain only when it equals the name', () => {
    expect(domains.every(isDomain)).toBe(true);
    const others = ['', 'Cost', 'costs', ' cost', 'toString', 'all'];
    expect(others.filter(isDomain)).toEqual([]);
  });
});
