import type { Score } from '../../domain/evaluation.ts';
import type { CaseRun } from '../case-run.ts';

/** What a scorer says of one question. */
export type Finding = Omit<Score, 'scorer'>;

/** Judges what became of one question. Pure; what it throws is an error of the judge. */
export type Scorer = {
  readonly name: string;
  /** What must hold, in a few words. */
  readonly says: string;
  readonly judge: (run: CaseRun) => Finding;
};

const finding = (
  verdict: Finding['verdict'],
  reason: string,
  evidence: readonly string[] = [],
): Finding => ({ verdict, reason, evidence, stoppedBy: null });

export const pass = (reason = '', evidence: readonly string[] = []): Finding =>
  finding('pass', reason, evidence);
export const fail = (reason: string, evidence: readonly string[] = []): Finding =>
  finding('fail', reason, evidence);
export const skipped = (reason: string): Finding => finding('skipped', reason);

/** Nothing to judge, because an earlier stage failed: that stage's scorer judges it. */
export const notRun = (stoppedBy: string, reason: string): Finding => ({
  ...finding('notRun', reason),
  stoppedBy,
});

/** The judge cannot tell. */
export const unjudged = (reason: string): Finding => finding('error', reason);
