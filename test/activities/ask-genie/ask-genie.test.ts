import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionId } from '../../../domain/ids.ts';
import type { FaultRule } from '../../../local/workspace/control/faults.ts';
import { hex, legOf } from '../../adapters/postgres/bench.ts';
import { openWorld, until } from '../bench.ts';
import type { World } from '../bench.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const workedMs = expect.any(Number) as number;

const onAsking = (fault: FaultRule['fault'], times: number | null = 1): Partial<FaultRule> => ({
  match: { method: 'POST' },
  times,
  fault,
});

describe('a lane is answered', () => {
  it('with evidence whose cells, source and certificate are kept', async () => {
    const it = await world.aCase();
    expect(await it.ask()).toEqual({ kind: 'finished', outcome: 'answered', detail: null });
    const [evidence] = await world.bench.work.evidence(it.ref);
    expect(evidence).toMatchObject({
      domain: 'cost',
      certified: 'cost/spend_by_day',
      scope: 'account',
      priceBasis: 'list',
      truncated: false,
      // The source may lag by a day; whether that has passed depends on this machine's clock.
      completeUntil: expect.stringMatching(/^2026-11-1[78]T00:00:00/),
    });
    expect(evidence?.columns[1]).toEqual({
      name: 'list_cost_usd',
      type: 'DECIMAL(20,6)',
      is: 'measure',
      unit: 'USD',
    });
    expect(evidence?.rows.length).toBe(evidence?.rowCount);
    expect(evidence?.rows[0]?.[0]).toMatch(/^2026-11-\d\d$/);
    expect(evidence?.rows[0]?.[1]).toMatch(/^\d+\.\d{6}$/);
    const finished = await it.finished();
    expect(finished.evidenceIds).toEqual([evidence?.id]);
    expect(finished.usage).toMatchObject({ genieQuestions: 1 });
    expect(evidence?.source).toMatchObject({
      messageId: finished.genie?.messageId,
      url: `${world.workspace.url}/genie/rooms/${finished.genie?.spaceId}`,
    });
  });

  it('and its progress is in the log, from the question to the end', async () => {
    const it = await world.aCase({
      faults: [onAsking({ kind: 'slow', ms: 1_000 })],
      settings: { genieFirstLookMs: 10 },
    });
    await it.ask();
    const types = (await it.log()).map(({ type }) => type).slice(3);
    expect(types[0]).toBe('lane.started');
    expect(new Set(types.slice(1, -2))).toEqual(new Set(['lane.progress']));
    expect(types.slice(-2)).toEqual(['evidence.added', 'lane.finished']);
    const entry = await world.bench.work.ledger.read(legOf(it.ref));
    expect(entry?.state).toBe('settled');
  });

  it('with no data when the query returns no row', async () => {
    const it = await world.aCase({
      domain: 'reliability',
      question: 'Which jobs failed between 2020-01-01 and 2020-01-02?',
    });
    expect(await it.ask()).toMatchObject({ outcome: 'no_data' });
    expect(await world.bench.work.evidence(it.ref)).toMatchObject([{ rows: [], rowCount: 0 }]);
  });

  it('once: a repeated step returns the stored outcome and asks nothing', async () => {
    const it = await world.aCase();
    await it.ask();
    expect(await it.ask({ attempt: 2 })).toMatchObject({ kind: 'finished', outcome: 'answered' });
    expect(await it.questions()).toHaveLength(1);
  });
});

