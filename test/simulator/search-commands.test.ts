import { describe, expect, it } from 'vitest';
import { answered, cost, leg, never, security } from './scripted-legs.ts';
import { recorded } from './recorded.ts';

const ref = { id: `inv_${'0'.repeat(32)}`, owner: 'tester' };
const answerNow = (after: string) => [{ after, ms: 300, wish: { action: 'answerNow' } }] as const;
const one = { legs: { cost: [answered(400)] } } as const;

describe('a search for a cause', () => {
  const why = { ...one, intent: 'why', verdict: 'cause_found' } as const;
  const skips = async (over: Parameters<typeof recorded>[0]) =>
    (await recorded({ ...why, ...over })).given('explain').map(({ skip }) => skip);

  it('has its share of the time left', async () => {
    const { given, described } = await recorded(why);
    const [args] = given('explain');
    expect(args).toStrictEqual({ ref, intent: 'why', untilMs: args?.untilMs, skip: null });
    expect(Object.keys(args ?? {})).not.toContain('round');
    expect(args?.untilMs).toBeGreaterThan(0);
    expect(described).toContain('Looking for the cause');
  });

  it('says why nothing was searched', async () => {
    expect(await skips({ explainingMs: 60_000, wishes: answerNow('explain') })).toEqual([
      null,
      'the answer was wanted at once.',
    ]);
    expect(await skips({ explainingMs: 60_000 })).toEqual([
      null,
      'the search did not end in its share of the time.',
    ]);
    const tooLate = { budgetSeconds: 20, lanes: [cost, security] };
    expect(await skips({ ...tooLate, legs: { cost: [answered(400)], security: [never] } })).toEqual(
      ['the time left was too short.'],
    );
    const failing = await recorded({ ...one, intent: 'why' });
    expect(failing.given('explain').map(({ skip }) => skip)).toEqual([
      null,
      'it failed: no warehouse',
    ]);
  });

  it('is hurried where any domain has an answer', async () => {
    const lanes = {
      lanes: [cost, security],
      legs: { cost: [answered(400)], security: [leg(400, 'denied')] },
    };
    const two = { ...lanes, explainingMs: 60_000, wishes: answerNow('explain') };
    expect(await skips(two)).toEqual([null, 'the answer was wanted at once.']);
    const before = { lanes: [cost, security], legs: { cost: [answered(400)], security: [never] } };
    expect(await skips({ ...before, wishes: answerNow('cost answered') })).toEqual([
      'the answer was wanted at once.',
    ]);
  });

  it('of a later round names it', async () => {
    const { given } = await recorded({
      ...why,
      verdict: 'inconclusive',
      plans: [{ waitMs: 5_000 }, { lanes: [cost] }, { done: 'nothing_left', found: 0 }],
    });
    expect(given('explain').map(({ round }) => round)).toEqual([undefined, 3]);
    expect(given('synthesise')).toMatchObject([{ deep: { round: 4 } }]);
  });
});

describe('tools', () => {
  it('that follow the search begin after it', async () => {
    const { log } = await recorded({
      ...one,
      intent: 'why',
      verdict: 'inconclusive',
      tools: [
        { tool: 'find_runbooks', start: 'afterSearch', ms: 1, outcome: 'answered' },
        { tool: 'search_web', start: 'afterFinding', ms: 1, outcome: 'answered' },
      ],
    });
    expect(log.filter((line) => /^(?:explain|tool)/.test(line))).toEqual([
      'explain',
      'tool find_runbooks',
    ]);
  });

  it('that found nothing are no answer', async () => {
    const { given } = await recorded({
      legs: { cost: [leg(300, 'denied')] },
      tools: [{ tool: 'search_web', start: 'beside', ms: 1, outcome: 'no_data' }],
    });
    expect(given('synthesise')).toEqual([]);
  });
});
