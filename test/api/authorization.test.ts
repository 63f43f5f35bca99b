import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEvaluationStore } from '../../adapters/postgres/evaluations.ts';
import { routePermissions } from '../../api/auth/permissions.ts';
import { clockOf } from '../../domain/clock.ts';
import type { EvaluationEngine } from '../../domain/evaluation-ports.ts';
import { conformsTo } from '../support/conforms.ts';
import type { Conforms } from '../support/conforms.ts';
import { openApiDocument } from '../support/openapi-document.ts';
import { noEvaluations } from './no-evaluations.ts';
import { someEvidence } from './some-evidence.ts';
import { identities, startTeamService } from './team-service.ts';
import type { TeamService } from './team-service.ts';

const done = async (): Promise<void> => {};
/** An engine that does all that it is told. */
const engine: EvaluationEngine = {
  start: done,
  cancel: done,
  isRunning: async () => false,
  schedule: {
    ...noEvaluations.schedule,
    describe: async () => ({
      cron: '0 2 * * *',
      timeZone: 'UTC',
      suite: 'plain',
      paused: false,
      note: null,
      nextAt: [],
      recent: [],
    }),
    change: done,
    pause: done,
    resume: done,
    trigger: done,
    backfill: done,
  },
};

let service: TeamService;
let conforms: Conforms;
/** What stands for the parameters of paths: an investigation of the owner that is shared with the team. */
let parameters: Readonly<Record<string, string>>;

beforeAll(async () => {
  conforms = conformsTo(await openApiDocument());
  service = await startTeamService((pool) => ({
    evaluations: { store: createEvaluationStore(pool), engine, now: clockOf(null) },
    // Nobody is refused for the questions of the others.
    limits: {
      agentTimeoutMs: 100_000,
      genieQuestionsPerMinute: 1_000,
      queueMaxSeconds: 300,
      dailyGenieQuestions: null,
      maxBudgetSeconds: 3_600,
    },
  }));
  const { id, sessionId } = await service.answered({ visibility: 'team' });
  const other = await service.answered({ visibility: 'team' });
  parameters = {
    id,
    sessionId,
    responseId: id.replace('inv_', 'resp_'),
    otherResponseId: other.id.replace('inv_', 'resp_'),
    evidenceId: someEvidence.id,
    key: 'timeZone',
    pid: 'f'.repeat(32),
  };
});
afterAll(() => service.close());

type Row = readonly [
  route: string,
  statuses: readonly number[],
  given?: object | undefined,
  id?: string,
];

const unknown = (prefix: string): string => `${prefix}_${'f'.repeat(32)}`;
const everybody = [200, 200, 200, 200, 200, 200, 200];
const nobody = (status: number): readonly number[] => Array.from({ length: 7 }, () => status);
const signedIn = [401, 401, 200, 200, 200, 200, 200];
const asking = [401, 401, 403, 200, 200, 200, 200];
const reading = [401, 401, 200, 404, 200, 200, 404];
const operating = (status: number) => [401, 401, 403, 403, 403, 403, status];
const absent = [401, 401, 403, 404, 404, 404, 404];
const inBackground = { input: 'Who was given rights?', background: true };
const uuid = '6f1c1c9e-0000-4000-8000-000000000000';
const owning = (status: number) => [401, 401, 403, 404, status, 404, 404];

/**
 * Every route as none, with an expired key, and as a viewer, an analyst of another domain, the owner, a member
 * of the owner's team and an admin who is in no group. What deletes stands at the end.
 */
