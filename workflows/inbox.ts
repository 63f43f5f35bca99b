import type { SteerAction } from '../domain/events.ts';
import type { Domain } from '../domain/domains.ts';

/** What users ask of a running body; its predicates read it. */
export type Inbox = {
  cancelRequested: boolean;
  answerNow: boolean;
  readonly skipped: Set<Domain>;
  /** Ids of questions that Genie asked back and nobody has answered. */
  readonly openQuestions: Set<string>;
  /** Answers that no leg has taken yet, by id of their question. */
  readonly answers: Map<string, string>;
};

/** An inbox without any request. */
export function emptyInbox(): Inbox {
  return {
    cancelRequested: false,
    answerNow: false,
    skipped: new Set(),
    openQuestions: new Set(),
    answers: new Map(),
  };
}

/** Why a request cannot be met; null when it can. */
export function refusalOf(inbox: Inbox, request: SteerAction): string | null {
  if (request.action !== 'answer' || inbox.openQuestions.has(request.questionId)) return null;
  return `The question ${request.questionId} of Genie is not open: it was answered, or its lane has ended.`;
}

/**
 * Reserves what a request needs for itself before it is recorded: one question takes one answer.
 *
 * Effect: changes the inbox.
 *
 * @returns Undoes the reservation of a request that could not be recorded.
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
    case 'answerNow':
      inbox.answerNow = true;
      break;
  }
}