describe('a lane ends without an answer', () => {
  it('in Genie’s words when it declines', async () => {
    const it = await world.aCase({ question: 'What is the weather like in Paris?' });
    const end = await it.ask();
    expect(end).toMatchObject({ kind: 'finished', outcome: 'failed' });
    expect((await it.finished()).detail).toMatch(/^Genie wrote no query: I cannot answer/);
  });

  type Ending = readonly [string, FaultRule['fault'], string, RegExp];
  const endings: readonly Ending[] = [
    [
      'denied when the service principal may not ask the space',
      { kind: 'status', status: 403 },
      'denied',
      /refused POST .* Open http:\S+\/genie\/rooms\/\w{32}, Share, and give `admin@example\.com` CAN RUN\.$/,
    ],
    [
      'denied when the token is not accepted',
      { kind: 'status', status: 401 },
      'denied',
      /refused our token: .* put it into DATABRICKS_TOKEN\.$/,
    ],
    [
      'denied when the token lacks a scope',
      { kind: 'scope', scope: 'genie' },
      'denied',
      /required scopes: genie .* Add the scope genie to the token/,
    ],
    [
      'failed when the question is refused',
      { kind: 'status', status: 400 },
      'failed',
      /Databricks refused POST/,
    ],
    [
      'denied with the GRANT to make when a table may not be read',
      {
        kind: 'failed',
        type: 'SQL_EXECUTION_EXCEPTION',
        error: '[INSUFFICIENT_PERMISSIONS] no SELECT on system.billing.usage',
      },
      'denied',
      /GRANT USE SCHEMA, SELECT ON SCHEMA system\.billing TO `admin@example\.com`;$/,
    ],
    [
      'denied with the click to make when the warehouse may not be used',
      {
        kind: 'failed',
        type: 'WAREHOUSE_ACCESS_MISSING_EXCEPTION',
        error: 'You do not have permission to use the SQL warehouse a1b2c3d4e5f60001.',
      },
      'denied',
      /Open http:\S+\/sql\/warehouses\/a1b2c3d4e5f60001, Permissions, and give `admin@example\.com` CAN USE\.$/,
    ],
    [
      'throttled when Genie’s own model is',
      { kind: 'failed', type: 'RATE_LIMIT_EXCEEDED_GENERIC_EXCEPTION', error: 'Too many.' },
      'throttled',
      /Ask again in a minute/,
    ],
    [
      'failed when the space is set up wrongly',
      { kind: 'failed', type: 'WAREHOUSE_NOT_FOUND_EXCEPTION', error: 'No warehouse.' },
      'failed',
      /Correct the Genie space's configuration/,
    ],
    [
      'failed when Genie failed for a reason that passes',
      { kind: 'failed', type: 'SOMETHING_NEW', error: 'Hiccup.' },
      'failed',
      /Hiccup\. Ask again later/,
    ],
  ];
  it.each(endings)('%s', async (_, fault, outcome, detail) => {
    const it = await world.aCase({ faults: [onAsking(fault)] });
    expect(await it.ask()).toMatchObject({ kind: 'finished', outcome });
    expect((await it.finished()).detail).toMatch(detail);
    expect(await it.questions()).toHaveLength(1);
  });

  it('denied, naming the setting, when the space is hidden', async () => {
    const it = await world.aCase({ spaceId: '01f1000000000000000000000000dead' });
    expect(await it.ask()).toMatchObject({ outcome: 'denied' });
    expect((await it.finished()).detail).toMatch(
      /hidden\. Check COST_GENIE_SPACE_ID; if it is right, open http:\S+dead .* CAN RUN\.$/,
    );
    expect(await world.bench.work.ledger.read(legOf(it.ref))).toBeNull();
  });

  it('timed out with its message kept, so that a late answer can be collected', async () => {
    const it = await world.aCase({
      faults: [onAsking({ kind: 'slow', ms: 20_000 })],
      settings: { genieTimeoutMs: 400 },
    });
    expect(await it.ask()).toMatchObject({ outcome: 'timed_out' });
    const entry = await world.bench.work.ledger.read(legOf(it.ref));
    expect(entry).toMatchObject({ state: 'asked' });
    expect((await it.finished()).genie?.messageId).toBe(entry?.messageId);
  });

  it('timed out by the limit of the lane when that is shorter', async () => {
    const it = await world.aCase({ faults: [onAsking({ kind: 'slow', ms: 20_000 })] });
    expect(await it.ask({ laneLimitMs: 300 })).toMatchObject({
      outcome: 'timed_out',
      detail: expect.stringContaining('AGENT_TIMEOUT_SECONDS'),
    });
  });
});

it('a leg with a hint asks the question of the lane with it', async () => {
  const it = await world.aCase();
  expect(await it.ask({ hint: 'Only for workspace prod-eu.' })).toMatchObject({ kind: 'finished' });
  const [asked] = await it.questions();
  expect(asked?.body?.content).toMatch(/spend per day.* Only for workspace prod-eu\.$/);
});

