import { describe, expect, it } from 'vitest';
import {
  answerByMs,
  chooseByRuleAtMs,
  composeByRuleAtMs,
  defaultBudgetSeconds,
  expectedQuestions,
  explainUntilMs,
  minimumBudgetSeconds,
  nextPollMs,
  rememberMs,
} from '../../domain/budget.ts';

const deadline = 1_000_000;

describe('before the deadline', () => {
  it.each([
    [1800, 10_000],
    [defaultBudgetSeconds.standard, 10_000],
    [minimumBudgetSeconds, 2_500],
  ])('a model chooses the domains of a budget of %i s within %i ms', (s, ms) => {
    expect(chooseByRuleAtMs(deadline, s)).toBe(deadline + ms);
  });

  it.each([
    [1800, 20_000],
    [defaultBudgetSeconds.standard, 20_000],
    [80, 20_000],
    [60, 15_000],
    [minimumBudgetSeconds, 3_750],
  ])('the lanes of a budget of %i s stop %i ms early, so that there is time to write', (s, ms) => {
    expect(answerByMs(deadline, s)).toBe(deadline - ms);
  });

  it('an unfinished answer is replaced 3 s early', () => {
    expect(composeByRuleAtMs(deadline)).toBe(deadline - 3_000);
  });

  it('there is always time to write for the shortest budget', () => {
    expect(answerByMs(deadline, minimumBudgetSeconds)).toBeLessThan(composeByRuleAtMs(deadline));
  });

  it.each([
    [-10_000, 10_000],
    [-2_000, 2_000],
    [-500, 2_000],
    [0, 2_000],
    [60_000, 2_000],
  ])('memory, begun at %i ms from it, gets %i ms', (from, ms) => {
    expect(rememberMs(deadline, deadline + from)).toBe(ms);
  });
});

describe('the next poll of a question', () => {
  const middle = 0.5;
  it.each([
    ['one lane while Genie thinks', 'ASKING_AI', 1, null, middle, 700],
    ['one lane while the query runs', 'EXECUTING_QUERY', 1, null, middle, 600],
    ['five lanes while Genie thinks', 'ASKING_AI', 5, null, middle, 4_900],
    ['five lanes while the query runs', 'EXECUTING_QUERY', 5, null, middle, 4_200],
    ['three lanes while Genie thinks', 'ASKING_AI', 3, null, middle, 2_100],
    ['four, of which one counts twice,', 'ASKING_AI', 4, null, middle, 3_500],
    ['a status that nobody knows', 'PONDERING', 1, null, middle, 700],
    ['a cold warehouse', 'PENDING_WAREHOUSE', 2, null, middle, 1_400],
    ['the earliest that chance allows', 'ASKING_AI', 1, null, 0, 630],
    ['the latest that chance allows', 'ASKING_AI', 1, null, 1, 770],
    ['no lane counted', 'EXECUTING_QUERY', 0, null, middle, 600],
    ['more lanes than the cap allows', 'ASKING_AI', 40, null, middle, 15_000],
    ['a service that says when, soon', 'ASKING_AI', 5, 100, middle, 100],
    ['a service that says when, late', 'EXECUTING_QUERY', 1, 60_000, middle, 60_000],
    ['a service that says now', 'ASKING_AI', 1, 0, middle, 0],
  ])('with %s', (_, status, openLanes, retryAfterMs, random, ms) => {
    expect(nextPollMs({ status, openLanes, retryAfterMs, random })).toBeCloseTo(ms, 6);
  });

  it('is at least 0.3 s later, unless Retry-After is shorter', () => {
    for (const random of [0, 0.3, 0.999]) {
      const poll = { status: 'EXECUTING_QUERY', openLanes: 1, retryAfterMs: null, random };
      expect(nextPollMs(poll)).toBeGreaterThanOrEqual(300);
    }
  });
});

describe('before its routing is known', () => {
  it.each([
    ['nothing named', null, 2],
    ['one domain', ['cost'], 1],
    ['three domains', ['cost', 'quality', 'security'], 3],
    ['an empty list', [], 1],
  ] as const)('a question with %s is expected to ask so many', (_, domains, expected) => {
    expect(expectedQuestions(domains)).toBe(expected);
  });
});

describe('a search for a cause', () => {
  it.each([
    ['a long time', 100_000, 40_000],
    ['just enough time', 3_000, 1_200],
    ['too little time', 2_999, null],
    ['no time', -1, null],
  ])('with %s before the answer gets a share of it', (_, leftMs, expectedMs) => {
    const until = explainUntilMs(1_000, 1_000 + leftMs);
    expect(until === null ? null : until - 1_000).toBe(expectedMs);
  });
});
