import { randomBytes } from 'node:crypto';
import type { Authenticated } from '../../api/auth/authenticate.ts';
import { createDoor } from '../../api/auth/door.ts';
import { authenticateLocally } from '../../api/auth/local.ts';
import { createApp } from '../../api/app.ts';
import type { AppDeps } from '../../api/deps.ts';
import { listen } from '../../api/listen.ts';
import { createMemoryStore } from '../../adapters/postgres/memory.ts';
import { buildPage } from '../../api/page/build-page.ts';
import type { PageFiles } from '../../api/page/page-files.ts';
import { createNotifications } from '../../adapters/postgres/notifications.ts';
import { append } from '../../adapters/postgres/events.ts';
import { createClientRequests } from '../../adapters/postgres/client-requests.ts';
import { createEvaluationStore } from '../../adapters/postgres/evaluations.ts';
import { createFeedbackStore } from '../../adapters/postgres/feedback.ts';
import { createInvestigationStore } from '../../adapters/postgres/investigation-store.ts';
import { createPool, query, transaction } from '../../adapters/postgres/pool.ts';
import type { Pool } from '../../adapters/postgres/pool.ts';
import { needsOf } from '../../wordings/needs-of.ts';
import { clockOf } from '../../domain/clock.ts';
import type { EventPayloads, EventType, NewEvent } from '../../domain/events.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { investigationId } from '../../domain/ids.ts';
import { callerOf } from '../../domain/caller.ts';
import { noMeter } from '../../domain/metrics.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { domains, forEachDomain } from '../../domain/domains.ts';
import { createProposalStore } from '../../adapters/postgres/proposals.ts';
import { createCorrectionStore } from '../../adapters/postgres/corrections.ts';
import { createDigestStore } from '../../adapters/postgres/digests.ts';
import { createOutbox, createOwnWebhookStore } from '../../adapters/postgres/own-webhooks.ts';
import { createWatchStore } from '../../adapters/postgres/watches.ts';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { toolCards } from '../../tools/index.ts';
import { createDatabase, type SuiteDatabase } from '../support/database.ts';
import { truthfulFetch } from '../support/truthful.ts';
import { noAlerts } from '../support/alerts.ts';
import { noEvaluations } from './no-evaluations.ts';
import { recordedEngine } from './recorded-engine.ts';
import type { RecordedEngine } from './recorded-engine.ts';

export type LogLine = { readonly level: string; readonly message: string } & Record<
  string,
  unknown
>;

