import { asideOf } from '../../../../language/asides.ts';
import { clausesOf } from '../../../../language/clauses.ts';
import { type Condition, conditionsOf } from '../../../../language/conditions.ts';
import { ownWordsIn } from '../../../../language/own-words.ts';
import { withoutContrast } from '../../../../language/contrast.ts';
import { referentOf } from '../../../../language/referents.ts';
import { plainQuestion } from '../../../../language/plain-question.ts';
import { asShareOfAll } from '../../../../language/share-of-all.ts';
import { requestsIn } from '../../../../language/requests.ts';
import { type Period, readTimes } from '../../../../language/time/read-times.ts';
import type { Domain } from '../../../../domain/domains.ts';
import type { CertifiedQuestion } from '../../../../sql/catalogue.ts';
import type { KnownNames } from '../../dataset.ts';
import type { SqlParameter } from '../../sql/engine.ts';
import type { GenieQuestion } from '../genie-question.ts';
import {
  askForClarification,
  askForExclusion,
  askForName,
  askForTime,
  type TextPlan,
  withReply,
} from './ask-back.ts';
import {
  type AnsweredQuestion,
  filtersOf,
  isFollowUp,
  shiftedWindow,
  windowOf,
} from './follow-up.ts';
import { type Matcher, type Scored, acceptsFilter } from './match.ts';
import { composeFor, type ComposedAnswer } from './composed-answer.ts';
import { covers, saysHeader, tellsOf } from './covers.ts';
import {
  type FillContext,
  fillParameters,
  parseText,
  readQuestion,
  readZone,
} from './slot-filling.ts';
import { toMatchInput } from './match-input.ts';

/** What Genie will answer: a certified query or one composed of a metric, or a text. */
export type Plan =
  | {
      readonly kind: 'query';
      readonly question: GenieQuestion;
      readonly parameters: readonly SqlParameter[];
      readonly suggestions: readonly string[];
    }
  | TextPlan;

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

/** Minimum score of an answer: a wrong query costs trust, a question back costs a sentence. */
const minScore = 0.6;

/** Minimum score at which Genie asks which question is meant; below it Genie declines. */
const minScoreToAsk = 0.35;

/** Factors for the scores of parts, so that the whole question is preferred: what is asked, and a clause of it. */
const requestScoreFactor = 0.9;
const clauseScoreFactor = 0.6;

/** Minimum score at which a short text is a new question instead of a follow-up. */
const clearScore = 0.8;

/** Minimum score of the certified question that tells of a time to come: few others could be meant. */
const minScoreAhead = 0.1;
const expects =
  /\b(?:will|going to|gonna|expect\w*|forecast\w*|project(?:ed|ion)\w*|predict\w*|estimat\w*)\b/i;

/** Minimum score for a question of a single word. */
const minOneWordScore = 0.9;

/** Whether a text is the wording of a header, which needs no name: it then asks about all. */
const isHeader = (asked: string, { question, variants }: CertifiedQuestion): boolean =>
  [question, ...variants].some((wording) => wording.toLowerCase() === asked.trim().toLowerCase());

/** The first time to come that a certified question does not tell of: one about next month knows no other. */
function untoldTime(
  periods: readonly Period[],
  first: CertifiedQuestion | undefined,
  nowMs: number,
): Period | undefined {
  const own = readTimes(first?.question ?? '', nowMs, 'UTC').periods.find(
    ({ fromMs }) => fromMs > nowMs,
  );
  return periods.find(
    ({ fromMs, toMs }) =>
      (own === undefined ? fromMs : toMs) > nowMs &&
      (fromMs < (own?.fromMs ?? Infinity) || toMs > (own?.toMs ?? 0)),
  );
}

function answerWith(question: GenieQuestion, context: FillContext): Plan {
  return {
    kind: 'query',
    question,
    parameters: fillParameters(question, context),
    suggestions: question.variants.slice(1, 3),
  };
}

/** The answer of the certified question of what is still to come, where a text names such a time and may mean it. */
function answerAhead(scored: readonly Scored[], asked: string, context: FillContext): Plan | null {
  const { nowMs, timeZone = 'UTC' } = context;
  const { periods } = readTimes(asked, nowMs, timeZone);
  if (untoldTime(periods, undefined, nowMs) === undefined) return null;
  const found = scored.find(({ question }) => untoldTime(periods, question, nowMs) === undefined);
  const isMeant = expects.test(asked) || (found?.score ?? 0) >= minScoreAhead;
  return found !== undefined && isMeant ? answerWith(found.question, context) : null;
}

function decline(domain: Domain, suggestions: readonly string[]): Plan {
  const about = domain === 'unified' ? 'the platform' : domain;
  const text = `I cannot answer this with the data of this space. It holds system tables about ${about}. You could ask: ${suggestions.map((question) => `"${question}"`).join(', ')}.`;
  return { kind: 'text', text, isQuestion: false, suggestions };
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
  if (standalone !== undefined && standalone.score >= minScore)
    return answerWith(standalone.question, { ...context, carried });
  const both = toMatchInput(`${previous.question.question} ${content}`, names, nowMs);
  const [combined] = match({ core: both.core, named: added.named });
  return answerWith(combined?.question ?? previous.question, { ...context, carried });
}

