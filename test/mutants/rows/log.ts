import { mutantsOf } from '../mutant.ts';
import type { Mutant } from '../mutant.ts';

const log = ['adapters/postgres/append.test.ts', 'adapters/postgres/conclude.test.ts'];
const conclude = ['adapters/postgres/conclude.test.ts'];
const steer = ['adapters/postgres/steer.test.ts'];
const sweep = [
  'adapters/postgres/sweep.test.ts',
  'api/sweep.test.ts',
  'workflows/stranded.test.ts',
];
const admission = [
  'adapters/postgres/admissions.test.ts',
  'adapters/postgres/admit.test.ts',
  'adapters/postgres/principals.test.ts',
  'api/admission.test.ts',
  'api/retry.test.ts',
];

/** The log of an investigation, from its admission to its end. */
export const ofLog: readonly Mutant[] = [
  ...mutantsOf('sql/migrations/0001_investigations.sql', log, [
    [
      'select * into inv from investigations where id = p_id and owner = p_owner for update;',
      'select * into inv from investigations where id = p_id and owner = p_owner;',
      'events of two writers are numbered without a gap',
    ],
    [
      'if exists (select from events where investigation_id = p_id and key = v_key) then',
      'if false then',
      'an event that a second attempt writes again is dropped',
    ],
    [
      "    if inv.status not in ('queued', 'running') then\n      raise exception 'the log has ended'",
      "    if false then\n      raise exception 'the log has ended'",
      'nothing comes after `finished`',
    ],
    [
      "        or exists (select from events where investigation_id = p_id and type = 'answer.finished') then",
      '        then',
      'an answer that was finished is not changed',
    ],
    [
      "if (split_part(v_key, ':', 2)::int, split_part(v_key, ':', 3)::int) < (inv.answer_pass, inv.answer_attempt)\n        or exists",
      'if exists',
      'an older attempt writes no text into a newer one',
    ],
    [
      "v_newest.type = v_type and v_newest.payload = e -> 'payload' then",
      'v_newest.type = v_type then',
      'news of a lane are dropped only where they say the same',
    ],
    ["perform pg_notify('investigation_events', p_id);", 'null;', 'followers see an event at once'],
  ]),
  ...mutantsOf('adapters/postgres/conclude.ts', conclude, [
    ['if (hasEnded(status)) return status;', '', 'an investigation ends once'],
    [
      "const answered = end.status === 'failed' && closed.answered;",
      'const answered = false;',
      'a run that fails after its answer ends as its lanes did',
    ],
    ["const final = cancelled ? 'cancelled' : told;", 'const final = told;', 'a cancel wins'],
    ['cancelled ? null : rememberHours,', 'rememberHours,', 'what was cancelled is not remembered'],
    [
      'const failure = answered || cancelled ? null : end.failure;',
      'const failure = end.failure;',
      'an investigation that was cancelled has not failed',
    ],
  ]),
  ...mutantsOf(
    'sql/migrations/0033_rounds.sql',
    [...conclude, 'adapters/postgres/rounds.test.ts'],
    [
      [
        "order by domain, outcome in ('answered', 'no_data') desc, round);",
        'order by domain, round);',
        'of several rounds an answer counts',
      ],
      [
        "if not exists (select from events where investigation_id = p_id and key = 'planned:' || p_round) then",
        'if true then',
        'a second attempt plans no round again',
      ],
    ],
  ),
  ...mutantsOf(
    'adapters/postgres/rounds.ts',
    ['workflows/deep.test.ts', 'activities/ask-genie/late.test.ts'],
    [
      [
        'untold: { statements: statements - told },',
        'untold: { statements },',
        'a statement is counted in one round',
      ],
    ],
  ),
  ...mutantsOf(
    'sql/migrations/0020_memory.sql',
    ['adapters/postgres/lanes.test.ts', 'activities/route.test.ts'],
    [
      [
        "if not exists (select from events where investigation_id = p_id and key = 'routed') then",
        'if true then',
        'a second attempt routes nothing again',
      ],
    ],
  ),
  ...mutantsOf('sql/migrations/0009_admission.sql', admission, [
    [
      'perform pg_advisory_xact_lock(7215605);',
      '',
      'of two admissions at once, the second takes the first into account',
    ],
    [
      'on conflict (id) do update set last_used_at = clock_timestamp() where sessions.owner = p_owner;',
      'on conflict (id) do update set last_used_at = clock_timestamp();',
      "nobody asks in another user's session",
    ],
  ]),
  ...mutantsOf('sql/migrations/0043_reuse.sql', admission, [
    [
      "if r.retry_of is not null and r.domains is distinct from '{}' and exists",
      'if false and exists',
      'an investigation is tried again once',
    ],
  ]),
  ...mutantsOf('adapters/postgres/admit.ts', admission, [
    [
      'slots: row.slots ?? genieSlotsPerWorker,',
      'slots: row.slots ?? 0,',
      'before a worker has told its slots, questions are admitted',
    ],
    [
      "if (!created) throw new AppError('input.not_found', 'There is no such investigation.');",
      '',
      "an id of another owner is nobody's",
    ],
  ]),
  ...mutantsOf('adapters/postgres/steer.ts', steer, [
    ['if (rowCount !== 0) return;', '', 'a repeated request is accepted and changes nothing'],
    [
      "if (cancelRequested) throw conflict('The investigation is being cancelled.');",
      '',
      'what is being cancelled is not steered',
    ],
    [
      'where investigation_id = $1 and owner = $2 and outcome is null`,',
      'where investigation_id = $1 and owner = $2`,',
      'the deadline of a lane that has ended stays',
    ],
    [
      'budget_seconds = budget_seconds + $3::int',
      'budget_seconds = budget_seconds',
      'all extensions together keep to the most that is allowed',
    ],
  ]),
  ...mutantsOf('adapters/postgres/sweep.ts', sweep, [
    ['if (!lock.rows[0]?.mine) return;', '', 'one process sweeps at a time'],
    [
      "deadline_at < clock_timestamp() - interval '30 seconds'",
      "deadline_at < clock_timestamp() + interval '30 seconds'",
      'an investigation that is in time is left alone',
    ],
    [
      'order by swept_at nulls first, created_at limit 100',
      'order by created_at limit 100',
      'each one gets its turn',
    ],
    [
      "or cancel_requested_at < clock_timestamp() - interval '10 seconds'",
      '',
      'a cancel that Temporal did not hear is repeated',
    ],
    [
      'and (i.swept_at is null or i.swept_at < clock_timestamp() - make_interval(secs => $1::float8 / 1000))',
      '',
      'a silent one is visited once within the time',
    ],
  ]),
  ...mutantsOf(
    'adapters/postgres/reusable.ts',
    ['adapters/postgres/reusable.test.ts', 'workflows/reuse.test.ts'],
    [
      [
        'i.asked_as is not distinct from $6',
        '($6::text is null or true)',
        'tables of a user are shown to whom the workspace would show them',
      ],
      [
        'and substr(i.session_id, 5) = substr(i.id, 5)',
        '',
        'a follow-up is no question that stands alone',
      ],
    ],
  ),
  ...mutantsOf(
    'adapters/postgres/checks.ts',
    ['adapters/postgres/checks.test.ts', 'activities/explain/explain.test.ts'],
    [
      ['if (rows[0]) return rows[0].explanation;', '', 'the first explanation stands'],
      ['if (rowCount === 0) {', 'if (rowCount === -1) {', 'the first end of a statement stands'],
    ],
  ),
];
