import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../domain/errors.ts';
import { forEachDomain } from '../../../domain/domains.ts';
import { sessionId } from '../../../domain/ids.ts';
import type { InvestigationStore } from '../../../domain/api-ports.ts';
import type { WorkStore } from '../../../domain/worker-ports.ts';
import { anExplanation } from '../../support/explanation.ts';
import {
  aResult,
  aToken,
  aTurn,
  anEvidence,
  answerEvent,
  concluded,
  hex,
  intend,
  legOf,
  openBench,
  someNeeds,
  taken,
} from './bench.ts';
import type { Bench } from './bench.ts';
import { annsRequest, notFound, nothing, ofMemory, ofRequests } from './memory-calls.ts';
import type { Anns, Call, Reply } from './memory-calls.ts';
import { ofLedger, ofQuota, ofUserTokens } from './leg-calls.ts';
import { longSession, ofRounds, ofSummaries, ofTools, toolEnd } from './step-calls.ts';

let bench: Bench;
let anns: Anns;

beforeAll(async () => {
  bench = await openBench();
  anns = await makeAnns();
});
afterAll(() => bench[Symbol.asyncDispose]());

const space = 'space-cost';
const secret = 'What does the secret project cost?';

async function makeAnns(): Promise<Anns> {
  const { work } = bench;
  const session = sessionId(hex());
  const given = { owner: 'ann', session, question: secret };
  const before = await bench.investigate({ ...given, domains: ['cost'] });
  await work.appendAnswer(before, [
    answerEvent('answer.started', 1, 1),
    answerEvent('answer.finished', 1, 1),
  ]);
  await work.remember(before, 24);
  await bench.requests.keep(before, annsRequest);
  await work.takeLane(legOf(before));
  await work.ledger.asked(legOf(before), { ...taken(), conversationId: 'c-ann' });
  await work.ledger.left(legOf(before), { ended: true, genieMs: null });

  const ref = await bench.investigate({
    ...given,
    domains: ['cost', 'quality', 'security'],
    asUser: { name: 'ann@example.com', token: aToken() },
  });
  const evidence = anEvidence({ domain: 'quality' });
  const quality = legOf(ref, { domain: 'quality' });
  await work.takeLane(quality);
  await work.finishLane(quality, aResult({ evidence: [evidence] }));
  // Cost waits for quota behind a full minute; security has asked.
  const leg = legOf(ref);
  await work.takeLane(leg);
  await intend(work, leg, { question: secret });
  await work.quota.pause('paused', 3_600_000);
  await work.quota.request(leg, aTurn(leg, { workspace: 'paused' }));
  // Enough answered questions to tell when the first look should come.
  await bench.rows(
    `insert into genie_ledger (investigation_id, owner, round, domain, ask, state, space_id, question,
        lease_until, asked_at, genie_ms)
      select $1, $2, 9, 'cost', n, 'settled', $3, '', now(), now(), 1000
        from generate_series(1, 20) n`,
    [ref.id, ref.owner, space],
  );
  const security = legOf(ref, { domain: 'security' });
  await work.takeLane(security);
  await intend(work, security, { question: secret });
  await work.ledger.asked(security, taken('m-ann'));
  await work.checks.end(ref, check);
  await work.tools.end(ref, toolEnd);
  await work.checks.explain(ref, anExplanation());
  await work.appendAnswer(ref, [answerEvent('answer.started', 1, 1)]);
  await bench.rows(longSession, [session, secret]);
  await bench.memory.setPreferences('ann', { timeZone: 'UTC' });
  return { ref, earlier: before.id, leg, session, evidenceId: evidence.id };
}

const newerToken = aToken({ expiresAtMs: Date.now() + 7_200_000 });

/** Every row there is, as text. */
async function everything(): Promise<unknown> {
  const known = await bench.rows("select tablename from pg_tables where schemaname = 'public'");
  const tables = known.map(({ tablename }) => String(tablename));
  const rows = await Promise.all(
    tables.map((table) => bench.rows(`select t::text as row from ${table} t order by 1`)),
  );
  return Object.fromEntries(tables.map((table, n) => [table, rows[n]]));
}

