import { describe, expect, test } from 'vitest';
import { asksForDoer } from '../../language/deeds-asked.ts';
import { asksMoney } from '../../language/money-asked.ts';

describe('money is asked for', () => {
  test.each([
    'what did it cost',
    '$ per day',
    'is it more expensive than before?',
    'how many DBUs',
    'what could we save',
    'spend of the team',
  ])('by “%s”', (text) => {
    expect(asksMoney(text)).toBe(true);
  });

  test.each([
    'who may edit the expensive cluster',
    'queries of the cost dashboard',
    'the cost-center tag',
    'bill_of_material runs',
    'rows in the spend table',
    'is it slow',
  ])('not by “%s”', (text) => {
    expect(asksMoney(text)).toBe(false);
  });
});

describe('who did something is asked for', () => {
  test.each([
    'who switched off the auto stop',
    'has anybody touched it',
    'did somebody edit the job?',
    'which users were last granted rights',
    'who did it',
    'who cancelled query 123',
    'was it changed by anybody',
    'what else did she do',
  ])('by “%s”', (text) => {
    expect(asksForDoer(text)).toBe(true);
  });

  test.each([
    'who ran the most queries',
    'who cancelled the most queries',
    'who spends most',
    'which users wait longest',
    'when did it change',
    'tables read by jobs',
    'whose jobs fail',
    'which tables were added',
  ])('not by “%s”', (text) => {
    expect(asksForDoer(text)).toBe(false);
  });
});
