import type { Investigation } from '../../domain/investigation.ts';

const count = (amount: number, one: string): string =>
  `${amount.toLocaleString('en-US')} ${one}${amount === 1 ? '' : 's'}`;

/**
 * What an investigation took: time from the question to the end, questions to Genie, polls for its
 * answers, statements that looked for a cause, calls of the model and their tokens.
 */
export function usageLine({ createdAt, finishedAt, usage }: Investigation): string {
  const parts = [
    count(usage.genieQuestions, 'Genie question'),
    count(usage.geniePolls, 'poll'),
    ...(usage.statements === 0 ? [] : [count(usage.statements, 'statement')]),
    usage.modelCalls === 0
      ? 'no model'
      : `${count(usage.modelCalls, 'model call')} (${count(usage.inputTokens, 'token')} in, ${count(usage.outputTokens, 'token')} out)`,
  ];
  if (finishedAt !== null) {
    const ms = Date.parse(finishedAt) - Date.parse(createdAt);
    parts.unshift(`${(ms / 1000).toFixed(1)} s`);
  }
  return parts.join(', ');
}
