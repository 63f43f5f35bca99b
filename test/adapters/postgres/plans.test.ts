import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInvestigationStore } from '../../../adapters/postgres/investigation-store.ts';
import { createKeepingStore } from '../../../adapters/postgres/memory-keeping.ts';
import { createMemoryStore } from '../../../adapters/postgres/memory.ts';
import { createPool } from '../../../adapters/postgres/pool.ts';
import type { Pool } from '../../../adapters/postgres/pool.ts';
import { createWorkStore } from '../../../adapters/postgres/work-store.ts';
import { investigationId, sessionId } from '../../../domain/ids.ts';
import type { SessionId } from '../../../domain/ids.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import type { InvestigationStore } from '../../../domain/api-ports.ts';
import type { KeepingStore } from '../../../domain/keeping.ts';
import type { MemoryStore } from '../../../domain/memory-port.ts';
import type { WorkStore } from '../../../domain/worker-ports.ts';
import { anExplanation } from '../../support/explanation.ts';
import {
  aResult,
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

/** Rows that grow with every investigation; each statement may read few of them. */
const large = [
  'sessions',
  'investigations',
  'events',
  'lanes',
  'genie_ledger',
  'genie_conversations',
  'evidence',
  'checks',
  'steers',
  'messages',
];

/**
 * 100,000 ended investigations with two lanes each, in one space: half of them one owner's. Every tenth
 * has rows in the tables that are only read by investigation or session.
 */
const grown = `
  insert into sessions (id, owner)
    select 'ses_' || lpad(to_hex(n), 32, '0'), case when n % 2 = 0 then 'busy' else 'user-' || n % 2000 end from generate_series(1, 100000) n;
  insert into investigations (id, owner, session_id, mode, question, visibility, closed_domains,
      budget_seconds, body_hash, estimate, status, created_at, deadline_at)
    select 'inv_' || right(id, 32), owner, id, 'standard', 'What did jobs cost?', 'private', '{}', 120, 'hash',
        '{"seconds": 120, "waitSeconds": 0, "reason": ""}', 'completed',
        now() - make_interval(hours => n::int), now() - make_interval(hours => n::int - 1)
      from (select *, row_number() over (order by id) as n from sessions) s;
  insert into lanes (investigation_id, owner, round, domain, question, space_id, deadline_at, outcome)
    select i.id, i.owner, 1, d, i.question, 's', i.deadline_at, 'answered'
      from investigations i, unnest('{cost,quality}'::text[]) d;
  insert into genie_ledger (investigation_id, owner, round, domain, ask, state, space_id, question,
      conversation_id, message_id, lease_until, intent_at, asked_at, genie_ms)
    select l.investigation_id, l.owner, 1, l.domain, 1, 'settled', 's', l.question, 'c',
        'm-' || l.investigation_id || l.domain, i.created_at, i.created_at, i.created_at, 20000
      from lanes l join investigations i on i.id = l.investigation_id;
  insert into genie_conversations (session_id, domain, owner, space_id, conversation_id)
    select id, 'cost', owner, 's', 'c' from sessions;
  create table tenth as select * from investigations where id like '%0';
  insert into events (investigation_id, owner, seq, key, type, at, payload)
    select i.id, i.owner, s, 'key ' || s, 'lane.progress', i.created_at, '{"domain": "cost"}'
      from tenth i, generate_series(0, 9) s;
  insert into evidence (investigation_id, owner, id, domain, body)
    select id, owner, 'ev_' || d, d, '{}' from tenth, unnest('{cost,quality}'::text[]) d;
  insert into checks (investigation_id, owner, key, question, ending, evidence_id)
    select id, owner, d, 'q', '{"kind": "rows"}', 'ev_' || d from tenth, unnest('{cost,quality}'::text[]) d;
  insert into steers (investigation_id, owner, update_id, action)
    select id, owner, 'u', '{"action": "answerNow"}' from tenth;
  insert into messages (id, session_id, owner, role, content, expires_at)
    select i.id || r, i.session_id, i.owner, r, 'text', now() + interval '1 day'
      from tenth i, unnest('{user,assistant}'::text[]) r`;

type PlanNode = Readonly<Record<string, unknown>> & { readonly Plans?: readonly PlanNode[] };
type Plan = { readonly 'Query Text': string; readonly Plan: PlanNode };

let bench: Bench;
let pool: Pool;
let work: WorkStore;
let store: InvestigationStore;
let memory: MemoryStore;
let keeping: KeepingStore;
let plans: Plan[] = [];

beforeAll(async () => {
  bench = await openBench();
  const filler = new pg.Client({ connectionString: bench.url });
  await filler.connect();
  // Keys of other tables are right, so checking them would only take time.
  await filler.query('set session_replication_role = replica');
  for (const statement of grown.split(';')) await filler.query(statement);
  await filler.query('analyze');
  await filler.end();
  // The server itself tells the plan of every statement, also of those inside functions.
  const url = new URL(bench.url);
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_nested_statements': 'on',
    'auto_explain.log_format': 'json',
    'auto_explain.log_level': 'notice',
  };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  url.searchParams.set('options', options.join(' '));
  pool = createPool(url.href, 1);
  pool.on('connect', (client) => {
    client.on('notice', ({ message = '' }) => {
      const json = /plan:\s*(\{.*\})/s.exec(message)?.[1];
      if (json !== undefined) plans.push(JSON.parse(json) as Plan);
    });
  });
  work = createWorkStore(pool);
  store = createInvestigationStore(pool, 100_000);
  memory = createMemoryStore(pool);
  keeping = createKeepingStore(pool);
});
afterAll(async () => {
  await pool.end();
  await bench[Symbol.asyncDispose]();
});