const rows: readonly Row[] = [
  ['GET /healthz', everybody],
  ['GET /readyz', everybody],
  ['GET /v1/sign-in', everybody],
  // Not of a page of this service.
  ['POST /v1/sign-in', nobody(403), { key: 'x' }],
  ['DELETE /v1/sign-in', nobody(403)],
  // No issuer is set.
  ['GET /v1/sign-in/oidc', nobody(404)],
  ['GET /v1/sign-in/oidc/callback', nobody(404)],
  ['GET /v1/agents', signedIn],
  ['GET /v1/tools', signedIn],
  ['GET /v1/investigations', signedIn],
  ['GET /v1/investigations/{id}', reading],
  ['GET /v1/investigations/{id}/events', reading],
  ['GET /v1/investigations/{id}/evidence', reading],
  ['GET /v1/investigations/{id}/evidence/{evidenceId}', reading],
  ['GET /v1/investigations/{id}/sources', reading],
  ['GET /v1/investigations/{id}/proof', reading],
  ['PATCH /v1/investigations/{id}', owning(200), { visibility: 'team' }],
  // It has ended.
  ['POST /v1/investigations/{id}/cancel', owning(409)],
  ['POST /v1/investigations/{id}/steer', owning(409), { action: 'answerNow' }],
  // The workspace is asked as the service here.
  ['POST /v1/investigations/{id}/token', owning(409)],
  ['POST /v1/investigations/{id}/retry', owning(409), {}],
  ['POST /v1/investigations/{id}/feedback', owning(201), { rating: 'up' }],
  // Nothing was proposed, and an alert is its owner's alone.
  ['POST /v1/investigations/{id}/proposals/{pid}/approve', absent, { hash: 'f'.repeat(64) }],
  ['POST /v1/investigations/{id}/proposals/{pid}/reject', absent, {}],
  ['PATCH /v1/investigations/{id}/proposals/{pid}', absent, { hash: 'f'.repeat(64) }],
  ['GET /v1/alerts', signedIn],
  ['POST /v1/alerts/{pid}/pause', absent, {}],
  ['POST /v1/alerts/{pid}/resume', absent, {}],
  ['DELETE /v1/alerts/{pid}', absent],
  ['GET /v1/watches', signedIn],
  ['GET /v1/watches/{id}', [401, 401, 404, 404, 404, 404, 404], undefined, unknown('wat')],
  // Security is closed to all but one group, and no warehouse is set here.
  [
    'POST /v1/watches',
    [401, 401, 403, 403, 409, 409, 403],
    {
      question: 'security/failed_actions',
      condition: { column: 'failed_actions', operator: 'GREATER_THAN', threshold: 1 },
    },
  ],
  ['PATCH /v1/watches/{id}', absent, {}, unknown('wat')],
  ['DELETE /v1/watches/{id}', absent, undefined, unknown('wat')],
  ['POST /v1/watches/{id}/pause', absent, {}, unknown('wat')],
  ['POST /v1/watches/{id}/resume', absent, {}, unknown('wat')],
  ['POST /v1/watches/{id}/snooze', absent, { hours: 1 }, unknown('wat')],
  ['POST /v1/watches/{id}/acknowledge', absent, {}, unknown('wat')],
  ['GET /v1/corrections', signedIn],
  ['POST /v1/investigations/{id}/correction/seen', absent],
  ['GET /v1/digests', signedIn],
  ['GET /v1/digests/{id}', [401, 401, 404, 404, 404, 404, 404], undefined, unknown('dig')],
  // What others read only an operator may send, and there is no webhook here.
  [
    'POST /v1/digests',
    [401, 401, 403, 403, 403, 403, 400],
    { name: 'd', questions: ['What did jobs cost?'], post: true },
  ],
  ['DELETE /v1/digests/{id}', absent, undefined, unknown('dig')],
  ['POST /v1/digests/{id}/pause', absent, {}, unknown('dig')],
  ['POST /v1/digests/{id}/resume', absent, {}, unknown('dig')],
  ['POST /v1/digests/{id}/trigger', absent, {}, unknown('dig')],
  ['GET /v1/webhooks', signedIn],
  // Of this machine.
  ['POST /v1/webhooks', [401, 401, 403, 400, 400, 400, 400], { url: 'https://127.0.0.1/' }],
  ['GET /v1/webhooks/{id}', [401, 401, 404, 404, 404, 404, 404], undefined, unknown('whk')],
  ['DELETE /v1/webhooks/{id}', absent, undefined, unknown('whk')],
  ['POST /v1/webhooks/{id}/rotate', absent, {}, unknown('whk')],
  ['POST /v1/webhooks/{id}/test', absent, {}, unknown('whk')],
  [
    'GET /v1/webhooks/{id}/deliveries',
    [401, 401, 404, 404, 404, 404, 404],
    undefined,
    unknown('whk'),
  ],
  ['GET /v1/models', signedIn],
  ['GET /v1/models/{id}', [401, 401, 200, 200, 200, 200, 200], undefined, 'health-monitor'],
  ['GET /v1/responses/{id}', reading, undefined, 'responseId'],
  ['GET /v1/responses/{id}/input_items', reading, undefined, 'responseId'],
  // It stays as it is.
  ['POST /v1/responses/{id}/cancel', owning(200), undefined, 'responseId'],
  // Whoever may read is let in, and told that this is no message; its tools need more.
  ['POST /mcp', [401, 401, 400, 400, 400, 400, 400], {}],
  ['GET /mcp', [401, 401, 405, 405, 405, 405, 405]],
  ['DELETE /mcp', [401, 401, 405, 405, 405, 405, 405]],
  ['GET /responses/{id}', reading, undefined, 'responseId'],
  // Everybody finds their own by it, and nobody has one.
  ['GET /api/invocations/{id}', [401, 401, 404, 404, 404, 404, 404], undefined, uuid],
  ['GET /api/invocations/{id}/events', [401, 401, 404, 404, 404, 404, 404], undefined, uuid],
  ['POST /v1/route', asking, { question: 'Who was given rights?' }],
  ['GET /v1/memory', signedIn],
  ['PUT /v1/memory', asking, { preferences: { timeZone: 'Europe/Berlin' } }],
  ['GET /v1/memory/export', signedIn],
  ['PUT /v1/memory/preferences/{key}', asking, { value: 'UTC' }],
  ['DELETE /v1/memory/preferences/{key}', asking],
  ['DELETE /v1/memory/insights/{id}', [401, 401, 403, 404, 404, 404, 404], undefined, 'x'],
  ['GET /v1/sessions', signedIn],
  ['GET /v1/sessions/{id}', [401, 401, 404, 404, 200, 404, 404], undefined, 'sessionId'],
  ['POST /v1/diagnosis', operating(200), {}],
  ['GET /v1/evaluations', operating(200)],
  ['POST /v1/evaluations', operating(202), {}],
  ['GET /v1/evaluations/{id}', operating(404), undefined, unknown('eva')],
  ['POST /v1/evaluations/{id}/cancel', operating(404), undefined, unknown('eva')],
  ['GET /v1/evaluations/cases', operating(200)],
  ['POST /v1/evaluations/cases/{id}/accept', operating(404), {}, unknown('case')],
  ['POST /v1/evaluations/cases/{id}/reject', operating(404), undefined, unknown('case')],
  ['GET /v1/evaluations/schedule', operating(200)],
  ['PUT /v1/evaluations/schedule', operating(200), {}],
  ['POST /v1/evaluations/schedule/pause', operating(200), {}],
  ['POST /v1/evaluations/schedule/resume', operating(200), {}],
  ['POST /v1/evaluations/schedule/trigger', operating(200)],
  [
    'POST /v1/evaluations/schedule/backfill',
    operating(200),
    { from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' },
  ],
  ['DELETE /v1/responses/{id}', owning(200), undefined, 'otherResponseId'],
  ['DELETE /v1/sessions/{id}', owning(200), undefined, 'sessionId'],
  ['DELETE /v1/memory', asking],
  ['POST /invocations', asking, inBackground],
  ['POST /responses', asking, inBackground],
  ['POST /serving-endpoints/{name}/invocations', asking, inBackground, 'any'],
  [
    'POST /api/invocations',
    [401, 401, 403, 202, 202, 202, 202],
    { id: uuid, input: 'Who was given rights?', background: true },
  ],
  [
    'POST /v1/responses',
    [401, 401, 403, 403, 200, 200, 403],
    { input: 'Who was given rights?', model: 'health-monitor-security', background: true },
  ],
  [
    'POST /v1/investigations',
    [401, 401, 403, 403, 202, 202, 403],
    { question: 'Who was given rights?', domains: ['security'] },
  ],
];

const pathOf = (route: string, id = 'id'): string =>
  (route.split(' ')[1] ?? '').replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => parameters[name === 'id' ? id : name] ?? id,
  );

describe('who may do what', () => {
  it.each(rows.map((row) => ({ name: row[0], row })))('$name', async ({ row }) => {
    const [route, statuses, given, id] = row;
    const [method = ''] = route.split(' ');
    const told: number[] = [];
    const untrue: (string | null)[] = [];
    for (const who of identities) {
      const reply = await service.call(who, method, pathOf(route, id), given);
      told.push(reply.status);
      untrue.push(conforms(route, reply));
    }
    expect(told).toEqual(statuses);
    // Each reply is as the document says.
    expect(untrue.filter((one) => one !== null)).toEqual([]);
  });

  it('is told by a row here, and by a permission, for every route of the OpenAPI document', async () => {
    const document = (await (await service.get('/openapi.json')).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.toSorted()).toEqual(rows.map(([route]) => route).toSorted());
    const open = ['GET /healthz', 'GET /readyz'];
    const guarded = routes.filter((route) => !open.includes(route));
    expect(Object.keys(routePermissions).toSorted()).toEqual(guarded.toSorted());
  });
});