describe('a leg that is not the last', () => {
  it('ends with Genie’s question, and the answer is sent in the same conversation', async () => {
    const question = 'Which workspace do you mean?';
    const it = await world.aCase({ faults: [onAsking({ kind: 'clarify', question })] });
    expect(await it.ask()).toEqual({
      kind: 'clarification',
      question,
      following: null,
      workedMs,
    });
    expect(await world.bench.types(it.ref)).not.toContain('lane.finished');
    const say = `Spend by day in prod-eu. Put ${it.tag} first.`;
    const end = await it.ask({ epoch: 2, ask: 2, say });
    expect(end).toMatchObject({ kind: 'finished', outcome: 'answered' });
    const started = (await it.log()).filter(({ type }) => type === 'lane.started');
    expect(started).toMatchObject([{ ask: 1 }, { ask: 2, question: say }]);
    const [first, second] = await it.questions();
    expect(first?.path).toMatch(/start-conversation$/);
    expect(second?.path).toMatch(/conversations\/\w+\/messages$/);
    expect(second?.body?.content).toBe(say);
  });

  it('is rephrased once; a second failure ends the lane', async () => {
    const fault = { kind: 'failed', type: 'SQL_EXECUTION_EXCEPTION', error: 'Bad SQL.' } as const;
    const it = await world.aCase({ faults: [onAsking(fault, 2)] });
    const first = await it.ask();
    const question = `How much do we spend per day? Put ${it.tag} first. Keep the query simple and short.`;
    expect(first).toMatchObject({ kind: 'rephrase', question, otherwise: { outcome: 'failed' } });
    expect(await it.ask({ epoch: 2, ask: 2, say: question })).toMatchObject({ outcome: 'failed' });
    const { detail, usage } = await it.finished();
    expect(detail).toMatch(/Bad SQL\. Ask it in other words/);
    expect(usage).toMatchObject({ genieQuestions: 2 });
    expect(await it.questions()).toHaveLength(2);
  });
});

describe('the conversation of a session', () => {
  it('is continued by the next question, which may refer to the one before', async () => {
    const session = sessionId(hex());
    const first = await world.aCase({ session, question: 'Top 3 most expensive jobs.' });
    await first.ask();
    const next = await world.aCase({ session, question: 'And last week?' });
    expect(await next.ask()).toMatchObject({ outcome: 'answered' });
    const [asked] = await next.questions();
    const { genie } = await first.finished();
    expect(asked?.path).toContain(`/conversations/${genie?.conversationId}/messages`);
    expect((await world.bench.work.evidence(next.ref))[0]?.certified).toBe(
      'cost/most_expensive_jobs',
    );
  });

  it('that another question has leased is not used; a new one is opened', async () => {
    const session = sessionId(hex());
    await (await world.aCase({ session })).ask();
    const slow = onAsking({ kind: 'slow', ms: 2_000 });
    const holder = await world.aCase({ session, faults: [slow] });
    const held = holder.ask();
    await until(async () => (await holder.questions()).length === 1);
    const other = await world.aCase({ session });
    expect(await other.ask()).toMatchObject({ outcome: 'answered' });
    expect((await other.questions())[0]?.path).toMatch(/start-conversation$/);
    expect(await held).toMatchObject({ outcome: 'answered' });
    expect((await holder.questions())[0]?.path).toMatch(/messages$/);
  });

  const troubles: readonly (readonly [string, number])[] = [
    ['is gone', 404],
    ['is busy with somebody else’s message', 409],
  ];
  it.each(troubles)('that %s is replaced by a new one', async (_, status) => {
    const session = sessionId(hex());
    await (await world.aCase({ session })).ask();
    const fault = { kind: 'status', status } as const;
    const next = await world.aCase({ session, faults: [onAsking(fault)] });
    expect(await next.ask()).toMatchObject({ outcome: 'answered' });
    expect((await next.questions()).map((one) => [one.path.split('/').at(-1), one.status])).toEqual(
      [
        ['messages', status],
        ['start-conversation', 200],
      ],
    );
  });

  it('is not used again while the question in it may still run', async () => {
    const session = sessionId(hex());
    const late = await world.aCase({
      session,
      faults: [onAsking({ kind: 'slow', ms: 20_000 })],
      settings: { genieTimeoutMs: 300 },
    });
    await late.ask();
    const next = await world.aCase({ session });
    await next.ask();
    expect((await next.questions())[0]?.path).toMatch(/start-conversation$/);
  });
});