const event = { key: 'x', type: 'steered', payload: { action: { action: 'answerNow' } } } as const;
const routing = { domains: [], tools: [], source: 'caller' } as const;

const ofInvestigationStore: Readonly<Record<keyof InvestigationStore, [Call, Reply] | string>> = {
  admit: [
    async ({ ref, session, store }) => {
      const row = await store.find({ ...ref, owner: 'ann' });
      if (!row) throw new Error('no row');
      return store.admit({ ...row, owner: ref.owner, sessionId: session }, someNeeds, () => row);
    },
    notFound,
  ],
  find: [({ ref, store }) => store.find(ref), { says: null }],
  shared: 'of no owner: reads only what its owner has shared, tested in test/api/team.test.ts',
  domainsOf: [({ ref, store }) => store.domainsOf(ref), { says: [] }],
  list: [
    ({ ref, session, store }) =>
      store.list(ref.owner, {
        sessionId: session,
        status: null,
        domain: null,
        text: 'secret',
        limit: 9,
        cursor: null,
      }),
    { says: { rows: [], nextCursor: null } },
  ],
  events: [
    ({ ref, store }) => store.events(ref, { after: -1, limit: 99, withDeltas: true }),
    { says: [] },
  ],
  evidence: [({ ref, store }) => store.evidence(ref), { says: [] }],
  evidenceById: [
    ({ ref, evidenceId, store }) => store.evidenceById(ref, evidenceId),
    { says: null },
  ],
  requestCancel: [({ ref, store }) => store.requestCancel(ref), notFound],
  keepToken: [({ ref, store }) => store.keepToken(ref, newerToken), { says: false }],
  setVisibility: [({ ref, store }) => store.setVisibility(ref, 'team'), nothing],
  reusable: 'of complete answers of an owner, tested in test/workflows/reuse.test.ts',
  sessionExists: [
    ({ ref, session, store }) => store.sessionExists(ref.owner, session),
    { says: false },
  ],
  conclude: [({ ref, store }) => store.conclude(ref, concluded), notFound],
  still: 'of the service itself: it visits what runs',
  sweep: 'of the service itself: it visits whatever is open and concludes it as its owner',
  ping: 'reads nothing',
};

type WorkMethods = Exclude<
  keyof WorkStore,
  'checks' | 'tools' | 'rounds' | 'summaries' | 'userTokens' | 'ledger' | 'quota'
>;
const ofWorkStore: Readonly<Record<WorkMethods, [Call, Reply]>> = {
  investigation: [({ ref, work }) => work.investigation(ref), notFound],
  history: [({ ref, work }) => work.history(ref), { says: { messages: [] } }],
  routingStart: [({ ref, work }) => work.routingStart(ref), notFound],
  commitRouting: [
    ({ ref, work }) =>
      work.commitRouting(ref, { routing, degraded: [], usage: {}, prompt: null, lanes: [] }),
    notFound,
  ],
  commitRetry: [
    ({ ref, work }) =>
      work.commitRetry(ref, { spaces: forEachDomain(() => null), deadlineAtMs: 0 }),
    notFound,
  ],
  committedRouting: [({ ref, work }) => work.committedRouting(ref), { says: null }],
  lanes: [({ ref, work }) => work.lanes(ref, 1), { says: [] }],
  evidence: [({ ref, work }) => work.evidence(ref), { says: [] }],
  takeLane: [({ leg, work }) => work.takeLane({ ...leg, attempt: 9 }), { says: null }],
  fence: [({ leg, work }) => work.fence(leg), { says: { open: false, reason: 'superseded' } }],
  laneEvent: [({ leg, work }) => work.laneEvent(leg, event), notFound],
  finishLane: [({ leg, work }) => work.finishLane(leg, aResult()), notFound],
  settleLanes: [
    ({ ref, work }) =>
      work.settleLanes(ref, 1, [{ domain: 'cost', outcome: 'skipped', detail: null }], []),
    notFound,
  ],
  recordSteer: [
    ({ ref, work }) =>
      work.recordSteer(ref, {
        updateId: 'u',
        action: event.payload.action,
        mostSeconds: { standard: 600, deep: 600 },
      }),
    notFound,
  ],
  appendAnswer: [
    ({ ref, work }) => work.appendAnswer(ref, [answerEvent('answer.finished', 1, 1)]),
    notFound,
  ],
  askedAs: [({ ref, work }) => work.askedAs(ref), { says: null }],
  answerState: [
    ({ ref, work }) => work.answerState(ref),
    { says: { begun: false, finished: null } },
  ],
  remember: [({ ref, work }) => work.remember(ref, 24), notFound],
  conclude: [({ ref, work }) => work.conclude(ref, concluded), notFound],
};

