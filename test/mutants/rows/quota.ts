import { mutantsOf } from '../mutant.ts';
import type { Mutant } from '../mutant.ts';

const quota = [
  'adapters/postgres/quota.test.ts',
  'adapters/postgres/quota-fair.test.ts',
  'adapters/postgres/quota-share.test.ts',
];

/** Genie's quota, and what a question is told of it. */
export const ofQuota: readonly Mutant[] = [
  ...mutantsOf('sql/migrations/0055_turns_in_order.sql', quota, [
    [
      "perform pg_advisory_xact_lock(hashtextextended('quota:' || p_workspace, 0));",
      '',
      'of two who ask at once, one gets the last slot',
    ],
    [
      'v_used + ahead < p_per_minute',
      'v_used + ahead <= p_per_minute',
      'no minute has more questions than the quota',
    ],
    [
      'and coalesce(v_paused <= v_now, true) then',
      'then',
      'nothing is asked while the workspace is paused',
    ],
    [
      "v_now + interval '72 seconds'",
      "v_now + interval '12 seconds'",
      'a slot whose worker died is not free before its minute',
    ],
    [
      'v_shared_used + v_shared_ahead < greatest',
      'v_shared_used + v_shared_ahead <= greatest',
      'evaluations take no more than their share',
    ],
    [
      'v_deep_used + v_deep_ahead >= deep_share',
      'v_deep_used + v_deep_ahead > deep_share',
      'deep investigations take at most half',
    ],
    [
      "seen_at < v_now - interval '60 seconds';",
      "seen_at < v_now - interval '6000 seconds';",
      'who waits for a worker that died keeps nobody waiting',
    ],
    [
      'order by w.begun desc, w.first_since, w.investigation_id',
      'order by w.first_since, w.investigation_id',
      'the questions of a turn that has begun come first',
    ],
    [
      'where t.investigation_id is distinct from p_id or v_since > t.at;',
      'where true;',
      'a turn is counted from its first question',
    ],
    [
      'where (w.shared, w.turn, w.waits_since, w.first_since,',
      'where (w.shared, w.turn, w.first_since, w.waits_since,',
      'who has waited longest for a turn is next',
    ],
  ]),
  ...mutantsOf(
    'sql/migrations/0055_turns_in_order.sql',
    [...quota, 'adapters/postgres/admit.test.ts'],
    [
      [
        'coalesce(sum(n) filter (where asker = p_owner), 0)::int as of_owner',
        'coalesce(sum(n), 0)::int as of_owner',
        'the limit of a day counts the own questions',
      ],
      [
        'when v_is_last = (s.owner is not null) then o.turn <= m.turn',
        'when v_is_last = (s.owner is not null) then o.turn < m.turn',
        'the wait that is told counts all that come before',
      ],
    ],
  ),
  ...mutantsOf(
    'sql/migrations/0001_investigations.sql',
    [...quota, 'adapters/postgres/admit.test.ts'],
    [
      [
        '60 * (p_ahead / p_per_minute)',
        '0 * (p_ahead / p_per_minute)',
        'the wait that is told has a minute for each full round of the quota',
      ],
    ],
  ),
  ...mutantsOf('sql/migrations/0006_turns.sql', quota, [
    [
      "set free_at = clock_timestamp() + interval '60 seconds' where id = p_slot",
      "set free_at = clock_timestamp() + interval '6 seconds' where id = p_slot",
      'a slot is free a minute after its question was answered',
    ],
  ]),
  ...mutantsOf(
    'adapters/postgres/quota.ts',
    [...quota, 'activities/ask-genie/ask-genie.test.ts'],
    [
      [
        "clock_timestamp() + interval '60 seconds' where id = $1",
        "clock_timestamp() + interval '6 seconds' where id = $1",
        'a refused question counts for a minute',
      ],
      [
        'greatest(quota_workspaces.paused_until, excluded.paused_until)',
        'excluded.paused_until',
        'a shorter pause does not end a longer one',
      ],
    ],
  ),
];
