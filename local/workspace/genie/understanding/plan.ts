import { clausesOf } from '../../../../language/clauses.ts';
import { conditionsOf, type Condition } from '../../../../language/conditions.ts';
import { readTimes, type UnreadTime } from '../../../../language/time/read-times.ts';
import type { Domain } from '../../../../domain/domains.ts';
import type { CertifiedQuestion } from '../../../../sql/catalogue.ts';
import type { KnownNames } from '../../dataset.ts';
import type { SqlParameter } from '../../sql/engine.ts';
import {
  type AnsweredQuestion,
  filtersOf,
  isFollowUp,
  shiftedWindow,
  windowOf,
} from './follow-up.ts';
import { type Matcher, type Scored, acceptsFilter } from './match.ts';
import { type FillContext, fillParameters, readQuestion, readZone } from './slot-filling.ts';
import { toMatchInput } from './match-input.ts';

/** What Genie will answer: a certified query, or a text. */
export type Plan =
  | {
      readonly kind: 'query';
      readonly question: CertifiedQuestion;
      readonly parameters: readonly SqlParameter[];
      readonly suggestions: readonly string[];
    }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly isQuestion: boolean;
      readonly suggestions: readonly string[];
    };

export type PlanInput = {
  readonly content: string;
  /** Earlier questions of the conversation that were answered with a query, newest first. */
  readonly earlier: readonly AnsweredQuestion[];
  /** The question before, when Genie asked back instead of answering it. */
  readonly askedBack?: string | null;
  readonly domain: Domain;
  readonly names: KnownNames;
  readonly nowMs: number;
};

/** Minimum score of an answer; below it Genie declines. */
const minScore = 0.45;

/** Factor for the score of a part of a question, so that the whole question is preferred. */
const partScoreFactor = 0.6;

/** Minimum score at which a short text is a new question instead of a follow-up. */
const clearScore = 0.8;

/** Minimum score for a question of a single word. */
const minOneWordScore = 0.9;

function decline(domain: Domain, suggestions: readonly string[]): Plan {
  const about = domain === 'unified' ? 'the platform' : domain;
  const text = `I cannot answer this with the data of this space. It holds system tables about ${about}. You could ask: ${suggestions.map((question) => `"${question}"`).join(', ')}.`;
  return { kind: 'text', text, isQuestion: false, suggestions };
}

function askForClarification(first: Scored, second: Scored, suggestions: readonly string[]): Plan {
  const text = `Do you mean "${first.question.question}" or "${second.question.question}"?`;
  return { kind: 'text', text, isQuestion: true, suggestions };
}

/** A time that cannot be read is asked back, not replaced by another one. */
function askForTime({ label, reason }: UnreadTime): Plan {
  const text = `I cannot read the time “${label}”: ${reason}. Which time do you mean?`;
  return { kind: 'text', text, isQuestion: true, suggestions: [] };
}

/**
 * A reply to a question that was asked back, put in the place of what could not be read; "everything"
 * drops it. A text that names nothing of the kind is a question of its own.
 */
function withReply({ askedBack, nowMs }: PlanInput, reply: string): string {
  if (!askedBack) return reply;
  const { asked } = readQuestion(askedBack);
  const [unread] = readTimes(asked, nowMs, 'UTC').unread;
  const excluded = conditionsOf(asked).find(({ kind }) => kind === 'exclusion');
  const words = unread?.label ?? excluded?.words;
  const at = words === undefined ? -1 : asked.toLowerCase().indexOf(words.toLowerCase());
  if (words === undefined || at < 0 || reply.split(/\s+/).length > maxReplyWords) return reply;
  const isAll = /^(?:for |on )?(?:all|everything|any|no|none|without)\b/i.test(reply);
  const filled = excluded !== undefined && !isAll ? `for ${reply}` : isAll ? '' : reply;
  return `${asked.slice(0, at)}${filled}${asked.slice(at + words.length)}`.replaceAll(
    /,\s*(?=[?.!]|$)/g,
    '',
  );
}

/** A longer text is a question of its own. */
const maxReplyWords = 6;

