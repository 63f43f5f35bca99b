import { mutantsOf } from '../mutant.ts';
import type { Mutant } from '../mutant.ts';

const proposals = ['adapters/postgres/proposals.test.ts', 'activities/apply-proposal.test.ts'];
const watches = [
  'adapters/postgres/watches.test.ts',
  'activities/watch/check-watch.test.ts',
  'workflows/watches.test.ts',
];
const deliveries = ['activities/delivery.test.ts', 'workflows/webhooks.test.ts'];

/** Proposals, watches and messages to webhooks. */
export const ofWatching: readonly Mutant[] = [
  ...mutantsOf('adapters/postgres/proposals.ts', proposals, [
    [
      "and status = 'proposed' and hash = $3 returning id`",
      "and status = 'proposed' and $3::text is not null returning id`",
      'what was approved is what was shown',
    ],
    [
      'and (lease_until is null or lease_until < clock_timestamp()) returning id`',
      'returning id`',
      'one request is under way at a time',
    ],
    [
      "where status = 'approved' and decided_at < clock_timestamp() - ${leftBehind}",
      "where status = 'applied' and decided_at < clock_timestamp() - ${leftBehind}",
      'an approval whose workflow was not started is started',
    ],
  ]),
  ...mutantsOf('activities/apply-proposal.ts', proposals, [
    [
      'if (await adopt(deps, alerts, proposal)) return await endOf(deps, ref);',
      '',
      'an alert whose reply was lost is found',
    ],
    ['if (waitMs > 0)', 'if (waitMs < 0)', 'nothing is sent under the lease of another request'],
    [
      'if (!mayBeDone) await deps.proposals.withdraw(proposal);',
      '',
      'after a refusal the lease is given back',
    ],
    [
      'if (problem !== null && !proposal.wasBegun)',
      'if (problem !== null)',
      'what may have been created is not told as failed',
    ],
  ]),
  ...mutantsOf('adapters/postgres/watch-work.ts', watches, [
    [
      'statements_today < $3) returning id`',
      'statements_today <= $3) returning id`',
      'a day has no more statements than its limit',
    ],
    ['return before ?? end(client', 'return end(client', 'a check is settled once'],
    [
      'first + investigate;',
      'investigate;',
      'the line of a watch that is looked into is the right one',
    ],
  ]),
  ...mutantsOf('activities/watch/check-watch.ts', watches, [
    [
      'if (before !== null) return before;',
      '',
      'a second attempt of a check asks the warehouse nothing',
    ],
    [
      'if (isDomain(question.domain) && !mayAsk(deps.domainAccess, principal, question.domain))',
      'if (false)',
      'a watch sees what its owner may ask now',
    ],
    [
      'if (failures[error.code].retried && attempt < mostWatchAttempts) throw thrown;',
      '',
      'a failure that may pass is tried again',
    ],
    [
      "const isNews = !isOff && watch.state !== 'unknown';",
      'const isNews = !isOff;',
      'that nothing is known is told once',
    ],
  ]),
  ...mutantsOf('activities/delivery/deliver.ts', deliveries, [
    ["if (status === 410) return 'gone';", '', 'a target that is gone gets nothing more'],
    [
      'status >= 200 && status < 300',
      'status >= 200 && status < 500',
      'a message that was not taken is sent again',
    ],
  ]),
  ...mutantsOf('adapters/postgres/deliveries.ts', deliveries, [
    [
      "where id = $1 and owner = $2 and state = 'pending' returning webhook_id`",
      'where id = $1 and owner = $2 returning webhook_id`',
      'how a message ended is final',
    ],
    [
      'and (s.expires_at is null or s.expires_at > now())',
      '',
      'a secret that was replaced signs nothing after its time',
    ],
  ]),
];
