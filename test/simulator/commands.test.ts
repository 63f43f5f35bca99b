import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { answered, cost, declined, leg, never, security } from './scripted-legs.ts';
import { recorded } from './recorded.ts';

const ref = { id: `inv_${'0'.repeat(32)}`, owner: 'tester' };
const broken = (what: string) => () => Promise.reject(new AppError('upstream.down', what));
const cancel = (after: string, ms = 300) => [{ after, ms, wish: 'cancel' }] as const;
const one = { legs: { cost: [answered(400)] } } as const;
const left = {
  outcome: 'failed',
  detail: 'The investigation ended before this lane did.',
} as const;

describe('an ordinary investigation', () => {
  it('starts no step that it does not need, and cancels none', async () => {
    const { given, cancelled, described } = await recorded(one);
    expect(described).toEqual([
      'Choosing the domains to ask',
      'Asking Genie: cost',
      'Writing the answer',
      'Storing the result',
    ]);
    expect(cancelled).toEqual([]);
    expect(given('routeAtOnce')).toHaveLength(1);
    for (const step of [
      'route',
      'settleLanes',
      'explain',
      'runTool',
      'remember',
      'summarise',
    ] as const)
      expect(given(step)).toEqual([]);
    expect(given('conclude')).toStrictEqual([
      { ref, end: { status: 'fromLanes', openLanes: left, failure: null, remember: true } },
    ]);
  });

  it('asks a model in a step of its own, where one is waited for', async () => {
    const { given } = await recorded({ ...one, routeMs: 200 });
    expect([given('routeAtOnce').length, given('route').length]).toEqual([1, 1]);
  });

  it('of a version without short steps chooses and remembers in steps of their own', async () => {
    const { given, described } = await recorded(one, {
      effects: (effects) => ({ ...effects, hasShortSteps: false }),
    });
    expect([given('routeAtOnce').length, given('route').length]).toEqual([0, 1]);
    expect(given('remember')).toEqual([{ ref }]);
    expect(given('conclude')).toMatchObject([{ end: { remember: false } }]);
    expect(described).toContain('Saving to memory');
  });

  it('asks for no cause where the question asks for none', async () => {
    const { given } = await recorded(one, {
      steps: ({ routeAtOnce }) => ({
        routeAtOnce: async (args) => {
          const end = await routeAtOnce(args);
          return end && { ...end, intent: null };
        },
      }),
    });
    expect(given('explain')).toEqual([]);
  });

  it('waits for an answer to what Genie asks back, unless nobody is there', async () => {
    const asksBack = {
      kind: 'clarification',
      question: 'Which?',
      following: null,
      workedMs: 9,
    } as const;
    const asks = { budgetSeconds: 15, legs: { cost: [{ ms: 200, end: asksBack }] } };
    expect((await recorded(asks)).tookMs).toBe(11_250);
    expect((await recorded({ ...asks, nobodyAnswers: true })).tookMs).toBe(200);
  });
});

describe('an answer by the rules', () => {
  const byRules = { ...one, byRules: 'atOnce' } as const;

  it('is written in no step of its own', async () => {
    const { given, cancelled } = await recorded(byRules);
    expect(given('synthesiseAtOnce')).toMatchObject([{ pass: 1, byRule: null }]);
    expect([given('synthesise'), cancelled]).toEqual([[], []]);
  });

  it('is a step of its own where something is waited for, and where it cannot be written', async () => {
    const waits = await recorded({ ...byRules, byRules: 'afterNames' });
    expect(waits.given('synthesise')).toMatchObject([{ pass: 1, byRule: null }]);
    const steps = () => ({ synthesiseAtOnce: broken('no rows') });
    const fails = await recorded(byRules, { steps });
    expect(fails.given('synthesise')).toMatchObject([{ pass: 1, byRule: null }]);
    expect(fails.given('conclude')).toMatchObject([{ end: { failure: null } }]);
  });

  it('of a deep investigation is a step of its own', async () => {
    const plans = [{ done: 'nothing_left' }] as const;
    const { given } = await recorded({ ...byRules, budgetSeconds: 600, plans });
    expect([given('synthesiseAtOnce').length, given('synthesise').length]).toEqual([0, 1]);
  });

  it('is not written once more after a cancel', async () => {
    const steps = () => ({ synthesiseAtOnce: () => new Promise<boolean>(() => {}) });
    const { given, cancelled } = await recorded(
      { ...byRules, wishes: cancel('cost answered') },
      { steps },
    );
    expect(cancelled).toEqual(['synthesiseAtOnce']);
    expect(given('synthesise')).toEqual([]);
  });
});

describe('the summary of a session', () => {
  it('is made after the end, where it is wanted', async () => {
    const { given, described } = await recorded({ ...one, summingUpMs: 100 });
    expect(given('summarise')).toEqual([{ ref }]);
    expect(described.at(-1)).toBe('Summing up the session');
  });

  it('is not made of what was cancelled at the last moment', async () => {
    const { given } = await recorded(
      { ...one, summingUpMs: 100 },
      { steps: () => ({ conclude: () => Promise.resolve('cancelled') }) },
    );
    expect(given('summarise')).toEqual([]);
  });
});

