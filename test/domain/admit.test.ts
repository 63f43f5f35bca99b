import { describe, expect, it } from 'vitest';
import { admit } from '../../domain/admit.ts';
import type { AdmitDeps, AdmitRequest } from '../../domain/admit.ts';
import { AppError } from '../../domain/errors.ts';
import type { FailureCode } from '../../domain/errors.ts';
import { sessionId } from '../../domain/ids.ts';
import type { InvestigationRow, InvestigationInput } from '../../domain/investigation.ts';
import type { AdmissionLoad, NewInvestigation } from '../../domain/api-ports.ts';

const now = Date.UTC(2026, 10, 20, 18, 0, 0);
/** Nothing waits, and one worker is there. */
const freeLoad: AdmissionLoad = {
  waiting: 0,
  waitSeconds: 0,
  today: { ofOwner: 0, ofAll: 0 },
  open: 0,
  slots: 100,
  nextEndMs: null,
};

const hex = (digit: string): string => digit.repeat(32);

type World = {
  readonly rows: Map<string, InvestigationRow & { bodyHash: string }>;
  readonly inserted: NewInvestigation[];
  readonly started: InvestigationInput[];
  readonly deps: AdmitDeps;
};

type Given = {
  load?: Partial<AdmissionLoad>;
  daily?: number;
  dailyOfEach?: number;
  maxBudget?: number;
  startFails?: () => boolean;
};

function world(given: Given = {}): World {
  const rows: World['rows'] = new Map();
  const inserted: NewInvestigation[] = [];
  const started: InvestigationInput[] = [];
  const deps: AdmitDeps = {
    sealToken: null,
    store: {
      find: async ({ id, owner }) => {
        const row = rows.get(id);
        return row?.owner === owner ? row : null;
      },
      admit: async (investigation, _, decide) => {
        const known = rows.get(investigation.id);
        if (known) return { created: false, row: known, bodyHash: known.bodyHash };
        const plan = decide({ ...freeLoad, ...given.load });
        inserted.push(investigation);
        const row = {
          ...investigation,
          ...plan,
          status: 'queued',
          cancelRequestedAtMs: null,
          lastSeq: 0,
          rowsDeletedAtMs: null,
          isMemoryRepaired: false,
        } as const;
        rows.set(investigation.id, row);
        return { created: true, row, bodyHash: investigation.bodyHash };
      },
      reusable: async () => null,
      sessionExists: async (_, session) => session === sessionId(hex('5')),
    },
    engine: {
      start: async (input) => {
        if (given.startFails?.()) throw new Error('no connection');
        started.push(input);
      },
    },
    limits: {
      agentTimeoutMs: 100_000,
      genieQuestionsPerMinute: 5,
      queueMaxSeconds: 300,
      dailyGenieQuestions: given.daily ?? null,
      dailyGenieQuestionsPerUser: given.dailyOfEach ?? null,
      maxBudgetSeconds: given.maxBudget ?? 3600,
    },
    workspace: 'https://workspace.example',
    mayAsk: (_, domain) => domain !== 'security',
    nowMs: () => now,
    randomHex: () => hex('a'),
    keyedHex: (key, text) => (key === 'ann' && text === 'k1' ? hex('b') : hex('c')),
    hash: (text) => `hash of ${text}`,
  };
  return { rows, inserted, started, deps };
}

const request = (over: Partial<AdmitRequest> = {}): AdmitRequest => ({
  principal: { id: 'ann', groups: [] },
  idempotencyKey: null,
  question: 'What did jobs cost?',
  sessionId: null,
  mode: 'standard',
  budgetSeconds: null,
  domains: null,
  visibility: 'private',
  ...over,
});

async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const thrown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof AppError) return thrown;
  throw new Error(`expected an AppError, got ${String(thrown)}`);
}

describe('a question that is admitted', () => {
  it('gets its row before its run', async () => {
    const { deps, inserted, started } = world();
    const row = await admit(deps, request());
    expect(row).toMatchObject({
      id: `inv_${hex('a')}`,
      sessionId: `ses_${hex('a')}`,
      status: 'queued',
    });
    expect(inserted).toHaveLength(1);
    expect(started).toEqual([
      {
        id: row.id,
        owner: 'ann',
        deadlineAtMs: now + 120_000,
        budgetSeconds: 120,
        laneLimitMs: 100_000,
      },
    ]);
  });

  it.each([
    ['the default of standard', {}, {}, 120],
    ['the default of deep', { mode: 'deep' }, {}, 1800],
    ['what was asked for', { budgetSeconds: 15 }, {}, 15],
    ['no more than the maximum', {}, { maxBudget: 60 }, 60],
  ] as const)('has as its budget %s', async (_, over, given, seconds) => {
    const { deps } = world(given);
    expect((await admit(deps, request(over))).budgetSeconds).toBe(seconds);
  });

  it('has the estimated wait in its deadline and in its estimate', async () => {
    const { deps } = world({ load: { waitSeconds: 36, waiting: 3 } });
    const row = await admit(deps, request({ budgetSeconds: 60 }));
    expect(row.deadlineAtMs).toBe(now + 96_000);
    expect(row.estimate).toMatchObject({ seconds: 96, waitSeconds: 36 });
    expect(row.estimate.reason).toContain('3 questions are waiting');
  });

  it('continues the session it names', async () => {
    const { deps } = world();
    const row = await admit(deps, request({ sessionId: sessionId(hex('5')) }));
    expect(row.sessionId).toBe(`ses_${hex('5')}`);
  });
});

