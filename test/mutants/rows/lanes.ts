import { mutantsOf } from '../mutant.ts';
import type { Mutant } from '../mutant.ts';

const lanes = ['adapters/postgres/lanes.test.ts', 'adapters/postgres/later-legs.test.ts'];
const ends = ['adapters/postgres/conclude.test.ts', 'adapters/postgres/ledger.test.ts'];
const ledger = ['adapters/postgres/ledger.test.ts', 'adapters/postgres/lanes.test.ts'];
const conversations = [
  'adapters/postgres/conversations.test.ts',
  'adapters/postgres/lanes.test.ts',
];

/** The lane, its fence, its ledger and its conversation. */
export const ofLanes: readonly Mutant[] = [
  ...mutantsOf(
    'sql/migrations/0032_hints.sql',
    [...lanes, 'adapters/postgres/steer.test.ts'],
    [
      [
        'and (epoch, attempt) <= (p_leg.epoch, p_leg.attempt) and outcome is null',
        'and outcome is null',
        'an attempt that was replaced does not get its lane back',
      ],
      [
        'and (epoch, attempt) <= (p_leg.epoch, p_leg.attempt) and outcome is null',
        'and (epoch, attempt) <= (p_leg.epoch, p_leg.attempt)',
        'a lane with an outcome is not taken',
      ],
    ],
  ),
  ...mutantsOf(
    'sql/migrations/0032_hints.sql',
    ['adapters/postgres/later-legs.test.ts', ...conversations],
    [
      [
        'elsif p_leg.ask > 1 then',
        'elsif p_leg.ask > 2 then',
        'a later leg keeps its place in the queue',
      ],
      [
        "g.ask < p_leg.ask and g.state = 'asked'",
        "g.ask < p_leg.ask and g.state = 'settled'",
        'no question is sent to a conversation in which a message runs',
      ],
    ],
  ),
  ...mutantsOf('sql/migrations/0005_legs.sql', lanes, [
    [
      "when (l.epoch, l.attempt) <> (p_leg.epoch, p_leg.attempt) then 'superseded'",
      "when l.epoch <> p_leg.epoch then 'superseded'",
      'an attempt that was replaced stops',
    ],
    [
      "when i.cancel_requested_at is not null then 'cancelled'",
      "when false then 'cancelled'",
      'after a cancel nothing is asked',
    ],
    [
      "when t.left_ms <= 0 then 'deadline'",
      "when false then 'deadline'",
      'after its deadline a lane asks nothing',
    ],
    [
      'a.round = l.round and a.outcome is null) o',
      'a.round = l.round) o',
      'the interval of polls follows the lanes that are open',
    ],
    [
      "when l.outcome is not null or i.status not in ('queued', 'running') then 'settled'",
      "when l.outcome is not null then 'settled'",
      'after the end of an investigation nothing is asked',
    ],
    [
      'and (epoch, attempt) = (p_leg.epoch, p_leg.attempt) and outcome is null;',
      'and outcome is null;',
      'an attempt that was replaced writes no event',
    ],
    [
      'and (epoch, attempt) = (p_leg.epoch, p_leg.attempt) and outcome is null;',
      'and (epoch, attempt) = (p_leg.epoch, p_leg.attempt);',
      'a lane that has ended gets no event',
    ],
  ]),
  ...mutantsOf(
    'sql/migrations/0007_lane_ends.sql',
    [...lanes, ...conversations, ...ends],
    [
      [
        "and ask = p_leg.ask and state = 'asked';",
        'and ask = p_leg.ask;',
        'a question is settled only where Genie took it',
      ],
      [
        '      and (epoch, attempt) = (p_leg.epoch, p_leg.attempt);\n  if not found then return; end if;',
        '      and (epoch, attempt) = (p_leg.epoch, p_leg.attempt);',
        "an older attempt does not change the newest one's conversation",
      ],
      [
        '  if v_ended then\n    update genie_conversations set leased_by = null',
        '  if true then\n    update genie_conversations set leased_by = null',
        'a conversation in which a message runs is forgotten',
      ],
      [
        'and (epoch, attempt) = (p_leg.epoch, p_leg.attempt) and outcome is null\n',
        'and outcome is null\n',
        'an attempt that was replaced ends no lane',
      ],
      [
        'and (epoch, attempt) = (p_leg.epoch, p_leg.attempt) and outcome is null\n',
        'and (epoch, attempt) = (p_leg.epoch, p_leg.attempt)\n',
        'the first outcome of a lane is final',
      ],
      [
        '        and l.outcome is null\n      returning l as lane',
        '      returning l as lane',
        'the first outcome of a lane is final, also where the workflow proposes another',
      ],
      [
        "outcome = case when p.outcome = 'timed_out' and w.domain is not null then 'throttled' else p.outcome end",
        'outcome = p.outcome',
        'a lane that never had its turn is throttled',
      ],
      [
        "        where t ->> 'id' <> all (evidence_ids)),",
        '        ),',
        'a table of a lane is listed once',
      ],
      [
        "where c.owner = p_owner and c.leased_by = p_id || ':' || p.domain",
        'where false',
        'a lane that has ended leases no conversation',
      ],
      [
        'waited_ms = l.waited_ms + coalesce(w.waited_ms, 0)',
        'waited_ms = l.waited_ms',
        'the time for which a lane waited is told',
      ],
    ],
  ),
  ...mutantsOf(
    'sql/migrations/0006_turns.sql',
    [...ledger, ...conversations],
    [
      [
        "and ask = p_leg.ask and state = 'intent';",
        'and ask = p_leg.ask;',
        'the ids of a question that Genie took stay',
      ],
      [
        'where c.leased_by is null or c.leased_by = excluded.leased_by;',
        'where true;',
        'a conversation that another investigation leased stays',
      ],
      [
        'and l.domain = p_leg.domain and (l.epoch, l.attempt) = (p_leg.epoch, p_leg.attempt)',
        'and l.domain = p_leg.domain',
        'an older attempt leases no conversation',
      ],
    ],
  ),
  ...mutantsOf(
    'sql/migrations/0021_owners.sql',
    [...conversations, 'adapters/postgres/quota.test.ts', 'adapters/postgres/ledger.test.ts'],
    [
      [
        'if v_stop is not null then',
        "if v_stop is not null and v_stop <> 'superseded' then",
        'an attempt that was replaced gets no turn',
      ],
      [
        "clock_timestamp() + interval '2 seconds')",
        "clock_timestamp() + interval '20 seconds')",
        'the right to send is over after 2 s',
      ],
      [
        '(leased_by is null and used_at > clock_timestamp() - make_interval(secs => p_context_hours * 3600)',
        '(leased_by is null',
        'an old conversation is no context',
      ],
      [
        '(leased_by is null and used_at',
        '(used_at',
        'a conversation has one investigation at a time',
      ],
      [
        'and domain = p_leg.domain and owner = p_leg.owner and space_id = p_space',
        'and domain = p_leg.domain and owner = p_leg.owner',
        'a conversation is continued in its own space',
      ],
    ],
  ),
  ...mutantsOf(
    'adapters/postgres/ledger.ts',
    [...ledger, ...conversations],
    [
      [
        "and g.state = 'intent' and g.lease_until > clock_timestamp()",
        "and g.state = 'intent'",
        'nothing is sent after the lease',
      ],
      [
        '            and ${isNewest} and l.outcome is null`',
        '            and ($6::int, $7::int) is not null and l.outcome is null`',
        'an attempt that was replaced sends nothing',
      ],
      [
        '            and ${isNewest} and l.outcome is null`',
        '            and ${isNewest}`',
        'a lane that has ended sends nothing',
      ],
      [
        "where ${legKey} and g.state = 'intent' and l.investigation_id",
        'where ${legKey} and l.investigation_id',
        'a question that Genie took stays in the ledger',
      ],
      [
        'and l.round = g.round and l.domain = g.domain and ${isNewest}`',
        'and l.round = g.round and l.domain = g.domain and ($6::int, $7::int) is not null`',
        "an older attempt does not take the newest one's intent away",
      ],
      [
        'and l.domain = $4 and l.outcome is not null)',
        'and l.domain = $4 and false)',
        'a lane that has ended holds no conversation',
      ],
      [
        'where message_id = any ($1)',
        "where message_id = any ($1) and state = 'asked'",
        'a message belongs to one question, also after its end',
      ],
    ],
  ),
  ...mutantsOf(
    'sql/migrations/0031_retry.sql',
    [
      'adapters/postgres/retry.test.ts',
      'activities/ask-genie/late.test.ts',
      'api/retry.test.ts',
      'adapters/postgres/ledger.test.ts',
    ],
    [
      [
        "interval '10 seconds'",
        "interval '1 second'",
        'a lost question is looked for when its POST has ended',
      ],
      [
        "and q.state <> 'intent' and not q.taken_over",
        "and q.state <> 'intent'",
        'a question counts once',
      ],
      [
        "and late.state <> 'settled';",
        ';',
        'only a question that Genie has not ended is taken over',
      ],
      [
        "taken_over = g.state = 'asked'",
        'taken_over = true',
        'only a question that Genie took counts as asked',
      ],
      [
        'select l.domain <> all (r.domains) as kept',
        'select l.outcome is not null as kept',
        'what is tried again is asked again',
      ],
    ],
  ),
];
