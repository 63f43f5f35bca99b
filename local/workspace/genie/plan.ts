import type { Domain } from '../../../domain/outcome.ts';
import type { CertifiedQuestion } from '../../../sql/catalogue.ts';
import type { KnownNames } from '../dataset.ts';
import type { SqlParameter } from '../sql/engine.ts';
import { type Matcher, matchFloor, timeless } from './match.ts';
import { fillParameters, readQuestion } from './reading.ts';

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

export type Earlier = { readonly content: string; readonly question: CertifiedQuestion | null };

export type PlanInput = {
  readonly content: string;
  /** Earlier messages of the conversation, newest first, with the question each was answered from. */
  readonly earlier: readonly Earlier[];
  readonly domain: Domain;
  readonly names: KnownNames;
  readonly nowMs: number;
};

/** Which workspace or table is meant says nothing about which question is meant; that it is a table does. */
function withoutNames(text: string, names: KnownNames): string {
  const replace = (word: string) => (rest: string, name: string) => {
    const at = rest.toLowerCase().indexOf(name.toLowerCase());
    return at < 0 ? rest : `${rest.slice(0, at)} ${word} ${rest.slice(at + name.length)}`;
  };
  return names.workspaces.reduce(replace(''), names.tables.reduce(replace('table'), text));
}

const wasAnswered = (
  message: Earlier,
): message is Earlier & { readonly question: CertifiedQuestion } => message.question !== null;

function decline(domain: Domain, suggestions: readonly string[]): Plan {
  const about = domain === 'unified' ? 'the platform' : domain;
  const text = `I cannot answer this with the data of this space. It holds system tables about ${about}. You could ask: ${suggestions.map((question) => `"${question}"`).join(', ')}.`;
  return { kind: 'text', text, isQuestion: false, suggestions };
}

/** How close two readings of one word may come: a word that is a whole wording of its own is hardly in doubt. */
const doubt = (score: number): number => (score < 0.9 ? 0.1 : 0.01);

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
  const core = withoutNames(asked, input.names);
  const [first, second] = match(core);
  const words = timeless(core).length;
  const isUnknown = first === undefined || first.score < matchFloor;
  const previous = isUnknown && words <= 3 ? input.earlier.find(wasAnswered) : undefined;
  if (previous !== undefined) {
    return answerFrom(previous.question, {
      ...context,
      texts: [...context.texts, previous.content],
    });
  }
  const suggestions = match(core)
    .slice(0, 3)
    .map((scored) => scored.question.question);
  if (first === undefined || isUnknown) return decline(input.domain, suggestions);
  if (second !== undefined && words === 1 && first.score - second.score < doubt(first.score)) {
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
