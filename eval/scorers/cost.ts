import { mostStatements } from '../../domain/budget.ts';
import type { Scorer } from './scorer.ts';
import { fail, pass } from './scorer.ts';

/** For each domain that is asked: the question, and one in other words or about another time. */
const questionsOfDomain = 2;
/** A question of two minutes is looked at about every second. */
const pollsOfQuestion = 120;
/** Far above what routing and synthesis with full tables need. */
const mostTokens = 60_000;

/** What a question may use of what others wait for, or pay for. */
export const cost: Scorer = {
  name: 'cost',
  says: `at most ${questionsOfDomain} Genie questions a domain, ${pollsOfQuestion} looks a question, ${mostTokens} tokens, ${mostStatements} statements`,
  judge: ({ investigation: { usage, lanes } }) => {
    const questions = questionsOfDomain * lanes.length;
    const polls = pollsOfQuestion * Math.max(1, usage.genieQuestions);
    const tokens = usage.inputTokens + usage.outputTokens;
    const limits = [
      ['Genie questions', usage.genieQuestions, questions],
      ['polls', usage.geniePolls, polls],
      ['tokens', tokens, mostTokens],
      ['statements', usage.statements, mostStatements],
    ] as const;
    const over = limits.find(([, used, most]) => used > most);
    if (over !== undefined) return fail(`${over[1]} ${over[0]}, at most ${over[2]}`);
    return pass(`${usage.genieQuestions} questions, ${usage.geniePolls} looks, ${tokens} tokens`);
  },
};
