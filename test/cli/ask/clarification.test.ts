import { describe, expect, it } from 'vitest';
import { createClarifier } from '../../../cli/ask/clarification.ts';
import { ServiceRefusal } from '../../../cli/service-client.ts';
import type { Domain } from '../../../domain/domains.ts';
import type { LogEvent, SteerAction } from '../../../domain/events.ts';

const at = '2026-11-28T10:00:00.000Z';
const started = (domain: Domain): LogEvent =>
  ({ seq: 0, at, type: 'lane.started', domain, round: 1, question: 'q', ask: 1 }) as const;
const asksBack = (domain: Domain): LogEvent =>
  ({
    seq: 0,
    at,
    type: 'lane.waiting',
    domain,
    round: 1,
    reason: 'clarification',
    question: 'Which day?',
    questionId: `${domain}:1:1`,
  }) as const;
const finished = (domain: Domain): LogEvent => ({
  seq: 0,
  at,
  type: 'lane.finished',
  domain,
  round: 1,
  outcome: 'answered',
  detail: null,
  evidenceIds: [],
  waitedMs: 0,
  genie: null,
  usage: {},
});

async function steered(said: string | null, events: readonly LogEvent[], status = 202) {
  const actions: SteerAction[] = [];
  const client = {
    steer: async (_: string, action: SteerAction) => {
      actions.push(action);
      if (status !== 202) throw new ServiceRefusal(status, 'refused');
    },
  };
  const clarify = createClarifier(client, 'inv_1', async () => said);
  for (const event of events) await clarify(event);
  return actions;
}

describe('a question that Genie asks back', () => {
  it('is answered with the words of the user', async () => {
    expect(await steered(' 30 November ', [started('cost'), asksBack('cost')])).toEqual([
      { action: 'answer', domain: 'cost', questionId: 'cost:1:1', text: '30 November' },
    ]);
  });

  it('ends the wait when nobody is there and no domain works any more', async () => {
    const events = [started('cost'), started('quality'), asksBack('cost')];
    expect(await steered(null, events)).toEqual([]);
    expect(await steered(null, [...events, finished('quality')])).toEqual([
      { action: 'answerNow' },
    ]);
    expect(await steered('', [started('cost'), asksBack('cost')])).toEqual([
      { action: 'answerNow' },
    ]);
  });

  it('may have ended before the reply came', async () => {
    const events = [started('cost'), asksBack('cost')];
    expect(await steered('today', events, 409)).toHaveLength(1);
    await expect(steered('today', events, 400)).rejects.toThrow('refused');
  });
});