/** No certified question can leave something out: asked back, because a filter by it would be wrong. */
function askForExclusion({ words }: Pick<Condition, 'words'>): Plan {
  const text = `I cannot apply “${words}”: I can answer for everything, or for one workspace, job, table or user. Which do you want?`;
  return { kind: 'text', text, isQuestion: true, suggestions: [] };
}

function answerWith(question: CertifiedQuestion, context: FillContext): Plan {
  return {
    kind: 'query',
    question,
    parameters: fillParameters(question, context),
    suggestions: question.variants.slice(1, 3),
  };
}

/** Words of follow-ups that add no topic. */
const followUpWords =
  /\b(?:and|or|but|what|how|about|only|just|for|in|on|at|the|same|now|then|ok|okay|also|again|please|top|first|with|by|per|one|ones|before|last|this|instead|show|me)\b/gi;

/** Answers a follow-up: the earlier question with changed parameters, or another question with an added topic ("by workspace"). */
function answerFollowUp(
  input: PlanInput,
  previous: AnsweredQuestion,
  match: Matcher['match'],
  context: FillContext,
): Plan {
  const { names, nowMs, content } = input;
  const shifted = shiftedWindow(content, previous);
  const window = shifted ?? windowOf(previous);
  const carried = { window, values: filtersOf(previous) };
  if (shifted !== null) {
    const texts = context.texts.map((text) => text.replace(shifted.label, ' '));
    return answerWith(previous.question, { ...context, texts, carried });
  }
  const added = toMatchInput(content, names, nowMs);
  const addsTopic =
    added.named.size === 0 && /\p{L}{2}/u.test(added.core.replace(followUpWords, ' '));
  if (!addsTopic && [...added.named].every((role) => acceptsFilter(previous.question, role)))
    return answerWith(previous.question, { ...context, carried });
  const [standalone] = match(added);
  if (standalone !== undefined && standalone.score >= clearScore)
    return answerWith(standalone.question, { ...context, carried });
  const both = toMatchInput(`${previous.question.question} ${content}`, names, nowMs);
  const [combined] = match({ core: both.core, named: added.named });
  return answerWith(combined?.question ?? previous.question, { ...context, carried });
}

/**
 * Plans the answer to a question: the best certified question with its parameters; a clarifying question
 * when a single word is ambiguous; the earlier question with changes for a follow-up; else a text that
 * declines.
 */
export function planAnswer(request: PlanInput, { match, correct }: Matcher): Plan {
  const { names, nowMs, domain } = request;
  const { text, timeZone } = readZone(request.content.normalize('NFC'));
  // Split first: the words that begin an instruction are known as they are written.
  const written = readQuestion(withReply(request, text));
  const asked = correct(written.asked, names);
  const instructions = correct(written.instructions, names);
  const [unread] = readTimes(asked, nowMs, timeZone).unread;
  if (unread !== undefined) return askForTime(unread);
  // As written: a word such as “excluding” must not be corrected into its opposite.
  const excluded = conditionsOf(written.asked).find(({ kind }) => kind === 'exclusion');
  if (excluded !== undefined) return askForExclusion(excluded);
  const context: FillContext = { texts: [asked, instructions], names, nowMs, timeZone };
  const parts = [asked, ...clausesOf(asked)].map((part) => match(toMatchInput(part, names, nowMs)));
  // A question with several topics is answered for the part that this space knows.
  const scored = parts.reduce((best, part) =>
    (part[0]?.score ?? 0) * partScoreFactor > (best[0]?.score ?? 0) ? part : best,
  );
  const [first, second] = scored;
  const [previous] = request.earlier;
  if (previous !== undefined && isFollowUp(asked, (first?.score ?? 0) >= clearScore))
    return answerFollowUp({ ...request, content: asked }, previous, match, context);
  const suggestions = scored.slice(0, 3).map(({ question }) => question.question);
  if (first === undefined || first.score < minScore) return decline(domain, suggestions);
  const isWord = asked.trim().split(/\s+/).length === 1;
  if (isWord && second !== undefined && first.score < minOneWordScore)
    return askForClarification(first, second, suggestions);
  return answerWith(first.question, context);
}
