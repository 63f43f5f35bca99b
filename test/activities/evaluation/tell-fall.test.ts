import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tellFall } from '../../../activities/evaluation/tell-fall.ts';
import { createEvaluationStore } from '../../../adapters/postgres/evaluations.ts';
import { createPool } from '../../../adapters/postgres/pool.ts';
import type { Pool } from '../../../adapters/postgres/pool.ts';
import { createWebhook } from '../../../adapters/webhook.ts';
import type { EvaluationStatus } from '../../../domain/evaluation.ts';
import type { EvaluationStore } from '../../../domain/evaluation-ports.ts';
import { wilson } from '../../../eval/gate/wilson.ts';
import { createDatabase } from '../../support/database.ts';
import type { SuiteDatabase } from '../../support/database.ts';
import { hex } from '../../support/evidence.ts';

let database: SuiteDatabase;
let pool: Pool;
let store: EvaluationStore;
const bodies: unknown[] = [];
let status = 200;
/** A webhook at the far side of the wire. */
const slack = createServer((request, reply) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    bodies.push(JSON.parse(body));
    reply.writeHead(status, status === 302 ? { location: `${url()}/elsewhere` } : {}).end('ok');
  });
});
const url = (): string => `http://127.0.0.1:${(slack.address() as AddressInfo).port}`;
const warnings: unknown[] = [];
const webhook = (at = `${url()}/services/very-secret`) =>
  createWebhook(at, 'http://monitor', (facts, message) => warnings.push({ ...facts, message }));

beforeAll(async () => {
  database = await createDatabase();
  pool = createPool(database.url, 2);
  store = createEvaluationStore(pool);
  await new Promise<void>((resolve) => slack.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
  await new Promise((resolve) => slack.close(resolve));
});
beforeEach(() => {
  bodies.length = 0;
  warnings.length = 0;
  status = 200;
});

type Run = { suite: string; passed: number; caseIds?: string[]; status?: EvaluationStatus };

/** A run that has ended, of 100 questions. */
async function ended({ suite, passed, caseIds, status: end = 'completed' }: Run): Promise<string> {
  const id = `eva_${hex()}`;
  const given = { id, workflowId: id, suite, repeats: 1, trigger: 'schedule' } as const;
  await store.create({ ...given, caseIds: caseIds ?? null, asOf: '2026-11-18T00:00:00Z' });
  const bar = {
    scorer: 'answered',
    domain: null,
    bar: 0.9,
    minimum: 10,
    passed,
    judged: 100,
    errors: 0,
    notRun: 0,
    share: passed / 100,
    ...wilson(passed, 100),
    verdict: passed < 90 ? ('failed' as const) : ('passed' as const),
  };
  await store.end(id, { status: end, gate: { verdict: bar.verdict, bars: [bar] }, detail: null });
  return id;
}

const week = async (suite: string, passed: number): Promise<void> => {
  for (let night = 0; night < 7; night += 1) await ended({ suite, passed });
};

describe('a fall', () => {
  it('is told once, with its link and nothing of questions', async () => {
    await week('plain', 97);
    const id = await ended({ suite: 'plain', passed: 70 });
    await Promise.all([1, 2].map(() => tellFall({ evaluations: store, webhook: webhook() }, id)));
    await tellFall({ evaluations: store, webhook: webhook() }, id);
    expect(bodies).toEqual([
      {
        text: [
          'Health Monitor: the evaluation plain fell and failed.',
          '• answered: 70.0 % of 100, the mean of the last 7 runs was 97.0 %',
          `http://monitor/v1/evaluations/${id}`,
        ].join('\n'),
      },
    ]);
  });

  it('is measured by the last seven complete runs of the same whole suite', async () => {
    await week('probe', 70);
    await ended({ suite: 'probe', passed: 100, status: 'cancelled' });
    await ended({ suite: 'probe', passed: 100, caseIds: ['one'] });
    await week('answers', 100);
    const deps = { evaluations: store, webhook: webhook() };
    await tellFall(deps, await ended({ suite: 'probe', passed: 70 }));
    // Some questions are no whole suite.
    await tellFall(deps, await ended({ suite: 'answers', passed: 50, caseIds: ['one'] }));
    await tellFall(deps, await ended({ suite: 'answers', passed: 50, status: 'cancelled' }));
    expect(bodies).toEqual([]);
  });

  it.each([
    ['refuses', 500, undefined, { status: 500 }],
    ['sends it elsewhere', 302, undefined, { status: 302 }],
    ['is away', 200, 'http://127.0.0.1:9/services/very-secret', { reason: 'ECONNREFUSED' }],
  ])(
    'of which the webhook %s is logged without the secret, and not told again',
    async (name, code, at, facts) => {
      await week(name, 99);
      const id = await ended({ suite: name, passed: 60 });
      status = code;
      await tellFall({ evaluations: store, webhook: webhook(at) }, id);
      expect(warnings).toMatchObject([facts]);
      expect(JSON.stringify(warnings)).not.toContain('very-secret');
      status = 200;
      const told = bodies.length;
      await tellFall({ evaluations: store, webhook: webhook() }, id);
      expect(bodies.length).toBe(told);
    },
  );
});
