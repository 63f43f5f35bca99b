import type { Domain } from './domains.ts';
import type { PreferenceKey, PreferenceValue, StoredPreference } from './preferences.ts';
import { cut } from './text.ts';

/** What was said in a session before a question, oldest first. */
export type SessionHistory = {
  readonly messages: readonly {
    role: 'user' | 'assistant';
    content: string;
    domains: readonly Domain[];
  }[];
  /** The messages before these in one text; absent when there are none. */
  readonly earlier?: string;
};

/** What is known of a user and a session when a question is asked. */
export type KnownMemory = {
  readonly history: SessionHistory;
  readonly preferences: readonly StoredPreference[];
};

/** What users own of their memory. Every method uses only rows of `owner`. */
export type MemoryStore = {
  /** Null when the session is none of the owner's; without a session its history is empty. */
  readonly known: (owner: string, session: string | null) => Promise<KnownMemory | null>;
  readonly preferences: (owner: string) => Promise<readonly StoredPreference[]>;
  /** Sets the values of keys; null forgets a key. Keys that are not named stay as they are. */
  readonly setPreferences: (
    owner: string,
    values: Partial<Readonly<Record<PreferenceKey, PreferenceValue | null>>>,
  ) => Promise<void>;
};

/** A question of which only the beginning is kept. */
export type EarlierQuestion = { readonly content: string; readonly domains: readonly Domain[] };

/** UTF-16 units of an earlier question in a summary. */
const longestQuestion = 100;

/**
 * The older questions of a session in one text, oldest first.
 *
 * Pure.
 */
export function summaryOf(questions: readonly EarlierQuestion[]): string {
  const lines = questions.map(({ content, domains }) => {
    const about = domains.length === 0 ? '' : ` (${domains.join(', ')})`;
    return `“${cut(content.replace(/\s+/g, ' ').trim(), longestQuestion)}”${about}`;
  });
  return `Asked before in this session: ${lines.join('; ')}.`;
}
