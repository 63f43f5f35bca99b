import { describe, expect, it } from 'vitest';
import type { Domain } from '../../domain/domains.ts';
import type { GenieReference, LaneResource } from '../../domain/investigation.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { laneOf } from '../../domain/lane-fold.ts';
import { retryPlan } from '../../domain/retry.ts';

const genie: GenieReference = { spaceId: 's', conversationId: 'c', messageId: 'm', url: 'u' };
const lane = (domain: Domain, outcome: Outcome | null, asked = false): LaneResource => ({
  ...laneOf({ lanes: [] }, domain, 'q'),
  status: 'finished',
  outcome,
  genie: asked ? genie : null,
});
const ended = (...lanes: readonly LaneResource[]) => ({
  status: 'partial' as const,
  routing: { domains: [], tools: [], source: 'examples' as const },
  lanes,
  rowsDeletedAt: null,
});
const anybody = (): boolean => true;

describe('what is tried again', () => {
  it('is every domain without an answer that was not skipped; a late one needs no question', () => {
    const tried = ended(
      lane('cost', 'answered'),
      lane('security', 'timed_out', true),
      lane('quality', 'throttled'),
      lane('performance', 'skipped'),
    );
    expect(retryPlan(tried, null, anybody)).toEqual({
      refusal: null,
      domains: ['security', 'quality'],
      questions: 1,
    });
  });

  it('is what is named, also when it was skipped', () => {
    const tried = ended(lane('cost', 'failed'), lane('performance', 'skipped'));
    const plan = retryPlan(tried, ['performance'], anybody);
    expect(plan).toEqual({ refusal: null, domains: ['performance'], questions: 1 });
  });

  it('is not what its owner may not ask any more', () => {
    const tried = ended(lane('cost', 'failed'), lane('security', 'denied'));
    const plan = retryPlan(tried, null, (domain) => domain !== 'security');
    expect(plan).toMatchObject({ domains: ['cost'] });
  });

  it('is the question as a new one where no domain was chosen', () => {
    const plan = retryPlan({ ...ended(), routing: null }, null, anybody);
    expect(plan).toEqual({ refusal: null, domains: null, questions: null });
  });

  it.each([
    ['is running', { ...ended(lane('cost', null)), status: 'running' as const }, null],
    [
      'deleted on 2026-11-01: ask it anew',
      { ...ended(), rowsDeletedAt: '2026-11-01T00:00:00.000Z' },
      null,
    ],
    ['nothing to try again', ended(lane('cost', 'answered'), lane('quality', 'no_data')), null],
    ['name quality', ended(lane('cost', 'answered'), lane('quality', 'skipped')), null],
    ['cost has answered', ended(lane('cost', 'answered'), lane('quality', 'failed')), ['cost']],
    ['did not ask security', ended(lane('cost', 'failed')), ['security']],
  ] as const)('is refused: %s', (reason, tried, named) => {
    expect(retryPlan(tried, named, anybody).refusal).toContain(reason);
  });

  it('needs a question where what was asked did not come late, or was never asked', () => {
    const asked = lane('cost', 'failed', true);
    const unasked = lane('quality', 'timed_out');
    const late = lane('security', 'timed_out', true);
    const questionsFor = (...lanes: readonly LaneResource[]) =>
      retryPlan(ended(...lanes), null, anybody);
    expect(questionsFor(asked)).toMatchObject({ questions: 1 });
    expect(questionsFor(unasked)).toMatchObject({ questions: 1 });
    expect(questionsFor(unasked, late)).toMatchObject({ questions: 1 });
    expect(questionsFor(late)).toMatchObject({ questions: 0 });
  });

  it('is nothing where all that is missing may not be asked', () => {
    const tried = ended(lane('cost', 'answered'), lane('security', 'denied'));
    expect(retryPlan(tried, null, () => false).refusal).toBe(
      'You may not ask security, and all others answered.',
    );
  });
});
