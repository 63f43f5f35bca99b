import { describe, expect, it } from 'vitest';
import { cronProblem } from '../../language/cron.ts';

describe('a cron expression of a watch', () => {
  it.each(['*/5 * * * *', '0 6 * * 1-5', '30 2 29 2 *', '0 0 1 * *'])('%s is accepted', (cron) => {
    expect(cronProblem(cron, 'Europe/Berlin', 5)).toBeNull();
  });

  it.each([
    ['0 0 31 2 *', 'never comes due'],
    ['0 0 31 4,6 *', 'never comes due'],
    ['*/4 * * * *', 'comes due more often than every 5 minutes'],
    ['58,0 * * * *', 'comes due more often than every 5 minutes'],
    ['0 6 * *', 'must have five fields, as in "0 6 * * *"'],
    ['0 0 6 * * *', 'must have five fields, as in "0 6 * * *"'],
  ])('%s is refused: %s', (cron, why) => {
    expect(cronProblem(cron, 'UTC', 5)).toBe(why);
  });

  it('with a number that no field has is refused with the field', () => {
    expect(cronProblem('61 * * * *', 'UTC', 5)).toContain('minute');
  });
});
