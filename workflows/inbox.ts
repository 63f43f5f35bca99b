import type { SteerAction } from '../domain/events.ts';
import type { Domain } from '../domain/domains.ts';

/** Words for the question of a domain; without one, of every domain that has not ended. */
type Hint = { readonly domain: Domain | undefined; readonly text: string };

/** The requests of users to a running workflow, which its predicates read. */
export type Inbox = {
  cancelRequested: boolean;
  answerNow: boolean;
  /** By how much the user has moved the deadlines, milliseconds. */
  extendedMs: number;
  /** Hints that no leg has sent yet, oldest first. */
  readonly hints: Hint[];
  readonly skipped: Set<Domain>;
  /** Ids of questions that Genie asked back and nobody has answered. */
  readonly openQuestions: Set<string>;
  /** Answers, by id of their question. */
  readonly answers: Map<string, string>;
};

/** An inbox without requests. */
export function emptyInbox(): Inbox {
  return {
    cancelRequested: false,
    answerNow: false,
    extendedMs: 0,
    hints: [],
    skipped: new Set(),
    openQuestions: new Set(),
    answers: new Map(),
  };
}

/** Tells whether the user has cancelled by now. */
export const isCancelled = (inbox: Inbox) => (): boolean => inbox.cancelRequested;

/** Why a request is refused; null when it is accepted. */
export function refusalOf(inbox: Inbox, request: SteerAction): string | null {
  if (request.action !== 'answer' || inbox.openQuestions.has(request.questionId)) return null;
  return `The question ${request.questionId} of Genie is not open: it was answered, or its lane has ended.`;
}

/**
 * Closes the question of an answer before the answer is recorded, so that it gets only one answer.
 *
 * Effect: changes the inbox.
 *
 * @returns A function that opens the question again, for an answer that could not be recorded.
 */
export function reserve(inbox: Inbox, request: SteerAction): () => void {
  if (request.action !== 'answer') return () => {};
  inbox.openQuestions.delete(request.questionId);
  return () => {
    inbox.openQuestions.add(request.questionId);
  };
}

/**
 * Puts a recorded request into the inbox.
 *
 * Effect: changes the inbox.
 */
export function receive(inbox: Inbox, request: SteerAction): void {
  switch (request.action) {
    case 'skip':
      inbox.skipped.add(request.domain);
      break;
    case 'answer':
      inbox.answers.set(request.questionId, request.text);
      break;
    case 'hint':
      inbox.hints.push({ domain: request.domain, text: request.text });
      break;
    case 'extend':
      inbox.extendedMs += request.seconds * 1_000;
      break;
    case 'answerNow':
      inbox.answerNow = true;
      break;
  }
}