export type Service = AsyncDisposable & {
  readonly url: string;
  readonly deps: AppDeps;
  readonly engine: RecordedEngine;
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly lines: LogLine[];
  /** Ends streams and waits as a stopping process does. */
  readonly stop: () => void;
  readonly close: () => Promise<void>;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  readonly post: (
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Response>;
  /** Asks a question and gives back the resource of the 202. */
  readonly ask: (body?: object) => Promise<Investigation>;
  readonly write: (id: InvestigationId, ...events: readonly NewEvent[]) => Promise<void>;
  readonly addEvidence: (id: InvestigationId, evidence: Evidence) => Promise<void>;
  readonly count: (table: 'investigations' | 'events') => Promise<number>;
};

let bundled: Promise<PageFiles> | null = null;
const page = (): Promise<PageFiles> => (bundled ??= buildPage());

const asJson = { 'content-type': 'application/json' };
/**
 * The API on a socket of its own, over a PostgreSQL database of its own, or one that is given and stays:
 * making and dropping one takes longer than most cases.
 */
export async function startService(
  over: Partial<AppDeps> | ((pool: Pool) => Partial<AppDeps>) = {},
  given: SuiteDatabase | null = null,
): Promise<Service> {
  const database = given ?? (await createDatabase());
  const pool = createPool(database.url, 5);
  const notifications = createNotifications(database.url, 'investigation_events');
  const engine = recordedEngine();
  const lines: LogLine[] = [];
  const stopping = new AbortController();
  const deps: AppDeps = {
    ...defaults(pool, lines),
    engine,
    notifications,
    ...(typeof over === 'function' ? over(pool) : over),
    stopping: stopping.signal,
  };
  const server = await listen(createApp(deps), '127.0.0.1', 0);
  const told = await truthfulFetch(server.url);
  const post: Service['post'] = (path, body, headers) =>
    told(path, {
      method: 'POST',
      headers: body === undefined ? { ...headers } : { ...asJson, ...headers },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const close = async (): Promise<void> => {
    stopping.abort();
    await server.close();
    await notifications.close();
    await pool.end();
    if (given === null) await database[Symbol.asyncDispose]();
  };
  return {
    url: server.url,
    deps,
    engine,
    pool,
    databaseUrl: database.url,
    lines,
    stop: () => stopping.abort(),
    close,
    get: (path, headers = {}) => told(path, { headers }),
    post,
    ask: async (body = {}) => {
      const reply = await post('/v1/investigations', { question: 'What did jobs cost?', ...body });
      if (reply.status !== 202) throw new Error(`${reply.status} ${await reply.text()}`);
      return (await reply.json()) as Investigation;
    },
    write: async (id, ...events) => {
      const owner = await ownerOf(pool, id);
      await transaction(pool, (client) => append(client, { id, owner }, events));
    },
    addEvidence: async (id, evidence) => {
      await query(
        pool,
        'insert into evidence (investigation_id, owner, id, domain, body) values ($1, $2, $3, $4, $5)',
        [id, await ownerOf(pool, id), evidence.id, evidence.domain, JSON.stringify(evidence)],
      );
    },
    count: async (table) => {
      const rows = await query<{ n: number }>(pool, `select count(*)::int as n from ${table}`);
      return rows[0]?.n ?? -1;
    },
    [Symbol.asyncDispose]: close,
  };
}

async function ownerOf(pool: Pool, id: InvestigationId): Promise<string> {
  const [row] = await query<{ owner: string }>(
    pool,
    'select owner from investigations where id = $1',
    [id],
  );
  return row?.owner ?? 'local';
}

function defaults(
  pool: Pool,
  lines: LogLine[],
): Omit<AppDeps, 'engine' | 'notifications' | 'stopping'> {
  const line =
    (level: string) =>
    (fields: object, message: string): void => {
      lines.push({ level, message, ...fields });
    };
  return {
    store: createInvestigationStore(pool, 100_000),
    memory: createMemoryStore(pool),
    clientRequests: createClientRequests(pool),
    reasoner: {
      needsOf,
      route: async ({ question }) => ({
        routing: {
          domains: [{ domain: 'cost', question, score: 0.9, reason: 'spend' }],
          tools: [],
          source: 'examples',
        },
        degraded: [{ part: 'model', reason: 'No model is set.' }],
        usage: {},
        prompt: null,
      }),
    },
    proposals: { store: createProposalStore(pool), alerts: noAlerts },
    corrections: createCorrectionStore(pool),
    digests: { store: createDigestStore(pool), schedules: noSchedules, hasWebhook: false },
    webhooks: {
      store: createOwnWebhookStore(pool),
      outbox: createOutbox(pool),
      start: done,
      reach: 'public',
    },
    watches: {
      store: createWatchStore(pool),
      schedules: noSchedules,
      questions: loadCatalogue().questions,
      warehouse: null,
    },
    tools: toolCards(new Set()),
    agents: domains.map((domain) => ({
      domain,
      asks: `What of ${domain}?`,
      examples: [],
      keywords: [],
      available: domain !== 'quality',
    })),
    evaluations: { store: createEvaluationStore(pool), engine: noEvaluations, now: clockOf(null) },
    feedback: createFeedbackStore(pool),
    suggestions: forEachDomain((domain) => [`What about ${domain}?`]),
    page,
    diagnose: async () => ({ ok: true, target: null, checks: [] }),
    workspace: 'http://workspace.example',
    pingWorkspace: async () => {},
    limits: {
      agentTimeoutMs: 100_000,
      genieQuestionsPerMinute: 5,
      queueMaxSeconds: 300,
      dailyGenieQuestions: null,
      maxBudgetSeconds: 3_600,
    },
    domainAccess: {},
    catalogueSha256: 'c'.repeat(64),
    publicUrl: null,
    door: createDoor({ publicUrl: null, hosts: [], trustedProxies: [] }),
    authenticate: authenticateLocally,
    sealToken: null,
    signIn: { ways: [], browser: null, oidc: null },
    audit: null,
    rateLimits: null,
    mostStreams: null,
    meter: noMeter,
    // So long that whoever wakes in time was woken by a notification.
    reReadMs: 120_000,
    log: { info: line('info'), warn: line('warn'), error: line('error') },
  };
}

const done = async (): Promise<void> => {};
const noSchedules = { put: done, remove: done, trigger: done };

/** Lets a header name the principal, so that two people can meet in one test. */
export function authenticateByHeader(request: Request): Authenticated {
  return asAdmin(request.headers.get('x-test-principal') ?? 'local');
}

/** Somebody who may do everything, if not in all domains. */
export function asAdmin(id: string, groups: readonly string[] = []): Authenticated {
  return { caller: callerOf({ id, groups }, 'admin', 'local'), setCookie: null };
}

export const unknownId = investigationId('f'.repeat(32));

/** An event that is about to be appended; the key is unique unless given. */
export function event<Type extends EventType>(
  type: Type,
  payload: EventPayloads[Type],
  key: string = `${type}:${randomBytes(4).toString('hex')}`,
): NewEvent {
  // The signature ties payload to type; the union cannot be built from a generic one.
  return { key, type, payload } as unknown as NewEvent;
}

export const routed = (...named: readonly ('cost' | 'security' | 'quality')[]): NewEvent =>
  event('routed', {
    routing: {
      domains: named.map((domain) => ({
        domain,
        question: `About ${domain}?`,
        score: 0.9,
        reason: 'named',
      })),
      tools: [],
      source: 'caller',
    },
    degraded: [],
    usage: {},
  });

export const laneFinished = (
  domain: 'cost' | 'security' | 'quality',
  outcome: 'answered' | 'skipped' | 'failed',
): NewEvent =>
  event('lane.finished', {
    domain,
    round: 1,
    outcome,
    detail: null,
    evidenceIds: [],
    waitedMs: 0,
    genie: null,
    usage: {},
  });

export const finished = (status: 'completed' | 'failed' | 'cancelled' = 'completed'): NewEvent =>
  event('finished', { status, failure: null }, 'finished');
