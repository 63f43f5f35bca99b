import { mutantsOf } from '../mutant.ts';
import type { Mutant } from '../mutant.ts';

const inFolder = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `activities/ask-genie/${name}.test.ts`);

const asking = inFolder(
  'superseded',
  'await-message',
  'ask-genie',
  'ask-stops',
  'lost-question',
  'ask-once',
);
const replies = inFolder('ends', 'odd-replies', 'ask-genie', 'ask-stops');

/** One leg of a lane: what is asked, looked up and waited for. */
export const ofAsking: readonly Mutant[] = [
  ...mutantsOf('activities/ask-genie/ask-genie.ts', asking, [
    [
      'if (lane === null) return {',
      'if (false) return {',
      'an attempt that was replaced asks nothing',
    ],
    [
      "  deadline: 'overdue',",
      "  deadline: 'superseded',",
      'a lane whose time is up is told as timed out',
    ],
    [
      'error.details.upstreamStatus === 404;',
      'error.details.upstreamStatus === 403;',
      'a conversation that was deleted is told',
    ],
  ]),
  ...mutantsOf('activities/ask-genie/ask-genie.ts', inFolder('late', 'ask-genie'), [
    [
      'if (leg.isLate) return askedAnew(leg, ending, 0);',
      '',
      'a late answer that cannot be had is asked for again',
    ],
  ]),
  ...mutantsOf('activities/ask-genie/ask-once.ts', asking, [
    ['if (earlier) return earlier;', '', 'a question that Genie took is not asked again'],
    ['if (adopted) return adopted;', '', 'a question whose reply was lost is not asked again'],
    [
      'if (error.details.unknownEffect !== false) throw',
      'if (error.details.unknownEffect === true) throw',
      'what is not known to be refused is looked up',
    ],
    [
      'await (wasSent ? quota.answered(slot) : quota.unused(slot));',
      'await quota.unused(slot);',
      'a refused request counts as a question',
    ],
    [
      '    await quota.pause(deps.genie.workspace, error.details.retryAfterMs ?? defaultPauseMs);\n',
      '',
      'a limit pauses the workspace',
    ],
    [
      '      ledger.leaseHolds(leg.ref),',
      '      Promise.resolve(true),',
      'nothing is sent after the lease',
    ],
    [
      "if (conversationId === null || error.code === 'upstream.down') throw error;",
      'throw error;',
      'where a conversation refuses, a new one is opened',
    ],
    [
      'entry.settlesInMs >= fence.deadlineInMs) {',
      'false) {',
      'a lane that has no time to look says so',
    ],
  ]),
  ...mutantsOf('activities/ask-genie/reconcile.ts', inFolder('lost-question', 'ask-once'), [
    [
      'await pause(deps, leg, entry.settlesInMs);',
      '',
      'a lost question is looked for when its POST has ended',
    ],
    [
      'message.content === entry.question && message.createdAtMs >= sinceMs',
      'message.createdAtMs >= sinceMs',
      'a message with other words is not taken',
    ],
    [
      'message.content === entry.question && message.createdAtMs >= sinceMs',
      'message.content === entry.question',
      'an older message with the same words is not taken',
    ],
    [
      '!owned.includes(message.messageId)',
      'message.messageId !== null',
      'a message of another lane is not taken',
    ],
    ['const searches = 2;', 'const searches = 1;', 'a message that the lists show late is found'],
    ['awayMs(a) - awayMs(b)', 'awayMs(b) - awayMs(a)', 'of two such messages the nearest is taken'],
  ]),
  ...mutantsOf(
    'activities/ask-genie/await-message.ts',
    inFolder('await-message', 'lost-question', 'ask-genie'),
    [
      [
        "'CANCELLED', 'QUERY_RESULT_EXPIRED']",
        "'CANCELLED']",
        'a result that is gone is made again',
      ],
      [
        'warehouseStartMs += isWarehouseStarting ? nowMs() - polledMs : 0;',
        '',
        'the start of a warehouse does not count',
      ],
      [
        'await pause(deps, leg, askedMsAgo > 0 ? 0 : (firstLookMs',
        'await pause(deps, leg, (firstLookMs',
        'a question that was asked before is looked at at once',
      ],
    ],
  ),
  ...mutantsOf('activities/ask-genie/await-result.ts', replies, [
    [
      "if (executed) throw new AppError('upstream.rejected', goneAgain);",
      '',
      'a query is run again once',
    ],
  ]),
  ...mutantsOf('activities/ask-genie/poll.ts', replies, [
    [
      'unreadable > maxUnreadable)',
      'unreadable > maxUnreadable + 100)',
      'what cannot be read is given up',
    ],
    [
      'Math.min(leftMs, deadlineInMs - tellMs)',
      'leftMs',
      'a lane in trouble tells the reason before its deadline',
    ],
  ]),
  ...mutantsOf('activities/ask-genie/leg.ts', asking, [
    ['if (!fence.open) throw new Stopped(fence.reason);', '', 'a leg that may not go on stops'],
  ]),
  ...mutantsOf(
    'activities/ask-genie/collect.ts',
    inFolder('ends', 'declined', 'two-times', 'odd-replies'),
    [
      [
        'if (following !== null && isAnswer(outcome))',
        'if (following !== null)',
        'the second time is asked where the first has rows',
      ],
      [
        'const mayRephrase = ref.ask === 1 ||',
        'const mayRephrase = ref.ask <= 2 ||',
        'a question is asked at most once more in other words',
      ],
      [
        'if (table.rows.length === 0 && table.rowCount > 0) {',
        'if (false) {',
        'rows that were not sent are not told as none',
      ],
      [
        'const { outcome, detail } = keeping(leg.kept, ending);',
        'const { outcome, detail } = ending;',
        'what an earlier leg found is kept',
      ],
    ],
  ),
];
