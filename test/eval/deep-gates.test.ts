import { describe, expect, test } from 'vitest';
import { deepGatesOf } from '../../eval/causes/deep-gates.ts';
import type { DeepJudged } from '../../eval/causes/deep-gates.ts';

const one = (given: Partial<DeepJudged>): DeepJudged => ({
  world: 'on',
  seed: 1,
  question: 'Why?',
  about: 'small-store',
  kind: 'why',
  visible: 'cause',
  judgement: 'right',
  verdict: 'cause_found',
  statements: 3,
  said: 'cause_found: …',
  saysMissing: false,
  rounds: 1,
  seconds: 5,
  ...given,
});
const times = (count: number, given: Partial<DeepJudged> = {}): DeepJudged[] =>
  Array.from({ length: count }, () => one(given));
const unseen: Partial<DeepJudged> = {
  visible: 'driver',
  judgement: 'none rightly',
  verdict: 'inconclusive',
  saysMissing: true,
};
const failing = (some: readonly DeepJudged[]): string[] =>
  deepGatesOf(some)
    .filter(({ holds }) => !holds)
    .map(({ name }) => name.split(':')[0] ?? '');

describe('the gates of deep investigations', () => {
  test.each<[string, DeepJudged[], string[]]>([
    ['19 of 20 causes found', [...times(19), one({ judgement: 'missed' })], []],
    ['18 of 20 causes found', [...times(18), ...times(2, { judgement: 'sizeless' })], ['on']],
    ['of two things one is unseen', times(2, { kind: 'two', judgement: 'none rightly' }), []],
    ['an unseen cause is told with what is missing', times(2, unseen), []],
    ['an unseen cause without it', times(2, { ...unseen, saysMissing: false }), ['on']],
    ['an unseen cause that is found', times(2, { ...unseen, verdict: 'cause_found' }), ['on']],
    ['a cause of what did not happen', [one({ visible: null, judgement: 'wrong' })], ['on']],
    ['a cause that is off', [one({ world: 'off', visible: null, judgement: 'wrong' })], ['off']],
    ['another cause that is on', [one({ world: 'off', visible: null, judgement: 'other' })], []],
    ['an innocent', [one({ world: 'decoy', judgement: 'decoy' })], ['decoy']],
    ['a failure', [...times(30), one({ judgement: 'error' })], ['an investigation fails']],
  ])('%s', (_, some, gates) => {
    expect(failing(some)).toEqual(gates);
  });

  test('are left out for worlds that were not looked at', () => {
    expect(deepGatesOf([])).toEqual([]);
  });
});
