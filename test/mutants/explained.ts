import type { Explained } from './judged.ts';

const ofFile = (
  file: string,
  rows: readonly (readonly [from: string, to: string, because: string, line?: string])[],
): readonly Explained[] =>
  rows.map(([from, to, because, line]) => ({ file, from, to, because, ...(line ? { line } : {}) }));

/** Every mutant that survives, and why that is right. */
export const explained: readonly Explained[] = [
  ...ofFile('domain/decimals.ts', [
    ['[]', '["Stryker was here"]', 'Only the places after the first are read.'],
    ['scale < 0', 'scale <= 0', 'A scale of 0 multiplies by 1 and stays 0.'],
    ['a.digits < 0n', 'a.digits <= 0n', '0 is its own negative.'],
  ]),
  ...ofFile('domain/retry.ts', [
    ['outcome === null', 'false', 'No outcome is no answer either, and not `skipped`.'],
    ['outcome !== null', 'true', 'No outcome is no answer either.'],
  ]),
  ...ofFile('causes/settle.ts', [
    ['atMs !== null', 'true', 'null counts as 1970, which is after no cause.', 'causeByMs'],
    ['chain[0]?.tested', 'chain[0].tested', 'A chain with a root in it has a first part.'],
  ]),
  ...ofFile('workflows/investigate.ts', [
    [
      '[]',
      '["Stryker was here"]',
      'A text has no start, so it is a tool that never begins.',
      'routed.value.tools',
    ],
    ['verdict !== null', 'true', 'null is not in the list of verdicts.'],
    ['lane.outcome !== null', 'true', 'No outcome is no answer.'],
  ]),
  ...ofFile('workflows/lanes.ts', [
    ['lane.leg?.cancel', 'lane.leg.cancel', 'A lane that is open has a leg.'],
    [
      '{ ok: true, value: [...settledLanes.values()] }',
      '{}',
      'After a cancel nobody reads it.',
      'return {',
    ],
    [
      'true',
      'false',
      'After a cancel nobody reads it.',
      'return { ok: true, value: [...settledLanes',
    ],
    [
      '[...settledLanes.values()]',
      '[]',
      'After a cancel nobody reads it.',
      'return { ok: true, value: [...settledLanes',
    ],
    ['lane.questionId !== null', 'true', 'No question has the id null.'],
    ['questionId === null', 'false', 'No answer has the id null.'],
  ]),
  ...ofFile('workflows/tools.ts', [
    ['false', 'true', 'After a cancel nobody reads it.', 'inbox.cancelRequested'],
  ]),
  ...ofFile('workflows/unless-stopped.ts', [
    [
      'deadlineMs?.() ?? null',
      'deadlineMs?.() && null',
      'The deadline then seems to have moved, and is read again at once.',
    ],
    ['deadlineMs?.()', 'deadlineMs()', 'Only a deadline that is there moves.'],
  ]),
  ...ofFile('sql/migrations/0005_legs.sql', [
    [
      "when l.outcome is not null or i.status not in ('queued', 'running') then 'settled'",
      "when l.outcome is not null then 'settled'",
      'Who ends an investigation gives all its lanes an outcome in the same transaction.',
    ],
  ]),
  ...ofFile('sql/migrations/0022_keeping.sql', [
    [
      "and d.type = 'answer.delta' and d.seq <> w.seq;",
      "and d.type = 'answer.delta';",
      'PostgreSQL changes a row once in a statement: the one that was updated is not deleted, as a rule.',
    ],
  ]),
  ...ofFile('adapters/postgres/user-tokens.ts', [
    [
      'and version = $3`',
      'and version <= $3`',
      'The version that was used is never newer than the one that is stored.',
    ],
  ]),
  ...ofFile('activities/explain/explain.ts', [
    [
      'untilMs: untilMs - settleMs,',
      'untilMs,',
      'It matters only for a statement that ends in the last half second; then the workflow says that the time was too short.',
    ],
  ]),
];