/** After so many uses a connection may keep one plan of a statement for all values of its parameters. */
const plansOfOwn = 5;

/** Most rows that one node of a plan may look at. */
const fewRows = 500;

function nodesOf(node: PlanNode): readonly PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

/** Nodes that read a large table as a whole, or many rows of it to find few. */
function tooMuch({ 'Query Text': text, Plan: root }: Plan): readonly string[] {
  return nodesOf(root).flatMap((node) => {
    const table = node['Relation Name'];
    if (typeof table !== 'string' || !large.includes(table)) return [];
    const loops = Number(node['Actual Loops'] ?? 1);
    const each = Number(node['Actual Rows'] ?? 0) + Number(node['Rows Removed by Filter'] ?? 0);
    const isWhole = node['Node Type'] === 'Seq Scan';
    if (!isWhole && loops * each <= fewRows) return [];
    return [`${String(node['Node Type'])} of ${loops * each} rows of ${table}: ${text}`];
  });
}

async function scenario(owner: string): Promise<void> {
  const session = sessionId(hex());
  const given = { owner, session, domains: ['cost', 'quality', 'security'] as const };
  const admit = async () => {
    const ref = await bench.investigate({ owner, session });
    const row = await store.find(ref);
    if (!row) throw new Error('no row');
    await store.admit({ ...row, bodyHash: 'hash' }, someNeeds, () => row);
    const fresh = { ...row, id: investigationId(hex()), bodyHash: 'hash' };
    await store.admit(fresh, someNeeds, () => row);
    return fresh;
  };
  await admit();
  const ref = await bench.investigate(given);
  await work.commitRouting(await bench.investigate({ owner, session }), {
    routing: { domains: [], tools: [], source: 'caller' },
    degraded: [],
    usage: {},
    prompt: null,
    lanes: [{ domain: 'cost', question: 'q', spaceId: 's', deadlineAtMs: Date.now() }],
  });
  const leg = legOf(ref);
  await work.investigation(ref);
  await work.history(ref);
  await work.committedRouting(ref);
  await work.lanes(ref, 1);
  await work.takeLane(leg);
  await work.fence(leg);
  const genie = { spaceId: 's', conversationId: 'c', messageId: 'm', url: 'http://w' };
  const payload = { domain: 'cost', round: 1, status: 'SUBMITTED', genie } as const;
  await work.laneEvent(leg, { key: 'progress', type: 'lane.progress', payload });
  const { ledger, quota } = work;
  await ledger.read(leg);
  const { slot } = await intend(work, leg, { spaceId: 's' });
  await ledger.leaseHolds(leg);
  await ledger.withdraw({ ...leg, domain: 'quality' });
  const message = `m-${hex()}`;
  await ledger.asked(leg, { ...taken(message), spaceId: 's', slot });
  await quota.answered(slot);
  await quota.unused('0');
  await quota.pause('another', 1);
  await ledger.known([message, 'another']);
  await ledger.left(leg, { ended: false });
  const left = { ended: true, genieMs: 1_000 } as const;
  await work.finishLane(leg, aResult({ evidence: [anEvidence()], left }));
  await work.recordSteer(ref, {
    updateId: 'u',
    action: { action: 'skip', domain: 'quality' },
    mostSeconds: { standard: 600, deep: 600 },
  });
  await work.settleLanes(ref, 1, [{ domain: 'quality', outcome: 'skipped', detail: null }], []);
  await work.evidence(ref);
  const { checks } = work;
  const ending = { kind: 'rows', evidence: anEvidence() } as const;
  await checks.end(ref, { key: 'k', question: 'q', ending });
  await checks.end(ref, { key: 'k', question: 'q', ending });
  await checks.ended(ref, 'k');
  await checks.keep(ref, anEvidence());
  await checks.explain(ref, anExplanation());
  await checks.explanation(ref);
  await work.answerState(ref);
  await work.appendAnswer(ref, [answerEvent('answer.started', 1, 1)]);
  await work.appendAnswer(ref, [answerEvent('answer.finished', 1, 1)]);
  await work.remember(await bench.investigate(given), 1);
  await read(ref, session);
  await work.conclude(ref, concluded, 1);
}

