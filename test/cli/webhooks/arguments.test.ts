import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../cli/usage-error.ts';
import { readWebhooksArguments } from '../../../cli/webhooks/arguments.ts';

describe('the command line of webhooks', () => {
  it.each([
    ['list', { name: 'list' }],
    ['add https://a.b', { name: 'add', body: { url: 'https://a.b' } }],
    [
      'add https://a.b --body teams --events watch.fired,digest.finished',
      {
        name: 'add',
        body: { url: 'https://a.b', body: 'teams', events: ['watch.fired', 'digest.finished'] },
      },
    ],
    ['rotate whk_1', { name: 'rotate', id: 'whk_1' }],
    ['--help', { name: 'help' }],
  ])('reads %s', (line, command) => {
    expect(readWebhooksArguments(line.split(' '))).toEqual(command);
  });

  it.each(['', 'add', 'test', 'lsit', 'list --body slack', 'add https://a.b and more'])(
    'refuses “%s”',
    (line) => {
      const words = line.split(' ').filter((one) => one !== '');
      expect(() => readWebhooksArguments(words)).toThrow(UsageError);
    },
  );
});
