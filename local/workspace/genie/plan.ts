import { clausesOf } from '../../../language/clauses.ts';
import type { Domain } from '../../../domain/domains.ts';
import type { CertifiedQuestion } from '../../../sql/catalogue.ts';
import type { KnownNames } from '../dataset.ts';
import type { SqlParameter } from '../sql/engine.ts';
import {
  type Answered,
  carriedOver,
  leansOnEarlier,
  shiftedWindow,
  windowOf,
} from './follow-up.ts';
import { type Matcher, type Scored, takes } from './match.ts';
import { type FillContext, fillParameters, readQuestion, readZone } from './reading.ts';
import { understand } from './understand.ts';

/** What Genie is going to answer. */
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
  /** Questions of the conversation that were answered from the data, newest first. */
  readonly earlier: readonly Answered[];
  readonly domain: Domain;
  readonly names: KnownNames;
  readonly nowMs: number;
};

/** Below this a text is not what a certified question answers. */
const floor = 0.45;

/** A part must be clearer than the whole to stand for it. */
const partOnly = 0.6;

/** From here on a short text is a question of its own. */
const clear = 0.8;

/** A single word is rarely enough to tell. */
const oneWord = 0.9;

function decline(domain: Domain, suggestions: readonly string[]): Plan {
  const about = domain === 'unified' ? 'the platform' : domain;
  const text = `I cannot answer this with the data of this space. It holds system tables about ${about}. You could ask: ${suggestions.map((question) => `"${question}"`).join(', ')}.`;
  return { kind: 'text', text, isQuestion: false, suggestions };
}

function askBack(first: Scored, second: Scored, suggestions: readonly string[]): Plan {
  const text = `Do you mean "${first.question.question}" or "${second.question.question}"?`;
  return { kind: 'text', text, isQuestion: true, suggestions };
}

function answerFrom(question: CertifiedQuestion, context: FillContext): Plan {
  return {
    kind: 'query',
    question,
    parameters: fillParameters(question, context),
    suggestions: question.variants.slice(1, 3),
  };
}

/** Words that only say that something goes on, and when. */
const goingOn =
  /\b(?:and|or|but|what|how|about|only|just|for|in|on|at|the|same|now|then|ok|okay|also|again|please|top|first|with|by|per|one|ones|before|last|this|instead|show|me)\b/gi;

/** The earlier question again, or the one it becomes with what the text adds ("by workspace"). */
function goOn(
  input: PlanInput,
  previous: Answered,
  match: Matcher['match'],
  context: FillContext,
): Plan {
  const { names, nowMs, content } = input;
  const shifted = shiftedWindow(content, previous);
  const window = shifted ?? windowOf(previous);
  const before = { window, values: carriedOver(previous) };
  if (shifted !== null) {
    const texts = context.texts.map((text) => text.replace(shifted.label, ' '));
    return answerFrom(previous.question, { ...context, texts, before });
  }
  const added = understand(content, names, nowMs);
  const isMore = added.named.size === 0 && /\p{L}{2}/u.test(added.core.replace(goingOn, ' '));
  if (!isMore && [...added.named].every((role) => takes(previous.question, role)))
    return answerFrom(previous.question, { ...context, before });
  const [alone] = match(added);
  if (alone !== undefined && alone.score >= clear)
    return answerFrom(alone.question, { ...context, before });
  const both = understand(`${previous.question.question} ${content}`, names, nowMs);
  const [together] = match({ core: both.core, named: added.named });
  return answerFrom(together?.question ?? previous.question, { ...context, before });
}

/**
 * Decides what a question means: the certified question it is most likely, with its parameters
 * filled; a question back when one word could mean two; the earlier question with what the text changes of
 * it; else it declines.
 */
export function planAnswer(given: PlanInput, { match, correct }: Matcher): Plan {
  const { names, nowMs, domain } = given;
  const { text, timeZone } = readZone(given.content.normalize('NFC'));
  const input = { ...given, content: correct(text, names) };
  const { asked, instructions } = readQuestion(input.content);
  const context: FillContext = { texts: [asked, instructions], names, nowMs, timeZone };
  const parts = [asked, ...clausesOf(asked)].map((part) => match(understand(part, names, nowMs)));
  // A question about several matters is answered in the part that this space knows.
  const scored = parts.reduce((best, part) =>
    (part[0]?.score ?? 0) * partOnly > (best[0]?.score ?? 0) ? part : best,
  );
  const [first, second] = scored;
  const [previous] = input.earlier;
  if (previous !== undefined && leansOnEarlier(asked, (first?.score ?? 0) >= clear))
    return goOn(input, previous, match, context);
  const suggestions = scored.slice(0, 3).map(({ question }) => question.question);
  if (first === undefined || first.score < floor) return decline(domain, suggestions);
  const isWord = asked.trim().split(/\s+/).length === 1;
  if (isWord && second !== undefined && first.score < oneWord)
    return askBack(first, second, suggestions);
  return answerFrom(first.question, context);
}
