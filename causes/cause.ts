import type { PlatformObject } from '../domain/explanation.ts';
import type { Check } from '../domain/warehouse.ts';
import type { Say } from './say.ts';
import type { Break } from './symptom/breaks.ts';
import type { Row } from './symptom/rows.ts';

/** The rows that a check found; none where it was not run or failed. */
export type Look = (check: Check) => readonly Row[];

/** A possible cause of a break, as rows show it. */
export type Hypothesis = {
  /** What is said to have done it, or to what it was done. */
  readonly objects: readonly PlatformObject[];
  /** When the change came, epoch milliseconds; null for a condition that has no instant of its own. */
  readonly atMs: number | null;
  /** Whether its effect may wait, so that days as usual after it say nothing against it. */
  readonly mayWait?: boolean;
  /** What it shares with the symptom, in words; null where no key or lineage joins them. */
  readonly edge: string | null;
  /** Whether it pushes the way that the symptom went. */
  readonly fits: boolean;
  /** The part of the symptom that it explains, 0 to 1; null where that cannot be told. */
  readonly share: number | null;
  /** Whether the sentence says the symptom too, so that it need not be said again. */
  readonly saysAll?: boolean;
  /** One sentence about what happened, without its full stop. */
  readonly say: (say: Say) => string;
  /** What else was looked at and holds, a sentence each. */
  readonly also?: (say: Say) => readonly string[];
  /** The break of another object that brought this one, whose own cause is searched next. */
  readonly because?: Break;
};

/** What to do, a sentence each; names are those of the hypothesis. */
export type Actions = {
  readonly now: string;
  readonly thisWeek: string;
  readonly thisMonth: string;
};

/** One kind of cause. Kinds are general: none knows a name, a date or a person. */
export type Cause = {
  readonly kind: string;
  /** As a sentence says that it was ruled out: "a change of rights". */
  readonly noun: string;
  /** Ids of the measures that it can explain, and the kinds of objects; null for any. */
  readonly explains: readonly string[];
  readonly on: readonly string[] | null;
  /** False for what only drives the symptom: the reason behind it is not in the system tables. */
  readonly isRoot: boolean;
  readonly checks: (symptom: Break, nowMs: number) => readonly Check[];
  readonly find: (symptom: Break, look: Look, nowMs: number) => readonly Hypothesis[];
  /** `{object}` stands for the name of the first object. */
  readonly actions: Actions;
};

/** Declares a kind of cause. Pure. */
export const defineCause = (cause: Cause): Cause => cause;
