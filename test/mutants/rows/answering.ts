import { mutantsOf } from '../mutant.ts';
import type { Mutant } from '../mutant.ts';

const route = [
  'activities/route-twice.test.ts',
  'activities/route.test.ts',
  'activities/route-tools.test.ts',
  'activities/route-memory.test.ts',
];
const explain = ['activities/explain/explain.test.ts', 'activities/explain/checks.test.ts'];
const inFolder = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `activities/synthesise/${name}.test.ts`);
const body = ['simulator/investigate.test.ts', 'mutants/seeds.test.ts'];

/** What is asked, why it happened, what is told, and the body that leads through it. */
export const ofAnswering: readonly Mutant[] = [
  ...mutantsOf('activities/route.ts', route, [
    [
      'if (closedDomains.includes(domain)) {',
      'if (false) {',
      'a domain that its owner may not ask is not asked',
    ],
    [
      '({ domain }, n, all) => all.findIndex((one) => one.domain === domain) === n,',
      '() => true,',
      'a domain has one lane',
    ],
    [
      'namedTools.includes(card.tool) && onlyReads(card)',
      'namedTools.includes(card.tool)',
      'a caller names no tool that writes',
    ],
    [
      "const isAtOnce = start.investigation.domains !== null || deps.reasoner.kind === 'offline';",
      'const isAtOnce = true;',
      'a model is waited for in a step of its own',
    ],
  ]),
  ...mutantsOf('activities/explain/explain.ts', explain, [
    ['if (before !== null) return endOf(before);', '', 'a later attempt searches nothing again'],
    ['untilMs: untilMs - settleMs,', 'untilMs,', 'a search has time to store what it found'],
    [
      "evidence: evidence.filter(({ source }) => source.kind === 'genie'),",
      'evidence,',
      'a later attempt searches from the same tables',
    ],
  ]),
  ...mutantsOf('activities/explain/checks.ts', explain, [
    ['if (known !== undefined) return known;', '', 'the same statement runs once'],
    [
      'return ran < mostStatements',
      'return ran <= mostStatements',
      'a search runs at most 16 statements',
    ],
    [
      'if (investigation.closedDomains.includes(domain))',
      'if (false)',
      'a search looks only where its owner may',
    ],
    [
      'if (before !== null) return toEnd(check, before);',
      '',
      'a statement that has ended is not run again',
    ],
    [
      'truncated: table.truncated || table.rowCount >= mostRows,',
      'truncated: table.truncated,',
      'a table that reached its bound is told as cut',
    ],
    [
      '    // What ended because this step was stopped is nothing to store.\n    signal.throwIfAborted();\n',
      '',
      'what was stopped is not stored as an end',
    ],
  ]),
  ...mutantsOf('activities/synthesise/synthesise.ts', inFolder('synthesise-again', 'synthesise'), [
    ['if (state.finished) return false;', '', 'a finished answer is not written again'],
    [
      'return begun ? [reset, started] : [started];',
      'return [started];',
      'the text of an earlier attempt is taken back',
    ],
    ['    text.discard();\n', '', 'what was taken back is not written afterwards'],
  ]),
  ...mutantsOf(
    'activities/synthesise/write-answer.ts',
    inFolder('corrected', 'synthesise-again', 'synthesise', 'leaves', 'foreign-markdown'),
    [
      [
        'byRule: composed.prompt === null && inputs.unanswered === null ? composed.markdown : null,',
        'byRule: composed.markdown,',
        'what a model wrote is never remembered as a finding',
      ],
      [
        'if (markdown !== composed.markdown) {',
        'if (false) {',
        'followers see the marks of what is not supported',
      ],
      [
        'const modelCalls = attempt === 1 ? firstModelCalls : laterModelCalls;',
        'const modelCalls = firstModelCalls;',
        'a later attempt asks the model once',
      ],
    ],
  ),
  ...mutantsOf('activities/synthesise/text-log.ts', inFolder('text-log'), [
    ["pending.replace(/[\\uD800-\\uDBFF]$/, '')", 'pending', 'no character is cut in two'],
  ]),
  ...mutantsOf('activities/synthesise/confidence.ts', inFolder('confidence', 'synthesise'), [
    ['round(supported / claims.length)', '1', 'what is not supported lowers the confidence'],
    [
      'lanesAnswered: share(answered.length + causes,',
      'lanesAnswered: share(counted.length + causes,',
      'a domain that is missing lowers the confidence',
    ],
  ]),
  ...mutantsOf('activities/synthesise/caveats.ts', inFolder('synthesise', 'unanswered'), [
    [
      'const caveats = missing.length === 0 ? []',
      'const caveats = missing.length >= 0 ? []',
      'a domain that is missing is named',
    ],
    [
      '    .filter(({ truncated }) => truncated)\n',
      '    .filter(() => false)\n',
      'a table that was cut is told as cut',
    ],
  ]),
  ...mutantsOf(
    'activities/run-tool.ts',
    ['activities/run-tool.test.ts'],
    [
      ['if (before !== null) return { outcome: before.outcome };', '', 'a tool runs once'],
      [
        '    // A cancelled step stores nothing: the workflow decides how the tool ends.\n    signal.throwIfAborted();\n',
        '',
        'a tool that was cancelled is not told as failed',
      ],
    ],
  ),
  ...mutantsOf(
    'activities/deep/plan.ts',
    ['activities/deep/plan.test.ts', 'workflows/deep.test.ts'],
    [
      [
        "({ rows, source }) => rows.length > 0 && source.kind !== 'computed',",
        '({ rows }) => rows.length > 0,',
        'a round that only counted found nothing',
      ],
      [
        'const known = new Set(before.rounds.flatMap(({ found }) => found));',
        'const known = new Set();',
        'a table is found in one round',
      ],
    ],
  ),
  ...mutantsOf(
    'activities/failure.ts',
    ['activities/failure.test.ts'],
    [
      [
        "(error.code === 'bug' && attempt >= maxAttemptsOfBug)",
        'false',
        'a bug is not tried for ever',
      ],
      [
        'cut(storable(error.message), maxMessageLength)',
        'error.message',
        'a failure fits into a history',
      ],
    ],
  ),
  ...mutantsOf('workflows/lanes.ts', body, [
    ['  lane.epoch += 1;\n', '', 'a later leg has a higher epoch than the one before'],
    ['  lane.ask += 1;\n', '', 'a later leg is another question of the ledger'],
  ]),
];
