import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../cli/usage-error.ts';
import { readWatchArguments } from '../../../cli/watch/arguments.ts';

const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

describe('the command line of watches', () => {
  it('makes a watch of a question and a bound', () => {
    const line = 'add "Which jobs failed?" --until "failed_runs >= 20.5"';
    expect(readWatchArguments(words(line))).toEqual({
      name: 'add',
      body: {
        question: 'Which jobs failed?',
        condition: { column: 'failed_runs', operator: 'GREATER_THAN_OR_EQUAL', threshold: 20.5 },
        parameters: {},
      },
    });
  });

  it('takes all that a watch may say', () => {
    const line =
      'add reliability/job_success_rate --until "share<95" --recovers 97 --times 3 --cron "0 6 * * *" --zone Europe/Berlin --param a=b=c --param d=e --quiet 22:00-06:00 --statements 9 --no-investigation --name nightly';
    expect(readWatchArguments(words(line))).toEqual({
      name: 'add',
      body: {
        question: 'reliability/job_success_rate',
        name: 'nightly',
        condition: {
          column: 'share',
          operator: 'LESS_THAN',
          threshold: 95,
          recoversAt: 97,
          times: 3,
        },
        parameters: { a: 'b=c', d: 'e' },
        schedule: { cron: '0 6 * * *', timeZone: 'Europe/Berlin' },
        quietHours: { from: '22:00', to: '06:00' },
        statementsPerDay: 9,
        investigate: false,
      },
    });
  });

  it.each([
    ['list', { name: 'list' }],
    ['show my watch', { name: 'show', which: 'my watch' }],
    ['pause x', { name: 'pause', which: 'x' }],
    ['delete x', { name: 'delete', which: 'x' }],
    ['snooze x --hours 1.5', { name: 'snooze', which: 'x', hours: 1.5 }],
    ['--help', { name: 'help' }],
  ])('%s', (line, command) => {
    expect(readWatchArguments(words(line))).toEqual(command);
  });

  it.each([
    ['', 'Say what to do.'],
    ['fly', 'There is no “fly”.'],
    ['pause', 'Say which watch'],
    ['snooze x', 'Say for how long'],
    ['snooze x --hours soon', '--hours is a number'],
    ['add --until "a > 1"', 'Say which question'],
    ['add q', '--until is a column and a bound'],
    ['add q --until "a == 1"', '--until is a column and a bound'],
    ['add q --until "a > many"', '--until is a number'],
    ['add q --until "a > 1" --param x', '--param is name=value'],
    ['add q --until "a > 1" --quiet night', '--quiet is as'],
    ['list --nobody', '--nobody'],
  ])('%s is refused', (line, reason) => {
    expect(() => readWatchArguments(words(line))).toThrow(UsageError);
    expect(() => readWatchArguments(words(line))).toThrow(reason);
  });
});
