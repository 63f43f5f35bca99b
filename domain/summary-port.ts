import type { Domain } from './domains.ts';
import type { InvestigationRef, Usage } from './investigation.ts';
import type { SessionHistory } from './memory-port.ts';

/** The longest summary of a session that is kept, UTF-16 units. */
export const longestSummary = 1_200;

/** What a model is to sum up: all that lies beyond the messages that are shown as they are. */
export type SummaryDue = {
  /** The summary of what came before `messages`; null when there is none. */
  readonly before: string | null;
  /** At least one, oldest first, their text cut. */
  readonly messages: SessionHistory['messages'];
  /** Domains of everything that goes into it. */
  readonly domains: readonly Domain[];
  /** When the newest of the messages was said, and when the first of all that goes in expires; microseconds since 1970. */
  readonly upToUs: string;
  readonly expiresUs: string;
};

export type SummaryRequest = Pick<SummaryDue, 'before' | 'messages'> & {
  /** When the model is waited for no longer, epoch milliseconds. */
  readonly modelByMs: number;
};

/** `text` is null when the model gave none that can be used; then code's line goes on standing for it. */
export type Summarised = { readonly text: string | null; readonly usage: Partial<Usage> };

/** Summaries that models made of sessions, at most one for each investigation. */
export type SummaryStore = {
  /** Null when nothing lies beyond the messages that are shown, or the investigation had its summary made. */
  readonly due: (ref: InvestigationRef) => Promise<SummaryDue | null>;
  /** Stores text and usage, once; a second call changes nothing. */
  readonly save: (ref: InvestigationRef, due: SummaryDue, made: Summarised) => Promise<void>;
};
