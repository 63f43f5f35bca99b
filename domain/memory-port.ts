import type { AuditBy } from './audit.ts';
import type { Domain } from './domains.ts';
import type { PreferenceKey, PreferenceValue, StoredPreference } from './preferences.ts';
import type { EvidenceId } from './ids.ts';
import { cut } from './text.ts';
import type { InvestigationRow, Status } from './investigation.ts';

/** What was said in a session before a question, oldest first. */
export type SessionHistory = {
  readonly messages: readonly {
    role: 'user' | 'assistant';
    content: string;
    domains: readonly Domain[];
  }[];
  /** The messages before these in one text, by a model or by code; absent when there are none. */
  readonly earlier?: string;
  /** What was found or asked before in other sessions, in similar words; absent when there is nothing. */
  readonly recalled?: readonly Recalled[];
};

/** Something of an earlier session; `at` is ISO-8601 UTC. */
export type Recalled = {
  readonly kind: 'insight' | 'question';
  readonly text: string;
  readonly investigationId: string;
  readonly at: string;
};

/** A sentence that code made of rows, with the tables that it cites. */
export type Insight = {
  readonly domain: Domain;
  readonly text: string;
  readonly evidenceIds: readonly EvidenceId[];
};

/** What an answer leaves in memory beside its messages; equal questions have equal keys. */
export type Leaves = {
  readonly key: string;
  /** Words by which it is found, with spaces between them. */
  readonly terms: string;
  readonly insights: readonly Insight[];
};

/** An insight as its owner sees it. */
export type StoredInsight = Insight & {
  readonly id: string;
  readonly investigationId: string;
  readonly at: string;
};

/** A question that was asked, and how often. */
export type FrequentQuestion = {
  readonly question: string;
  readonly domains: readonly Domain[];
  readonly count: number;
  readonly investigationId: string;
  readonly at: string;
};

/** What is known of a user and a session when a question is asked. */
export type KnownMemory = {
  readonly history: SessionHistory;
  readonly preferences: readonly StoredPreference[];
  /** Why nothing is known, where it could not be read; absent when it could. */
  readonly unavailable?: string;
};

/** A conversation; times are ISO-8601 UTC. */
export type Session = {
  readonly id: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  /** Its first question; null when none was stored. */
  readonly question: string | null;
  readonly investigations: number;
  /** Until when it is context of new questions; null when it is not any more. */
  readonly contextUntil: string | null;
};

/** A message that is remembered. */
export type Message = SessionHistory['messages'][number] & {
  readonly investigationId: string;
  readonly at: string;
  readonly expiresAt: string;
};

/** What a model made of the older messages of a session; times are ISO-8601 UTC. */
export type SessionSummary = {
  readonly text: string;
  readonly domains: readonly Domain[];
  /** The investigation after which it was made. */
  readonly investigationId: string;
  /** When the newest message was said that went into it. */
  readonly upTo: string;
  readonly expiresAt: string;
};

export type SessionDetail = Session & {
  /** Newest first, at most 100. */
  readonly asked: readonly InvestigationRow[];
  /** Those that have not expired, oldest first. */
  readonly messages: readonly Message[];
  /** The newest that has not expired; null without one. */
  readonly summary: SessionSummary | null;
};

/** Everything that is remembered of a user, and what they asked. */
export type MemoryExport = {
  readonly preferences: readonly StoredPreference[];
  readonly insights: readonly StoredInsight[];
  readonly frequentQuestions: readonly FrequentQuestion[];
  readonly sessions: readonly Session[];
  readonly messages: readonly (Message & { readonly sessionId: string })[];
  readonly summaries: readonly (SessionSummary & { readonly sessionId: string })[];
  readonly investigations: readonly {
    readonly id: string;
    readonly sessionId: string;
    readonly question: string;
    readonly status: Status;
    readonly createdAt: string;
    readonly domains: readonly Domain[];
    readonly answer: string | null;
  }[];
};

/** What users own of their memory. Every method uses only rows of `owner`. */
export type MemoryStore = {
  /** Null when the session is none of the owner's; without a session its history is empty. */
  readonly known: (owner: string, session: string | null) => Promise<KnownMemory | null>;
  /** Newest first. */
  readonly insights: (owner: string) => Promise<readonly StoredInsight[]>;
  /** The most frequent first, at most 20. */
  readonly questions: (owner: string) => Promise<readonly FrequentQuestion[]>;
  /** False when there is no such insight. */
  readonly deleteInsight: (owner: string, id: string) => Promise<boolean>;
  readonly preferences: (owner: string) => Promise<readonly StoredPreference[]>;
  /** Sets the values of keys; null forgets a key. Keys that are not named stay as they are. */
  readonly setPreferences: (
    owner: string,
    values: Partial<Readonly<Record<PreferenceKey, PreferenceValue | null>>>,
  ) => Promise<void>;
  /** Newest first; `after` is the id of a session, null for the first page. */
  readonly sessions: (
    owner: string,
    page: { readonly limit: number; readonly after: string | null },
  ) => Promise<{ readonly rows: readonly Session[]; readonly nextCursor: string | null }>;
  readonly session: (owner: string, id: string) => Promise<SessionDetail | null>;
  /**
   * Deletes a session with its investigations, their evidence and all else of theirs; returns how many
   * investigations. Throws `input.not_found`, and `input.conflict` while one of them is open. `by` is noted in
   * the audit with it.
   */
  readonly deleteSession: (owner: string, id: string, by?: AuditBy | null) => Promise<number>;
  /**
   * Deletes every row of the owner but a line of audit; returns how many investigations. Throws
   * `input.conflict` while one is open.
   */
  readonly forget: (owner: string, by?: AuditBy | null) => Promise<number>;
  readonly export: (owner: string) => Promise<MemoryExport>;
};

/** A question of which only the beginning is kept. */
export type EarlierQuestion = { readonly content: string; readonly domains: readonly Domain[] };

/** The newest messages of a session, which are shown as they are. */
export const shownMessages = 10;
/** UTF-16 units of an earlier question in a summary. */
const longestQuestion = 100;

/**
 * The history of the newest messages: what lies before them is told by a model's summary and, for the questions
 * that did not go into it, by code.
 *
 * Pure.
 *
 * @param messages The newest, oldest first.
 * @param untold Older questions that the summary does not tell, oldest first.
 */
export function historyOf(
  messages: SessionHistory['messages'],
  summary: string | null,
  untold: readonly EarlierQuestion[],
): SessionHistory {
  const earlier = [
    ...(summary === null ? [] : [summary]),
    ...(untold.length === 0 ? [] : [summaryOf(untold)]),
  ];
  return earlier.length === 0 ? { messages } : { messages, earlier: earlier.join(' ') };
}

/**
 * The older questions of a session in one text, oldest first.
 *
 * Pure.
 */
function summaryOf(questions: readonly EarlierQuestion[]): string {
  const lines = questions.map(({ content, domains }) => {
    const about = domains.length === 0 ? '' : ` (${domains.join(', ')})`;
    return `“${cut(content.replace(/\s+/g, ' ').trim(), longestQuestion)}”${about}`;
  });
  return `Asked before in this session: ${lines.join('; ')}.`;
}