const blocked = { kind: 'failed', reason: secret } as const;
const check = { key: 'k', question: 'cost/x', ending: blocked };
const ofChecks: Readonly<Record<keyof WorkStore['checks'], [Call, Reply]>> = {
  ended: [({ ref, work }) => work.checks.ended(ref, 'k'), { says: null }],
  end: [({ ref, work }) => work.checks.end(ref, { ...check, key: 'other' }), notFound],
  keep: [({ ref, work }) => work.checks.keep(ref, anEvidence()), notFound],
  tell: [({ ref, work }) => work.checks.tell(ref, [event]), notFound],
  explanation: [({ ref, work }) => work.checks.explanation(ref), { says: null }],
  explain: [({ ref, work }) => work.checks.explain(ref, anExplanation()), notFound],
};

const groups = {
  ofMemory,
  ofRequests,
  ofInvestigationStore,
  ofWorkStore,
  ofChecks,
  ofTools,
  ofRounds,
  ofSummaries,
  ofUserTokens,
  ofLedger,
  ofQuota,
};
const rows = Object.entries(groups).flatMap(([group, methods]) =>
  Object.entries(methods).flatMap(([name, row]) =>
    typeof row === 'string' ? [] : [[`${group.slice(2)} ${name}`, ...row] as const],
  ),
);

async function replyTo(promise: Promise<unknown>): Promise<Reply> {
  try {
    return { says: await promise };
  } catch (error) {
    if (error instanceof AppError) return { refused: error.code };
    throw error;
  }
}

describe('another principal, with Ann’s ids in hand,', () => {
  it.each(rows)('reads and changes nothing by %s', async (_, call, expected) => {
    const asBob = {
      ...anns,
      ref: { ...anns.ref, owner: 'bob' },
      leg: { ...anns.leg, owner: 'bob' },
      ...bench,
    };
    const before = await everything();
    expect(await replyTo(call(asBob))).toEqual(expected);
    expect(await everything()).toEqual(before);
  });

  it('is met by every method of both stores', () => {
    const { checks, tools, rounds, summaries, userTokens, ledger, quota, ...work } = bench.work;
    const real = [
      [ofInvestigationStore, bench.store],
      [ofWorkStore, work],
      [ofChecks, checks],
      [ofTools, tools],
      [ofRounds, rounds],
      [ofSummaries, summaries],
      [ofUserTokens, userTokens],
      [ofLedger, ledger],
      [ofQuota, quota],
      [ofMemory, bench.memory],
      [ofRequests, bench.requests],
    ];
    for (const [table = {}, methods = {}] of real) {
      expect(Object.keys(table).toSorted()).toEqual(Object.keys(methods).toSorted());
    }
  });

  it('would have been seen: the same calls as Ann read or change something', async () => {
    const silent: string[] = [];
    for (const [name, call, expected] of rows) {
      const before = JSON.stringify(await everything());
      const reply = await replyTo(call({ ...anns, ...bench }));
      const told = JSON.stringify(reply) !== JSON.stringify(expected);
      const changed = JSON.stringify(await everything()) !== before;
      if (!told && !changed) silent.push(name);
      if (!changed) continue;
      for (const table of ['investigations', 'sessions', 'quota_waiters', 'quota_slots'])
        await bench.rows(`delete from ${table}`);
      anns = await makeAnns();
    }
    expect(silent).toEqual([]);
  });
});