/** What a question leaves open and nobody may guess: a time, or what "that job" stands for. */
function askForMissing(
  { earlier, nowMs }: PlanInput,
  asked: string,
  timeZone: string,
  first: CertifiedQuestion | undefined,
): TextPlan | null {
  const { unread, periods } = readTimes(asked, nowMs, timeZone);
  const ahead = untoldTime(periods, first, nowMs);
  const untold = unread[0] ?? (ahead && { label: ahead.label, reason: 'it has not ended yet' });
  if (untold !== undefined) return askForTime(untold);
  if (earlier.length > 0 || (first && isHeader(asked, first))) return null;
  const referent = referentOf(asked);
  return referent === null ? null : askForName(referent);
}

/** Matches a question and its parts: one with several topics is answered for the part that this space knows. */
function matchParts(asked: string, request: PlanInput, match: Matcher['match']): readonly Scored[] {
  const { names, nowMs } = request;
  const of = (part: string) => match(toMatchInput(part, names, nowMs));
  const parts = [
    ...requestsIn(asked).map((part) => ({ scored: of(part), factor: requestScoreFactor })),
    ...clausesOf(asked).map((part) => ({ scored: of(part), factor: clauseScoreFactor })),
  ];
  return parts.reduce(
    (best, { scored, factor }) =>
      (scored[0]?.score ?? 0) * factor > (best[0]?.score ?? 0) ? scored : best,
    of(asked),
  );
}

/** Whether a certified question answers a question better than a query composed of a metric would. */
function isBetter(
  [first]: readonly Scored[],
  { asked, core }: { readonly asked: string; readonly core: string },
  { reading, isAbove, isBelow }: ComposedAnswer,
): boolean {
  if (first === undefined || first.score < minScore || reading.begins || isBelow) return false;
  const { question } = first;
  if (isAbove && !acceptsFilter(question, 'threshold')) return false;
  return isHeader(asked, question) || saysHeader(core, question) || covers(question, reading);
}

/** The answer by the scores of the certified questions: the best one, or none when no score is high enough. */
function answerBest(
  scored: readonly Scored[],
  asked: string,
  domain: Domain,
  context: FillContext,
): Plan {
  const [first, second] = scored;
  const header = scored.find(({ question }) => isHeader(asked, question))?.question;
  if (header !== undefined) return answerWith(header, context);
  const suggestions = scored.slice(0, 3).map(({ question }) => question.question);
  if (first === undefined || first.score < minScoreToAsk) return decline(domain, suggestions);
  const isWord = asked.trim().split(/\s+/).length === 1;
  if (second !== undefined && first.score < (isWord ? minOneWordScore : minScore))
    return askForClarification(first, second, suggestions);
  return answerWith(first.question, context);
}

/** What a certified question cannot leave out, a composed query may; else Genie asks back. */
function answerWithout(
  excluded: Condition,
  asked: string,
  request: PlanInput,
  timeZone: string,
): Plan {
  const { names, nowMs } = request;
  const composed = composeFor(asked, request, { timeZone });
  return composed === null
    ? askForExclusion(excluded)
    : answerWith(composed.query, { texts: [asked], names, nowMs, timeZone });
}

/** The instruction that an agent adds to a question without a time, which is none of its words. */
const fallbackTime = /(?=\s+Where neither\b)/;
const inPlainWords = (content: string): string => {
  const [question = '', ...rest] = content.split(fallbackTime);
  return [plainQuestion(question), ...rest].join('');
};

/**
 * Plans the answer to a question: the best certified question with its parameters; a clarifying question
 * when a single word is ambiguous, or when it names no time or object that is known; the earlier question
 * with changes for a follow-up; else a text that declines.
 */
export function planAnswer(request: PlanInput, { match, correct }: Matcher): Plan {
  const { names, nowMs, askedBack } = request;
  const { text, timeZone } = readZone(asShareOfAll(inPlainWords(request.content.normalize('NFC'))));
  // Split first: the words that begin an instruction are known as they are written.
  const written = readQuestion(askedBack ? withReply(askedBack, text, nowMs) : text);
  // As written: a word such as “excluding” must not be corrected into its opposite.
  const excluded = conditionsOf(written.asked).find(({ kind }) => kind === 'exclusion');
  if (excluded !== undefined) return answerWithout(excluded, written.asked, request, timeZone);
  const asked = correct(withoutContrast(written.asked), names);
  const instructions = correct(written.instructions, names);
  const context: FillContext = { texts: [asked, instructions], names, nowMs, timeZone };
  const { core } = toMatchInput(asked, names, nowMs);
  const known = parseText(asked, names, nowMs).slotText.mentions.map(({ kind }) => kind);
  const acts = ownWordsIn(asked);
  const scored = (asideOf(asked) === null ? matchParts(asked, request, match) : []).filter(
    ({ question }) =>
      known.every((kind) => tellsOf(question, kind)) &&
      acts.every((act) => question.sql.includes(act)),
  );
  const [first] = scored;
  const ofTime =
    answerAhead(scored, asked, context) ?? askForMissing(request, asked, timeZone, first?.question);
  if (ofTime !== null) return ofTime;
  const [previous] = request.earlier;
  if (previous !== undefined && isFollowUp(asked, (first?.score ?? 0) >= clearScore))
    return answerFollowUp({ ...request, content: asked }, previous, match, context);
  return answerAlone(scored, { asked, core }, request, context);
}

/** The answer to a question that stands alone: a composed query, unless a certified question is better. */
function answerAlone(
  scored: readonly Scored[],
  said: { readonly asked: string; readonly core: string },
  request: PlanInput,
  context: FillContext,
): Plan {
  const composed = composeFor(said.asked, request, context);
  return composed !== null && !isBetter(scored, said, composed)
    ? answerWith(composed.query, context)
    : answerBest(scored, said.asked, request.domain, context);
}