async function read(ref: InvestigationRef, session: SessionId): Promise<void> {
  const none = { sessionId: null, status: null, domain: null, text: null, cursor: null, limit: 20 };
  await store.find(ref);
  const { nextCursor } = await store.list(ref.owner, none);
  await store.list(ref.owner, { ...none, cursor: nextCursor ?? ref.id });
  await store.list(ref.owner, { ...none, sessionId: session });
  await store.list(ref.owner, { ...none, status: 'running' });
  await store.events(ref, { after: 0, limit: 500, withDeltas: true });
  await store.evidence(ref);
  await store.evidenceById(ref, 'ev_1');
  await store.sessionExists(ref.owner, session);
  await memory.known(ref.owner, session);
  await memory.preferences(ref.owner);
  await memory.sessions(ref.owner, { limit: 20, after: null });
  await memory.sessions(ref.owner, { limit: 20, after: session });
  await memory.session(ref.owner, session);
  await keeping.repairMemory(24, 200);
  await keeping.foldAnswers(0, 200);
  await keeping.deleteEvidence(0, 200);
  await keeping.deleteInvestigations(0, 200);
  await keeping.deleteExpired(200);
  await memory.setPreferences(ref.owner, { role: 'manager' });
  await store.setVisibility(ref, 'private');
  await store.requestCancel(await bench.investigate({ owner: ref.owner, session }));
  await store.sweep(async () => {});
  await store.ping();
}

describe('with 100,000 investigations stored', () => {
  const owners = [
    ['one who has asked 50 questions', 'user-7'],
    ['one who has asked 50,000', 'busy'],
    ['one who has asked none', 'new'],
  ] as const;
  it.each(owners)('no statement for %s reads a large table as a whole', async (_, owner) => {
    plans = [];
    for (let n = 0; n < plansOfOwn + 1; n += 1) await scenario(owner);
    expect(plans.length).toBeGreaterThan(80 * plansOfOwn);
    expect(plans.flatMap(tooMuch)).toEqual([]);
  });
});
