import { describe, expect, it } from 'vitest';
import { readAskArguments } from '../../../cli/ask/arguments.ts';
import { UsageError } from '../../../cli/usage-error.ts';

const plain = { json: false, full: false, sql: false, save: null };
const why = { name: 'ask', question: 'Why?' };

describe('the command line of ask', () => {
  it.each([
    [['Why?'], why, {}, {}],
    [[], { name: 'suggest' }, {}, {}],
    [['--help'], { name: 'help' }, {}, {}],
    [['--version'], { name: 'version' }, {}, {}],
    [['--list'], { name: 'list' }, {}, {}],
    [['Why?', '--json'], why, { json: true }, {}],
    [['Why?', '--full'], why, { full: true }, {}],
    [['Why?', '--sql', '--save', 'report.md'], why, { sql: true, save: 'report.md' }, {}],
    [['--deep', 'Why?'], why, {}, { mode: 'deep' }],
    [['Why?', '--session', 'ses_1'], why, {}, { sessionId: 'ses_1' }],
    [
      ['Why?', '--domains', 'cost, reliability', '--budget', '60'],
      why,
      {},
      { domains: ['cost', 'reliability'], budgetSeconds: 60 },
    ],
    [['--follow', 'inv_1'], { name: 'follow', id: 'inv_1' }, {}, {}],
    [['--retry', 'inv_1'], { name: 'retry', id: 'inv_1' }, {}, {}],
    [
      ['--retry', 'inv_1', '--domains', 'cost', '--json'],
      { name: 'retry', id: 'inv_1' },
      { json: true },
      { domains: ['cost'] },
    ],
    [['--', '--why?'], { name: 'ask', question: '--why?' }, {}, {}],
  ] as const)('%j is understood', (args, command, output, fields) => {
    expect(readAskArguments(args)).toEqual({
      command,
      output: { ...plain, ...output },
      continues: false,
      fields,
    });
  });

  it('goes on in the newest session when told so', () => {
    expect(readAskArguments(['And then?', '--continue']).continues).toBe(true);
  });

  it.each([
    [['Why', 'so', 'expensive'], 'in quotes'],
    [['Why?', '--budget', 'long'], '--budget'],
    [['Why?', '--loud'], '--loud'],
    [['Why?', '--follow', 'inv_1'], '--follow takes no question'],
    [['Why?', '--list'], '--list takes no question'],
    [['Why?', '--session'], '--session'],
    [['Why?', '--session', 'ses_1', '--continue'], 'use one of them'],
    [['Why?', '--json', '--sql'], 'leave out --full and --sql'],
    [['--save', 'report.md'], '--save and --json need a question'],
    [['--follow', 'inv_1', '--budget', '60'], '--budget and --deep need a question'],
    [['--list', '--deep'], '--budget and --deep need a question'],
    [['Why?', '--retry', 'inv_1'], '--retry takes no question'],
    [['--retry', 'inv_1', '--deep'], '--retry takes only --domains'],
    [['--retry', 'inv_1', '--follow', 'inv_1'], 'use one of them'],
  ] as const)('%j is refused with the reason and the usage', (args, reason) => {
    const read = (): unknown => readAskArguments(args);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(reason);
    expect(read).toThrow('npm run ask -- "question"');
  });
});
