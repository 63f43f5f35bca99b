import { describe, expect, it } from 'vitest';
import { readAskArguments } from '../../../cli/ask/arguments.ts';
import { UsageError } from '../../../cli/usage-error.ts';

describe('the command line of ask', () => {
  it.each([
    [['Why?'], { question: 'Why?' }, false, {}],
    [['Why?', '--json'], { question: 'Why?' }, true, {}],
    [['--deep', 'Why?'], { question: 'Why?' }, false, { mode: 'deep' }],
    [['Why?', '--session', 'ses_1'], { question: 'Why?' }, false, { sessionId: 'ses_1' }],
    [
      ['Why?', '--domains', 'cost, reliability', '--budget', '60'],
      { question: 'Why?' },
      false,
      { domains: ['cost', 'reliability'], budgetSeconds: 60 },
    ],
    [['--follow', 'inv_1'], { follow: 'inv_1' }, false, {}],
    [['--', '--why?'], { question: '--why?' }, false, {}],
  ] as const)('%j is understood', (args, what, json, fields) => {
    expect(readAskArguments(args)).toEqual({ what, json, fields });
  });

  it.each([
    [[], 'What is the question?'],
    [['Why', 'so', 'dear'], 'in quotes'],
    [['Why?', '--budget', 'long'], '--budget'],
    [['Why?', '--loud'], '--loud'],
    [['Why?', '--follow', 'inv_1'], '--follow takes no question'],
    [['Why?', '--session'], '--session'],
  ] as const)('%j is refused with its reason and the usage', (args, reason) => {
    const read = (): unknown => readAskArguments(args);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(reason);
    expect(read).toThrow('npm run ask -- "question"');
  });
});
