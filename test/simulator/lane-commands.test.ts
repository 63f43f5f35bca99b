import { describe, expect, it } from 'vitest';
import { emptyInbox, refusalOf, reserve } from '../../workflows/inbox.ts';
import { recorded } from './recorded.ts';
import { another, answered, cost, leg, never, rephrased, security } from './scripted-legs.ts';

const asksBack = (workedMs = 200) =>
  ({
    ms: 200,
    end: { kind: 'clarification', question: 'Which one?', following: null, workedMs },
  }) as const;
const question = { action: 'answer', domain: 'cost', text: 'x', questionId: 'cost:1:1' } as const;

/** What was proposed for the lane of `cost`. */
async function proposalFor(over: Parameters<typeof recorded>[0]) {
  const { given } = await recorded({ budgetSeconds: 15, ...over });
  return given('settleLanes').flatMap(({ proposals }) => proposals);
}

describe('a leg', () => {
  it('is told only what it needs', async () => {
    const { given } = await recorded({ legs: { cost: [rephrased(200, 700), answered(200)] } });
    const [first, second] = given('askGenie');
    expect(first).toStrictEqual({
      ref: { id: `inv_${'0'.repeat(32)}`, owner: 'tester' },
      round: 1,
      domain: 'cost',
      epoch: 1,
      ask: 1,
      say: null,
      following: null,
      kept: null,
      laneLimitMs: 100_000,
    });
    expect(second).toStrictEqual({
      ...first,
      epoch: 2,
      ask: 2,
      say: 'Simply.',
      laneLimitMs: 99_300,
    });
  });

  it('follows with exactly 5 s left, and not with less', async () => {
    const asks = async (ms: number) =>
      (
        await recorded({ budgetSeconds: 15, legs: { cost: [rephrased(ms, ms), answered(200)] } })
      ).given('askGenie').length;
    expect(await asks(6_250)).toBe(2);
    expect(await asks(6_251)).toBe(1);
  });

  it('is asked anew by a hint for its domain only', async () => {
    const { given } = await recorded({
      lanes: [cost, security],
      legs: { cost: [never, answered(200)], security: [answered(2_000)] },
      wishes: [
        { after: 'ask cost 1', ms: 600, wish: { action: 'hint', domain: 'cost', text: 'Prod.' } },
      ],
    });
    expect(given('askGenie').map(({ domain, ask }) => `${domain} ${ask}`)).toEqual([
      'cost 1',
      'security 1',
      'cost 2',
    ]);
  });
});

describe('how a lane ends that its leg has not ended', () => {
  it('is told by what there was no time for', async () => {
    expect(await proposalFor({ legs: { cost: [rephrased(7_000, 7_000)] } })).toStrictEqual([
      { domain: 'cost', outcome: 'failed', detail: 'Genie declined.' },
    ]);
    expect(await proposalFor({ legs: { cost: [another(7_000)] } })).toStrictEqual([
      { domain: 'cost', outcome: 'answered', detail: null },
    ]);
    expect(await proposalFor({ legs: { cost: [asksBack(100_000)] } })).toStrictEqual([
      {
        domain: 'cost',
        outcome: 'timed_out',
        detail: 'The time limit of the domain (AGENT_TIMEOUT_SECONDS) is used up.',
      },
    ]);
  });

  it('is told by who took it over', async () => {
    const detail = 'Another attempt took over this lane and has not ended it.';
    const end = { kind: 'superseded' } as const;
    expect(await proposalFor({ legs: { cost: [{ ms: 200, end }] } })).toStrictEqual([
      { domain: 'cost', outcome: 'failed', detail },
    ]);
  });

  it('is told by the deadline, whoever sees it first', async () => {
    const detail = 'Genie had not answered by the deadline of the lanes.';
    const timedOut = [{ domain: 'cost', outcome: 'timed_out', detail }];
    const end = { kind: 'overdue' } as const;
    expect(await proposalFor({ legs: { cost: [{ ms: 200, end }] } })).toStrictEqual(timedOut);
    expect(await proposalFor({ legs: { cost: [never] } })).toStrictEqual(timedOut);
  });

  it('proposes nothing for lanes that ended by themselves', async () => {
    const { given } = await recorded({
      lanes: [cost, security],
      legs: { cost: [leg(200, 'denied')], security: [answered(400)] },
    });
    expect(given('settleLanes')).toEqual([]);
  });
});

describe('a question that Genie asked back', () => {
  it('is shown, but not where the time of its lane is used up', async () => {
    const asked = async (workedMs: number) => {
      const { given } = await recorded({ budgetSeconds: 15, legs: { cost: [asksBack(workedMs)] } });
      return given('settleLanes').flatMap(({ clarifications }) => clarifications);
    };
    expect(await asked(200)).toEqual([{ domain: 'cost', ask: 1, question: 'Which one?' }]);
    expect(await asked(100_000)).toEqual([]);
  });

  it('is closed with its lane', async () => {
    const { log } = await recorded({
      lanes: [cost, security],
      legs: { cost: [asksBack()], security: [answered(3_000)] },
      wishes: [
        { after: 'cost asks back “Which one?”', ms: 300, wish: { action: 'skip', domain: 'cost' } },
        { after: 'cost skipped', ms: 300, wish: question },
      ],
    });
    expect(log).toContain('cost skipped');
    expect(log).not.toContain('steered answer');
  });

  it('is open again where its answer could not be stored', () => {
    const inbox = emptyInbox();
    inbox.openQuestions.add(question.questionId);
    const reopen = reserve(inbox, question);
    expect(refusalOf(inbox, question)).toContain('is not open');
    reopen();
    expect(refusalOf(inbox, question)).toBeNull();
  });

  it('is not touched by other requests', () => {
    const inbox = emptyInbox();
    reserve(inbox, { action: 'answerNow' })();
    expect(inbox).toEqual(emptyInbox());
  });
});
