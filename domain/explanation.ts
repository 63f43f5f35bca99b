import type { Citation } from './answer.ts';
import type { Evidence } from './evidence.ts';
import type { EvidenceId } from './ids.ts';
import type { Check } from './warehouse.ts';

/**
 * How the search for a cause ended. `cause_found`: one cause explains at least half of the symptom.
 * `contributing`: several do together. `inconclusive`: none does, or nothing unusual happened. `blocked`: a
 * table or a grant that would settle it is missing. `skipped`: there was no time or no warehouse.
 */
export const verdicts = [
  'cause_found',
  'contributing',
  'inconclusive',
  'blocked',
  'skipped',
] as const;

export type Verdict = (typeof verdicts)[number];

/** A thing of the platform; `workspaceId` is null for what belongs to no workspace. */
export type PlatformObject = {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly workspaceId: string | null;
};

/**
 * What went wrong, before any cause: a measure of an object that left its usual range. `onset` is ISO-8601
 * UTC; `size` and `expected` are in `unit` over the same time.
 */
export type Symptom = {
  readonly measure: string;
  readonly object: PlatformObject | null;
  readonly onset: string | null;
  readonly size: number;
  readonly expected: number;
  readonly unit: string;
  readonly markers: readonly string[];
};

/** A cause that code has settled; `share` is the part of the symptom that it explains, 0 to 1. */
export type ExplainedCause = {
  /** Name of its file in `causes/`. */
  readonly kind: string;
  /** One sentence with its markers. */
  readonly statement: string;
  readonly objects: readonly PlatformObject[];
  readonly at: string | null;
  readonly share: number | null;
  readonly markers: readonly string[];
};

export type RuledOut = {
  readonly kind: string;
  /** One sentence with its markers. */
  readonly why: string;
  readonly markers: readonly string[];
};

/** What could not be looked at, and what to do about it. */
export type MissingCheck = { readonly what: string; readonly remedy: string };

/** What the search for a cause came to; texts hold markers as `[cost:1]`, whose cells `citations` has. */
export type Explanation = {
  readonly verdict: Verdict;
  readonly symptom: Symptom | null;
  readonly causes: readonly ExplainedCause[];
  readonly ruledOut: readonly RuledOut[];
  readonly missing: readonly MissingCheck[];
  /** Sentences of the answer: the first answers the question; then the chain, an edge each. */
  readonly lines: readonly string[];
  readonly actions: {
    readonly now: readonly string[];
    readonly thisWeek: readonly string[];
    readonly thisMonth: readonly string[];
  };
  readonly citations: readonly Citation[];
};

/** How a check ended; `table` has its rows, `blocked` what is missing. */
export type CheckEnd =
  | { readonly kind: 'rows'; readonly check: Check; readonly table: Evidence }
  | { readonly kind: 'blocked'; readonly check: Check; readonly missing: MissingCheck }
  | { readonly kind: 'failed'; readonly check: Check; readonly reason: string };

/** What was found of a hypothesis: its kind, and whether the rows speak for it. */
export type CheckResult = 'supports' | 'contradicts' | 'silent' | 'blocked';

/** What kind of explanation a question asks for. */
export type ExplanationIntent = 'why' | 'whatChanged';

/**
 * What is asked about a cause that was told before: since when, who did it, whether it goes on, what it cost, what to
 * do about it, what else is affected.
 */
export type FollowUp = 'since' | 'who' | 'lasting' | 'cost' | 'remedy' | 'affected';

/** The question whose cause is searched. Times are epoch milliseconds. */
export type SearchRequest = {
  readonly question: string;
  readonly intent: ExplanationIntent;
  readonly domains: readonly string[];
  /** Ids of the certified questions that the text is likeliest to mean, likeliest first. */
  readonly nearest: readonly string[];
  /** The tables that the domains found. */
  readonly evidence: readonly Evidence[];
  readonly nowMs: number;
  readonly timeZone: string;
  /** What is asked more about its cause, which is told first; absent where the cause itself is asked for. */
  readonly followUp?: FollowUp;
};

/**
 * Runs checks of one hypothesis, `symptom` for those that find what happened, in any order; the ends are in
 * the order of the checks. A check that ran before returns what it found. Beyond the limit of statements a
 * check ends `blocked`.
 */
export type RunChecks = (
  hypothesis: string,
  checks: readonly Check[],
) => Promise<readonly CheckEnd[]>;

/** A table that is computed from the rows of others by a stated rule. */
export type ComputedTable = Pick<Evidence, 'domain' | 'title' | 'columns' | 'rows'> & {
  readonly from: readonly EvidenceId[];
  readonly rule: string;
};

/** Keeps a computed table as evidence; the same table again is the same evidence. */
export type KeepTable = (table: ComputedTable) => Promise<Evidence>;

/** Tells what the rows said of a hypothesis. */
export type TellResult = (hypothesis: string, result: CheckResult) => Promise<void>;
