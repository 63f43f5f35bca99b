import type { SteerAction } from '../domain/events.ts';
import type { Domain } from '../domain/domains.ts';

/** Flags that users set while a body runs; its predicates see them. */
export type Inbox = {
  cancelRequested: boolean;
  answerNow: boolean;
  readonly skipped: Set<Domain>;
  readonly answers: Map<Domain, string>;
};

/**
 * An inbox in which nothing has come.
 *
 * Pure.
 */
export function emptyInbox(): Inbox {
  return { cancelRequested: false, answerNow: false, skipped: new Set(), answers: new Map() };
}

/**
 * Puts a user's wish into the inbox.
 *
 * Effect: changes the inbox.
 */
export function receive(inbox: Inbox, action: SteerAction): void {
  switch (action.action) {
    case 'skip':
      inbox.skipped.add(action.domain);
      break;
    case 'answer':
      inbox.answers.set(action.domain, action.text);
      break;
    case 'answerNow':
      inbox.answerNow = true;
      break;
  }
}
