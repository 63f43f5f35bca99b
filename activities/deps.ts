import type { AnswerWords } from '../domain/answer-words.ts';
import type { Clock } from '../domain/clock.ts';
import type { Completeness } from '../domain/completeness.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Domain } from '../domain/domains.ts';
import type { AskedAs, WorkspaceFor } from '../domain/on-behalf.ts';
import type { NextQuestion } from '../domain/follow-ups.ts';
import type { Genie } from '../domain/genie.ts';
import type { Reasoner } from '../domain/reasoner-port.ts';
import type { ToolCard, ToolPorts } from '../domain/tools.ts';
import type { Statement, Warehouse } from '../domain/warehouse.ts';
import type { NameIndex } from '../language/known-names.ts';
import type { LaneEnds, WorkStore } from '../domain/worker-ports.ts';
import type { Timer } from './timer.ts';

/** What a certified question declares about its evidence. */
export type Certification = Pick<Evidence, 'certified' | 'scope' | 'priceBasis'> & {
  readonly completeness: Completeness | null;
  readonly columns: ReadonlyMap<
    string,
    { is: Evidence['columns'][number]['is']; unit: string | null }
  >;
  /** How an answer about its rows begins; null when nothing is declared. */
  readonly words: AnswerWords | null;
  readonly caveats: readonly string[];
  readonly next: readonly NextQuestion[];
};

/**
 * The certified question of a domain that a text is likeliest to mean, and the share of belief in it, 0 to
 * 1. `takes` are the roles of its parameters and the names of its columns, by which it can tell names.
 */
export type Meant = {
  /** Id of the certified question. */
  readonly id: string;
  readonly question: string;
  readonly share: number;
  readonly takes: readonly string[];
};

/**
 * A certified statement with the defaults of its parameters; `title` is its question. A series or list
 * with `mostRows` rows was cut by its statement.
 */
export type CertifiedStatement = Statement & {
  readonly domain: Domain;
  readonly title: string;
  readonly mostRows: number;
};

/** Settings of the activities. */
export type WorkSettings = {
  readonly spaces: Readonly<Record<Domain, string | null>>;
  readonly genieTimeoutMs: number;
  readonly genieFirstLookMs: number;
  readonly genieQuestionsPerMinute: number;
  readonly memoryTtlHours: number;
  /** Memory lies on another service: it may be slow, and saving it is a step of its own. */
  readonly isMemoryApart?: boolean;
  readonly timeZone: string;
  /** How long an investigation may take in all, extended or not. */
  readonly maxBudgetSeconds: number;
  readonly maxDeepBudgetSeconds: number;
};

/** The ports that activities use for all their effects. */
export type Deps = {
  readonly store: WorkStore;
  readonly laneEnds: LaneEnds;
  readonly timer: Timer;
  readonly genie: Genie;
  /** The ways to the workspace of one investigation; `genie` and `warehouse` are those of the service. */
  readonly workspaceFor: WorkspaceFor;
  /** As whom `genie` and `warehouse` ask. */
  readonly askedAs: AskedAs;
  /** Runs certified statements directly; null when none is set. */
  readonly warehouse: Warehouse | null;
  readonly reasoner: Reasoner;
  /** Writes answers without a model; the same as `reasoner` when no model is configured. */
  readonly byRule: Reasoner;
  /** What the certified question with this statement declares; null when there is none. */
  readonly certify: (sql: string) => Certification | null;
  /** The certified statement with this id, its defaults as of `nowMs`; null when there is none. */
  readonly statementOf: (id: string, nowMs: number) => CertifiedStatement | null;
  /** The clock of the data. Deadlines go by the real one. */
  readonly now: Clock;
  /** The three certified questions of a domain that a text is likeliest to mean, likeliest first. */
  readonly nearest: (domain: Domain, text: string) => readonly Meant[];
  /** The names of the platform as far as they are known now. */
  readonly knownNames: () => NameIndex;
  /** What a question limits itself to by words that none of these certified questions knows. */
  readonly unknownLimits: (question: string, certified: readonly string[]) => readonly string[];
  /** Parts of the names of a domain's columns that answer a question, for each way to read it; empty where it is not understood. */
  readonly columnsMeant: (question: string, domain: Domain) => readonly (readonly string[])[];
  readonly tools: { readonly ports: ToolPorts; readonly cards: readonly ToolCard[] };
  readonly settings: WorkSettings;
};
