import type { Domain } from '../../../domain/outcome.ts';
import { lemmas } from '../../../domain/text.ts';
import type { CertifiedQuestion } from '../../../sql/catalogue.ts';
import type { KnownNames } from '../dataset.ts';
import type { SqlParameter } from '../sql/engine.ts';
import { type Matcher, matchFloor } from './match.ts';
import { fillParameters, periodOf, readQuestion } from './reading.ts';

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
  /** Earlier messages of the conversation, newest first, with the question each was answered from. */
  readonly earlier: readonly {
    readonly content: string;
    readonly question: CertifiedQuestion | null;
  }[];
  readonly domain: Domain;
  readonly names: KnownNames;
  readonly nowMs: number;
};

/** Words that name a time or a thing of the data say nothing about which question is meant. */
function withoutNames(text: string, names: KnownNames, periodLabel: string | null): string {
  const known = [...names.workspaces, ...names.tables].filter((name) =>
    text.toLowerCase().includes(name.toLowerCase()),
  );
  return [...known, ...(periodLabel === null ? [] : [periodLabel])].reduce((rest, name) => {
    const at = rest.toLowerCase().indexOf(name.toLowerCase());
    return at < 0 ? rest : `${rest.slice(0, at)} ${rest.slice(at + name.length)}`;
  }, text);
}

function decline(domain: Domain, suggestions: readonly string[]): Plan {
  const about = domain === 'unified' ? 'the platform' : domain;
  const text = `I cannot answer this with the data of this space. It holds system tables about ${about}. You could ask: ${suggestions.map((question) => `"${question}"`).join(', ')}.`;
  return { kind: 'text', text, isQuestion: false, suggestions };
}

/**
 * Decides what a question means: the certified question it is most like, with its parameters filled;
 * a question back when one word could mean two; the earlier question again when the text only
 * changes its time or place; else it declines.
 *
 * Pure.
 */
export function planAnswer(input: PlanInput, match: Matcher): Plan {
  const { asked, instructions } = readQuestion(input.content);
  const context = { texts: [asked, instructions], names: input.names, nowMs: input.nowMs };
  const core = withoutNames(
    asked,
    input.names,
    periodOf({ ...context, texts: [asked] })?.label ?? null,
  );
  const [first, second] = match(core);
  const previous = input.earlier.find((message) => message.question !== null);
  const words = lemmas(core).length;
  const isFollowUp = first === undefined || first.score < matchFloor || words === 0;
  if (isFollowUp && previous !== undefined && previous.question !== null && words <= 3) {
    const texts = [...context.texts, previous.content];
    return answerFrom(previous.question, { ...context, texts });
  }
  const suggestions = match(core)
    .slice(0, 3)
    .map((scored) => scored.question.question);
  if (first === undefined || isFollowUp) return decline(input.domain, suggestions);
  const isClose =
    second !== undefined && second.score >= matchFloor && first.score - second.score < 0.01;
  if (isClose && words === 1) {
    const text = `Do you mean "${first.question.question}" or "${second.question.question}"?`;
    return { kind: 'text', text, isQuestion: true, suggestions };
  }
  return answerFrom(first.question, context);
}

function answerFrom(
  question: CertifiedQuestion,
  context: Parameters<typeof fillParameters>[1],
): Plan {
  return {
    kind: 'query',
    question,
    parameters: fillParameters(question, context),
    suggestions: question.variants.slice(1, 3),
  };
}