describe('a question that is refused', () => {
  type Refusal = readonly [string, Partial<AdmitRequest>, Given, FailureCode, number | undefined];
  const refusals: readonly Refusal[] = [
    [
      'a domain the caller may not ask',
      { domains: ['cost', 'security'] },
      {},
      'auth.denied',
      undefined,
    ],
    ['an unknown session', { sessionId: sessionId(hex('6')) }, {}, 'input.not_found', undefined],
    [
      'a wait over the maximum',
      {},
      { load: { waitSeconds: 312, waiting: 26 } },
      'limit.exceeded',
      12_000,
    ],
    [
      'more open questions than workers can hold',
      { domains: ['cost', 'quality'] },
      { load: { open: 9, slots: 10, nextEndMs: 20_000 } },
      'limit.exceeded',
      20_000,
    ],
    [
      'the user over the day',
      { domains: ['cost', 'quality'] },
      { daily: 10, load: { today: { ofOwner: 9, ofAll: 9 } } },
      'limit.day',
      6 * 3_600_000,
    ],
    [
      'the user over what each may ask a day',
      { domains: ['cost'] },
      { dailyOfEach: 3, load: { today: { ofOwner: 3, ofAll: 3 } } },
      'limit.day',
      6 * 3_600_000,
    ],
    [
      'a key over its own day',
      { dailyQuestions: 2 },
      { dailyOfEach: 9, load: { today: { ofOwner: 2, ofAll: 2 } } },
      'limit.day',
      6 * 3_600_000,
    ],
    [
      'all over the day',
      {},
      { daily: 10, load: { today: { ofOwner: 0, ofAll: 10 } } },
      'limit.day',
      6 * 3_600_000,
    ],
  ];
  it.each(refusals)('for %s starts nothing', async (_, over, given, code, retryAfterMs) => {
    const { deps, inserted, started } = world(given);
    const failure = await failureOf(admit(deps, request(over)));
    expect(failure.code).toBe(code);
    expect(failure.details.retryAfterMs).toBe(retryAfterMs);
    expect([inserted, started]).toEqual([[], []]);
  });

  it.each([
    ['a wait of exactly the maximum', {}, { load: { waitSeconds: 300, waiting: 25 } }],
    ['the last question of the day', {}, { daily: 10, load: { today: { ofOwner: 9, ofAll: 9 } } }],
    ['a day of others', {}, { dailyOfEach: 3, load: { today: { ofOwner: 2, ofAll: 99 } } }],
    [
      'a day of a key that may ask more than others',
      { dailyQuestions: 9 },
      { dailyOfEach: 3, load: { today: { ofOwner: 8, ofAll: 8 } } },
    ],
    ['the last slots of the workers', {}, { load: { open: 8, slots: 10 } }],
  ] as const)('is not refused for %s', async (_, over, given) => {
    const { deps, started } = world(given);
    await admit(deps, request(over));
    expect(started).toHaveLength(1);
  });
});

describe('an Idempotency-Key', () => {
  it('gives the same investigation and one row', async () => {
    const { deps, inserted } = world();
    const first = await admit(deps, request({ idempotencyKey: 'k1' }));
    const again = await admit(deps, request({ idempotencyKey: 'k1' }));
    expect(again).toEqual(first);
    expect(first.id).toBe(`inv_${hex('b')}`);
    expect(inserted).toHaveLength(1);
  });

  it('answers from its row before any limit', async () => {
    const given: Given = {};
    const { deps } = world(given);
    const first = await admit(deps, request({ idempotencyKey: 'k1' }));
    given.load = { waitSeconds: 9_999, waiting: 99 };
    expect(await admit(deps, request({ idempotencyKey: 'k1' }))).toEqual(first);
  });

  it('is refused with another body', async () => {
    const { deps, started } = world();
    await admit(deps, request({ idempotencyKey: 'k1' }));
    const other = request({ idempotencyKey: 'k1', question: 'What did clusters cost?' });
    expect((await failureOf(admit(deps, other))).code).toBe('input.key_reused');
    expect(started).toHaveLength(1);
  });

  it('of another user is another investigation', async () => {
    const { deps, inserted } = world();
    await admit(deps, request({ idempotencyKey: 'k1' }));
    await admit(deps, request({ idempotencyKey: 'k1', principal: { id: 'bob', groups: [] } }));
    expect(inserted.map(({ id }) => id)).toEqual([`inv_${hex('b')}`, `inv_${hex('c')}`]);
  });

  it('starts the run that could not be started before', async () => {
    let down = true;
    const { deps, inserted, started } = world({ startFails: () => down });
    const failure = await failureOf(admit(deps, request({ idempotencyKey: 'k1' })));
    expect(failure.code).toBe('dependency.down');
    expect(failure.details.location).toBe(`/v1/investigations/inv_${hex('b')}`);
    expect([inserted.length, started.length]).toEqual([1, 0]);
    down = false;
    await admit(deps, request({ idempotencyKey: 'k1' }));
    expect([inserted.length, started.length]).toEqual([1, 1]);
  });

  it.each([
    ['is running', { status: 'running' }],
    ['has ended', { status: 'partial' }],
    ['is to be cancelled', { cancelRequestedAtMs: now }],
  ] as const)('starts nothing when its investigation %s', async (_, change) => {
    const { deps, rows, started } = world();
    const row = await admit(deps, request({ idempotencyKey: 'k1' }));
    const known = rows.get(row.id);
    if (known) rows.set(row.id, { ...known, ...change });
    await admit(deps, request({ idempotencyKey: 'k1' }));
    expect(started).toHaveLength(1);
  });
});
