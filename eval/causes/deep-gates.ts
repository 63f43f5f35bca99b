import type { Gate, Judged } from './tally.ts';

/** The worlds in which deep investigations are judged. */
export const deepWorlds = ['on', 'off', 'decoy'] as const;

/** A judged deep investigation. */
export type DeepJudged = Judged & {
  /** Whether it says which proof is missing, and what would bring it. */
  readonly saysMissing: boolean;
  readonly rounds: number;
  /** From the question to the end, seconds. */
  readonly seconds: number;
};

const leastShare = 0.95;

const shareGate = (name: string, some: readonly boolean[]): readonly Gate[] => {
  if (some.length === 0) return [];
  const share = some.filter(Boolean).length / some.length;
  const figure = `${(100 * share).toFixed(1)} % of ${some.length}`;
  return [{ name, figure, holds: share >= leastShare }];
};

const noneGate = (name: string, all: number, bad: readonly unknown[]): readonly Gate[] =>
  all === 0 ? [] : [{ name, figure: `${bad.length} of ${all}`, holds: bad.length === 0 }];

/**
 * The gates of deep investigations; those of worlds that were not looked at are left out. Pure.
 */
export function deepGatesOf(all: readonly DeepJudged[]): readonly Gate[] {
  const on = all.filter(({ world }) => world === 'on');
  const causes = on.filter(({ visible }) => visible === 'cause');
  const unseen = on.filter(({ visible }) => visible === 'driver');
  const off = all.filter(({ world }) => world === 'off');
  const untrue = on.filter(({ visible }) => visible === null);
  const decoys = all.filter(({ world }) => world === 'decoy');
  const isUntrue = ({ judgement }: Judged) => judgement === 'wrong' || judgement === 'decoy';
  return [
    ...shareGate(
      'on: the visible cause and its size, ≥ 95 %',
      // Of two things in one question one may be unseen, so that the answer is right without a cause for both.
      causes.map(
        ({ judgement, kind }) =>
          judgement === 'right' || (kind === 'two' && judgement === 'none rightly'),
      ),
    ),
    ...shareGate(
      'on: an unseen cause is inconclusive, with its driver and what is missing, ≥ 95 %',
      unseen.map(
        ({ judgement, verdict, saysMissing }) =>
          judgement === 'none rightly' && verdict === 'inconclusive' && saysMissing,
      ),
    ),
    ...noneGate('on: found that did not happen', untrue.length, untrue.filter(isUntrue)),
    ...noneGate('off: a cause that is not there', off.length, off.filter(isUntrue)),
    ...noneGate(
      'decoy: the innocent is named',
      decoys.length,
      decoys.filter(({ judgement }) => judgement === 'decoy'),
    ),
    ...noneGate(
      'an investigation fails',
      all.length,
      all.filter(({ judgement }) => judgement === 'error'),
    ),
  ];
}
