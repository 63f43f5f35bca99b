import type { Domain } from './domains.ts';
import type { InvestigationRef } from './investigation.ts';
import type { Outcome } from './outcome.ts';
import type { AlertContent } from './proposals.ts';

/**
 * Something that a tool found and an answer cites: marker `runbook:2` stands in the text as `[runbook:2]`.
 * `text` is Markdown, also of others; `url` leads to the original, or is null.
 */
export type ToolSource = {
  readonly marker: string;
  readonly title: string;
  readonly text: string;
  readonly url: string | null;
};

/** What a tool tells in an answer: Markdown below its own heading, whose markers `sources` resolve. */
export type ToolFound = {
  readonly heading: string;
  readonly markdown: string;
  readonly sources: readonly ToolSource[];
};

/**
 * How a tool ended: with an outcome as a lane's, and one line about it. `data` is what it found; null where
 * it found nothing, or failed.
 */
export type ToolEnd = {
  readonly outcome: Outcome;
  readonly summary: string;
  readonly data: ToolFound | null;
};

export type EndedTool = ToolEnd & { readonly tool: string };

/** What a tool is asked: the question as its user wrote it, and what is known of it. */
export type ToolRequest = {
  readonly ref: InvestigationRef;
  readonly question: string;
  readonly domains: readonly Domain[];
  /** What a search for a cause found; null where none was made, or nothing unusual was found. */
  readonly finding: Finding | null;
};

/**
 * What went wrong: its causes, the root first, each with the kind of object that it was done to, and the
 * measure that left its usual range.
 */
export type Finding = {
  readonly causes: readonly { readonly kind: string; readonly object: string | null }[];
  readonly measure: string;
};

/**
 * What a question needs beside rows. `remedy`: what to do about a trouble; `outside`: what is not on the
 * platform; `board`: a place to look at it again and again; `notice`: to be told when something happens.
 */
export const allNeeds = ['remedy', 'outside', 'board', 'notice'] as const;

export type Need = (typeof allNeeds)[number];

export type NeedOf = { readonly need: Need; readonly reason: string };

/**
 * When a tool of a run starts: beside the lanes; after the search for a cause; or after it, only where it
 * found what went wrong.
 */
export type ToolStart = 'beside' | 'afterSearch' | 'afterFinding';

export type RoutedTool = { readonly tool: string; readonly start: ToolStart };

/** A tool as routing and lists know it. */
export type ToolCard = {
  readonly tool: string;
  readonly describes: string;
  readonly effect: 'read' | 'write';
  readonly timeoutMs: number;
  /** What must be set before it can be used, and how; null when it can be. */
  readonly why: string | null;
};

/** Whether a tool can be used and only reads: a `write` runs only after an approval. Pure. */
export const onlyReads = ({ effect, why }: ToolCard): boolean => effect === 'read' && why === null;

/** One step of a runbook; `n` counts from 1, over all its sections. */
export type RunbookStep = {
  readonly n: number;
  readonly section: 'steps' | 'verification' | 'rollback';
  /** What to do, in one sentence. */
  readonly title: string;
  /** The step in full, as Markdown. */
  readonly text: string;
};

export type Runbook = {
  /** Name of its file. */
  readonly id: string;
  readonly title: string;
  readonly domain: Domain;
  readonly severity: 'low' | 'medium' | 'high' | 'critical';
  /** A team. */
  readonly owner: string;
  readonly symptoms: readonly string[];
  /** What it is for: kinds of causes, measures, or a kind with a measure or an object as `kind/job`. */
  readonly causes: readonly string[];
  readonly steps: readonly RunbookStep[];
};

/** What a runbook is looked for by: what it must be for, the best first; else a text. */
export type RunbookQuery = {
  readonly text: string;
  readonly domains: readonly Domain[];
  readonly causes: readonly string[];
};

/** What a runbook for a finding is for, the most exact first. Pure. */
export const causesOf = ({ causes, measure }: Finding): readonly string[] => [
  ...causes.flatMap(({ kind, object }) => [`${kind}/${measure}`, `${kind}/${object}`, kind]),
  measure,
];

export type RunbookSearch = {
  /** The runbooks that fit, the best first; none where none fits well. */
  readonly find: (query: RunbookQuery, signal: AbortSignal) => Promise<readonly Runbook[]>;
};

/** One result of a search in the web; texts are of others. */
export type WebResult = {
  readonly title: string;
  readonly url: string;
  readonly text: string;
};

export type WebSearch = {
  /**
   * @returns At most five results of trusted sites, the best first, and how many others were left out.
   * @throws {AppError} `limit.day` when the credits of the day are spent, and as any upstream.
   */
  readonly search: (
    query: string,
    signal: AbortSignal,
  ) => Promise<{ readonly results: readonly WebResult[]; readonly left: number }>;
};

/** A proposed alert, or why there is none. */
export type ProposedAlert =
  | { readonly proposed: true; readonly id: string; readonly content: AlertContent }
  | { readonly proposed: false; readonly why: string };

export type AlertProposer = {
  /**
   * Proposes an alert from what an investigation has found by now; nothing is created.
   *
   * @throws {AppError} `auth.denied` when we may not create it, with what to do.
   */
  readonly propose: (
    ref: InvestigationRef,
    question: string,
    signal: AbortSignal,
  ) => Promise<ProposedAlert>;
};

/** A dashboard to look at, with the reason why it fits. */
export type FoundDashboard = {
  readonly title: string;
  readonly url: string;
  readonly reason: string;
};

export type DashboardFinder = {
  /** The published dashboards that fit, the best first; only those that can be opened. */
  readonly find: (
    question: string,
    domains: readonly Domain[],
    signal: AbortSignal,
  ) => Promise<readonly FoundDashboard[]>;
};

/** The ways out that tools have; null where it is not set up. */
export type ToolPorts = {
  readonly runbooks: RunbookSearch;
  readonly web: WebSearch | null;
  readonly alerts: AlertProposer | null;
  readonly dashboards: DashboardFinder | null;
};
