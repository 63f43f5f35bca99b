import { describe, expect, it } from 'vitest';
import {
  askedBackLead,
  declinedLead,
  isAnswer,
  keeping,
  outcomes,
  wordsOfGenie,
} from '../../domain/outcome.ts';

describe('the words of Genie', () => {
  it('are those of a question back and of an answer without a query', () => {
    expect(wordsOfGenie('clarification', `${askedBackLead}Which?`)).toEqual({
      kind: 'asks',
      text: 'Which?',
    });
    expect(wordsOfGenie('failed', `${declinedLead}No.`)).toEqual({ kind: 'declines', text: 'No.' });
  });

  it.each([
    ['failed', `${askedBackLead}Which?`],
    ['clarification', `${declinedLead}No.`],
    ['answered', `${declinedLead}No.`],
    ['timed_out', `${askedBackLead}Which?`],
    ['failed', 'Genie did something else.'],
    ['clarification', 'Which?'],
    ['failed', null],
    ['clarification', null],
    [null, `${declinedLead}No.`],
  ] as const)('are none of a lane that ended %s: %s', (outcome, detail) => {
    expect(wordsOfGenie(outcome, detail)).toBeNull();
  });
});

describe('an outcome', () => {
  it('is an answer when it has rows, or none are there', () => {
    expect(outcomes.filter(isAnswer)).toEqual(['answered', 'no_data']);
  });

  const kept = { outcome: 'answered', detail: null } as const;
  const none = { outcome: 'no_data', detail: 'The query returned no row.' } as const;

  it('stands alone where nothing was found before', () => {
    const ending = { outcome: 'failed', detail: 'Broken.' } as const;
    expect(keeping(null, ending)).toBe(ending);
  });

  it('is the newest answer', () => {
    const ending = { outcome: 'answered', detail: 'New.' } as const;
    expect(keeping(none, ending)).toBe(ending);
  });

  it('does not take away what an earlier leg found', () => {
    expect(keeping(kept, none)).toBe(kept);
    expect(keeping(kept, { outcome: 'timed_out', detail: 'Too late.' })).toEqual({
      outcome: 'answered',
      detail: 'The time to compare with could not be had: Too late.',
    });
    expect(keeping(none, { outcome: 'failed', detail: null })).toEqual({
      outcome: 'no_data',
      detail: 'The time to compare with could not be had',
    });
  });
});
