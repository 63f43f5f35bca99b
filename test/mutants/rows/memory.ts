import { mutantsOf } from '../mutant.ts';
import type { Mutant } from '../mutant.ts';

const memory = [
  'adapters/postgres/memory.test.ts',
  'adapters/postgres/memory-contract.test.ts',
  'adapters/postgres/recall.test.ts',
];
const keeping = ['adapters/postgres/keeping.test.ts', 'adapters/postgres/memory-contract.test.ts'];
const forget = ['adapters/postgres/forget.test.ts', 'api/sessions.test.ts', 'api/memory.test.ts'];
const tokens = ['adapters/postgres/user-tokens.test.ts', 'activities/ask-genie/as-user.test.ts'];

/** What is remembered, for how long, and the tokens of users. */
export const ofMemory: readonly Mutant[] = [
  ...mutantsOf(
    'sql/migrations/0048_summaries.sql',
    [...memory, 'adapters/postgres/summaries.test.ts'],
    [
      [
        'and owner = p_owner and at < p_before and expires_at > clock_timestamp()',
        'and owner = p_owner and at < p_before',
        'what has expired is not read',
      ],
      [
        'and owner = p_owner and at < p_before and expires_at > clock_timestamp()',
        'and owner = p_owner and expires_at > clock_timestamp()',
        'a question knows what was said before it',
      ],
      [
        'where id = p_id and owner = p_owner and summary_usage is null;\n  if not found or p_text is null',
        'where id = p_id and owner = p_owner;\n  if not found or p_text is null',
        'a summary is counted once',
      ],
    ],
  ),
  ...mutantsOf('sql/migrations/0023_insights.sql', memory, [
    ['if not found then return; end if;', '', 'a question is remembered once'],
  ]),
  ...mutantsOf('sql/migrations/0057_recall_once.sql', memory, [
    ['i.session_id <> p_session', 'true', 'what is recalled comes from other sessions'],
    [
      'where s.owner = p_owner and s.at < p_before',
      'where s.at < p_before',
      "nobody is told another user's insights",
    ],
    [
      'where q.owner = p_owner and q.at < p_before',
      'where q.at < p_before',
      "nobody is told another user's questions",
    ],
  ]),
  ...mutantsOf('sql/migrations/0022_keeping.sql', keeping, [
    [
      "and created_at < p_before and status not in ('queued', 'running')",
      'and created_at < p_before',
      'nothing of an open investigation is deleted',
    ],
    [
      "and d.type = 'answer.delta' and d.seq <> w.seq;",
      "and d.type = 'answer.delta';",
      'the text of an old answer stays in one event',
    ],
    [
      "update investigations set memory_state = 'repaired' where id = r.id",
      "update investigations set memory_state = 'failed' where id = r.id",
      'what was repaired is told',
    ],
    [
      "    update investigations set memory_state = 'failed' where id = p_id and owner = p_owner;\n",
      '',
      'what could not be saved is saved later',
    ],
  ]),
  ...mutantsOf('sql/migrations/0048_summaries.sql', keeping, [
    [
      'delete from messages where id = any (array(select id from messages where expires_at < statement_timestamp()',
      'delete from messages where id = any (array(select id from messages where expires_at is not null',
      'what has not expired is kept',
    ],
  ]),
  ...mutantsOf('sql/migrations/0021_owners.sql', forget, [
    [
      "if exists (select from investigations where id = any (v_ids) and status in ('queued', 'running')) then\n    raise exception 'an investigation of the session is open'",
      "if false then\n    raise exception 'an investigation of the session is open'",
      'a session whose question is open is not deleted',
    ],
    [
      'delete from investigations where id = any (v_ids) and owner = p_owner;\n  for v_table',
      'for v_table',
      'everything of an owner is deleted',
    ],
    [
      "update quota_slots set investigation_id = '', owner = null where investigation_id = any (p_ids);",
      'delete from quota_slots where investigation_id = any (p_ids);',
      'who deletes a question does not get its slot back',
    ],
    [
      "        and intent_at >= date_trunc('day', clock_timestamp(), 'UTC')",
      '',
      'deleted questions count for their own day',
    ],
  ]),
  ...mutantsOf('sql/migrations/0056_user_tokens.sql', tokens, [
    [
      'and not is_refused and expires_at >= p_expires) then',
      'and expires_at >= p_expires) then',
      'a token that was refused is replaced',
    ],
    [
      "and asked_as is not null and status in ('queued', 'running') for update;",
      'and asked_as is not null for update;',
      'no token is kept after the end',
    ],
    [
      "when (new.status not in ('queued', 'running')) execute",
      'when (false) execute',
      'who ends an investigation wipes its token',
    ],
  ]),
  ...mutantsOf('adapters/postgres/user-tokens.ts', tokens, [
    ['and version = $3`', 'and version <= $3`', 'only the token that was used is refused'],
    [
      'and version = $3`',
      'and $3::int is not null`',
      'a newer token is not refused with an older one',
    ],
  ]),
  ...mutantsOf(
    'sql/migrations/0025_web_credits.sql',
    ['adapters/tavily/web-search.test.ts'],
    [
      [
        'where web_credits.credits + excluded.credits <= p_limit;',
        'where true;',
        'a day has no more web searches than its limit',
      ],
    ],
  ),
];
