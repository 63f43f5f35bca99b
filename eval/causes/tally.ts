import { mostStatements } from '../../domain/budget.ts';
import type { Verdict } from '../../domain/explanation.ts';
import type { Judgement, WorldKind } from './judge.ts';

/** One judged search. */
export type Judged = {
  readonly world: WorldKind;
  readonly seed: number;
  readonly question: string;
  /** The incident that was asked about, else the kind of the question. */
  readonly about: string;
  readonly kind: string;
  /** What is visible of the incident; null when the question is about none that happened. */
  readonly visible: 'cause' | 'driver' | null;
  readonly judgement: Judgement;
  /** Null when the search failed. */
  readonly verdict: Verdict | null;
  /** Statements that the search ran. */
  readonly statements: number;
  /** What was answered, or the error. */
  readonly said: string;
};

/** A limit of the evaluation and whether it is kept; `figure` says how far. */
export type Gate = { readonly name: string; readonly figure: string; readonly holds: boolean };

const shareOf = (some: readonly Judged[], ...good: readonly Judgement[]): number =>
  some.length === 0
    ? 1
    : some.filter(({ judgement }) => good.includes(judgement)).length / some.length;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const gate = (name: string, some: readonly unknown[], figure: string, holds: boolean): Gate[] =>
  some.length === 0 ? [] : [{ name, figure, holds }];

/**
 * The gates of the evaluation; those of worlds that were not looked at are left out. Pure.
 *
 * @param workspaceMonths How many months of workspaces the ordinary weeks come to.
 */
export function gatesOf(all: readonly Judged[], workspaceMonths: number): readonly Gate[] {
  const of = (world: WorldKind) => all.filter((one) => one.world === world);
  const causes = of('on').filter(({ visible }) => visible === 'cause');
  const drivers = of('on').filter(({ visible }) => visible === 'driver');
  const [found, driven] = [shareOf(causes, 'right'), shareOf(drivers, 'none rightly')];
  const nothing = of('on').filter(({ visible }) => visible === null);
  const off = of('off').filter(({ judgement }) => judgement === 'wrong' || judgement === 'decoy');
  const innocent = shareOf(of('decoy'), 'decoy');
  const alarms = of('ordinary').filter(
    ({ judgement, verdict }) => judgement !== 'none rightly' && verdict === 'cause_found',
  );
  const distinct = new Set(alarms.map(({ seed, said }) => `${seed} ${said}`)).size;
  const failed = all.filter(({ judgement }) => judgement === 'error');
  const most = Math.max(0, ...all.map(({ statements }) => statements));
  return [
    ...gate('on: the visible cause and its size, ≥ 90 %', causes, percent(found), found >= 0.9),
    ...gate(
      'on: an unseen cause is told as its driver, ≥ 90 %',
      drivers,
      percent(driven),
      driven >= 0.9,
    ),
    ...gate(
      'on: nothing is found that did not happen',
      nothing,
      `${nothing.filter((one) => one.judgement === 'wrong').length} wrong`,
      nothing.every((one) => one.judgement !== 'wrong'),
    ),
    ...gate(
      'off: never a cause that is not there',
      of('off'),
      `${off.length} wrong`,
      off.length === 0,
    ),
    ...gate(
      'decoy: the innocent is named, ≤ 2 %',
      of('decoy'),
      percent(innocent),
      innocent <= 0.02,
    ),
    ...gate(
      'ordinary: false alarms a workspace and month, ≤ 1',
      of('ordinary'),
      `${distinct} in ${workspaceMonths.toFixed(1)}`,
      distinct <= workspaceMonths,
    ),
    ...gate('no search fails', all, `${failed.length} failed`, failed.length === 0),
    ...gate(
      `statements of a search, ≤ ${mostStatements}`,
      all,
      `${most} at most`,
      most <= mostStatements,
    ),
  ];
}
