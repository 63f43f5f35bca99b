import type { CaseFigures, CaseResult, Evaluation, GateResult, Score } from './evaluation.ts';
import type { InvestigationId } from './ids.ts';

/** A run of a suite that is asked for; `caseIds: null` asks all questions of the suite. */
export type NewEvaluation = Pick<
  Evaluation,
  'id' | 'workflowId' | 'suite' | 'repeats' | 'trigger' | 'asOf'
> & {
  readonly caseIds: readonly string[] | null;
};

/** What evaluations store and read. */
export type EvaluationStore = {
  /** Inserts a running evaluation; one that is there stays as it is. */
  readonly create: (evaluation: NewEvaluation) => Promise<void>;
  /** Inserts the questions; those that are there stay as they are. */
  readonly plan: (
    id: string,
    cases: readonly Pick<CaseResult, 'position' | 'caseId' | 'repeat' | 'question' | 'domains'>[],
  ) => Promise<void>;
  readonly find: (id: string) => Promise<Evaluation | null>;
  /** Those that run, as far as their rows tell. */
  readonly open: () => Promise<readonly Evaluation[]>;
  /** Newest first; `cursor` is the id of the last of the page before. */
  readonly list: (page: {
    limit: number;
    cursor: string | null;
  }) => Promise<{ evaluations: readonly Evaluation[]; nextCursor: string | null }>;
  /** Complete runs of the same suite that ended with a verdict before this one, newest first. */
  readonly before: (id: string, count: number) => Promise<readonly Evaluation[]>;
  /** Notes that people are told of a run; true for the first who notes it. */
  readonly claimTold: (id: string) => Promise<boolean>;
  /** All questions, by position. */
  readonly cases: (id: string) => Promise<readonly CaseResult[]>;
  /** Those of one question in all rounds. */
  readonly casesOf: (id: string, caseId: string) => Promise<readonly CaseResult[]>;
  readonly caseAt: (id: string, position: number) => Promise<CaseResult | null>;
  /** Notes which investigation asks a question. */
  readonly asked: (id: string, position: number, by: InvestigationId) => Promise<void>;
  /** Stores how a question was judged; the first judgement stands. */
  readonly judged: (
    id: string,
    position: number,
    judgement: { scores: readonly Score[]; figures: CaseFigures | null },
  ) => Promise<void>;
  /** Ends an evaluation that runs; the first end stands. */
  readonly end: (
    id: string,
    end: { status: Evaluation['status']; gate: GateResult | null; detail: string | null },
  ) => Promise<void>;
};

/** Tells people of an evaluation; what cannot be sent fails nothing. */
export type Webhook = {
  readonly send: (text: string) => Promise<void>;
  /** Address of an evaluation. */
  readonly linkOf: (id: string) => string;
};

/** What the schedule of the nightly evaluation is now; times are ISO-8601 UTC. */
export type ScheduleState = {
  readonly cron: string;
  readonly timeZone: string;
  readonly suite: string;
  readonly paused: boolean;
  readonly note: string | null;
  readonly nextAt: readonly string[];
  /** The newest runs that it started, newest first: ids of their workflows. */
  readonly recent: readonly { readonly at: string; readonly workflowId: string }[];
};

export type ScheduleChange = Pick<ScheduleState, 'cron' | 'timeZone' | 'suite'>;

/** The workflow engine as evaluations need it. */
export type EvaluationEngine = {
  /** Starts the run of an evaluation; succeeds when it was started before. */
  readonly start: (evaluation: NewEvaluation) => Promise<void>;
  readonly cancel: (workflowId: string) => Promise<void>;
  /** Whether the run is still going. */
  readonly isRunning: (workflowId: string) => Promise<boolean>;
  readonly schedule: {
    /** Null when there is none. */
    readonly describe: () => Promise<ScheduleState | null>;
    /** Creates it when there is none; its pause stays. Throws `input.invalid` for nonsense. */
    readonly change: (change: ScheduleChange) => Promise<void>;
    /**
     * Brings the schedule in line with the settings, unless they are what they were at the last call: what
     * a person changed since stays. Null deletes it.
     */
    readonly apply: (setting: ScheduleChange | null) => Promise<void>;
    readonly pause: (note: string) => Promise<void>;
    readonly resume: (note: string) => Promise<void>;
    readonly trigger: () => Promise<void>;
    /** Runs what would have run between two times, epoch milliseconds. */
    readonly backfill: (fromMs: number, toMs: number) => Promise<void>;
  };
};