describe('an investigation whose step fails', () => {
  const failedWith = (
    message: string,
    code: 'bug' | 'upstream.down' | 'upstream.rejected' = 'bug',
  ) => [
    {
      ref,
      end: {
        status: 'failed',
        openLanes: { outcome: 'failed', detail: message },
        failure: { code, message },
      },
    },
  ];

  it('does not end before its end is stored', async () => {
    const steps = () => ({ conclude: broken('no database') });
    await expect(recorded(one, { steps })).rejects.toThrow(
      'The result could not be stored: no database',
    );
  });

  it('fails by what choosing the domains met', async () => {
    const atOnce = await recorded(one, { steps: () => ({ routeAtOnce: broken('no domains') }) });
    expect(atOnce.given('conclude')).toStrictEqual(failedWith('no domains'));
    const late = await recorded(
      { ...one, routeMs: 100 },
      { steps: () => ({ route: broken('no model') }) },
    );
    expect(late.given('conclude')).toStrictEqual(failedWith('no model'));
  });

  it('fails where no domain is chosen in time', async () => {
    const { given, tookMs } = await recorded({ ...one, budgetSeconds: 15, routeMs: 60_000 });
    const message = 'The deadline has passed: no domain was chosen in time.';
    expect(given('conclude')).toStrictEqual(failedWith(message, 'upstream.down'));
    expect(tookMs).toBe(11_250);
  });

  it('fails where outcomes cannot be stored', async () => {
    const steps = () => ({ settleLanes: broken('no rows') });
    const refused = { ...one, lanes: [cost, { domain: 'security', refused: left }] } as const;
    expect((await recorded(refused, { steps })).given('conclude')).toStrictEqual(
      failedWith('no rows'),
    );
  });

  it('fails where what Genie asks back cannot be stored', async () => {
    const end = {
      kind: 'clarification',
      question: 'Which?',
      following: null,
      workedMs: 9,
    } as const;
    const { given, tookMs } = await recorded(
      { legs: { cost: [{ ms: 200, end }] } },
      { steps: () => ({ settleLanes: broken('no rows') }) },
    );
    expect(given('conclude')).toStrictEqual(failedWith('no rows'));
    expect(tookMs).toBe(200);
  });

  it('fails by what the rules met, where they cannot write either', async () => {
    const { given, described } = await recorded(one, {
      steps: () => ({ synthesise: ({ pass }) => broken(`pass ${pass}`)() }),
    });
    expect(given('synthesise').map(({ byRule }) => byRule)).toEqual([null, 'pass 1']);
    expect(given('conclude')).toStrictEqual(failedWith('pass 2'));
    expect(described).toContain('Writing the answer by rule');
  });

  it('fails as the domains did, where only their words could be told and cannot', async () => {
    const message = 'No domain answered. cost: failed (Genie wrote no query: No.)';
    const { given } = await recorded(
      { legs: { cost: [declined(300)] } },
      { steps: () => ({ synthesise: broken('no text') }) },
    );
    expect(given('conclude')).toStrictEqual(failedWith(message, 'upstream.rejected'));
  });

  it('names every domain that brought nothing, and why', async () => {
    const end = { kind: 'finished', outcome: 'denied', detail: 'Not yours.' } as const;
    const { given } = await recorded({
      budgetSeconds: 15,
      lanes: [cost, security],
      legs: { cost: [{ ms: 300, end }], security: [leg(600, 'timed_out')] },
    });
    const message = 'No domain answered. cost: denied (Not yours.); security: timed out';
    expect(given('conclude')).toStrictEqual([
      {
        ref,
        end: {
          status: 'fromLanes',
          openLanes: left,
          failure: { code: 'upstream.rejected', message },
        },
      },
    ]);
  });
});

describe('a cancel', () => {
  it('while the domains are chosen ends as cancelled', async () => {
    const { log } = await recorded({ ...one, routeMs: 5_000, wishes: cancel('') });
    expect(log).toEqual(['finished cancelled']);
  });

  it('while lanes are asked starts no search', async () => {
    const { given } = await recorded({
      intent: 'why',
      legs: { cost: [never] },
      wishes: cancel('ask cost 1'),
    });
    expect(given('explain')).toEqual([]);
  });

  it('while a cause is searched starts no tool', async () => {
    const { given } = await recorded({
      ...one,
      intent: 'why',
      explainingMs: 5_000,
      verdict: 'cause_found',
      tools: [{ tool: 'find_runbooks', start: 'afterSearch', ms: 1, outcome: 'answered' }],
      wishes: cancel('explain'),
    });
    expect(given('runTool')).toEqual([]);
  });

  it('while a tool runs starts nothing more', async () => {
    const { given, log } = await recorded({
      ...one,
      tools: [{ tool: 'search_web', start: 'beside', ms: 5_000, outcome: 'answered' }],
      wishes: cancel('cost answered'),
    });
    expect(given('runTool')).toHaveLength(1);
    expect(given('synthesise')).toEqual([]);
    expect(log.at(-1)).toBe('finished cancelled');
  });

  it('while the answer is written remembers nothing', async () => {
    const { given } = await recorded({
      ...one,
      isMemoryApart: true,
      writingMs: [5_000],
      wishes: cancel('answer 1'),
    });
    expect(given('remember')).toEqual([]);
    expect(given('synthesise')).toHaveLength(1);
  });

  it('while it is remembered ends as cancelled', async () => {
    const { log } = await recorded({
      ...one,
      isMemoryApart: true,
      savingMs: 5_000,
      wishes: cancel('answer 1'),
    });
    expect(log.at(-1)).toBe('finished cancelled');
  });
});
