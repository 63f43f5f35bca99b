import type { AIMessage } from '@langchain/core/messages';
import { z } from 'zod';
import { domains } from '../../domain/domains.ts';
import type { RoutedDomain } from '../../domain/routing.ts';
import { ModelFailure } from './model-failure.ts';

/** The score of a choice without one that can be read. */
const unknownScore = 0.5;

const Score = z
  .union([z.number(), z.string().trim().min(1).transform(Number)])
  .pipe(z.number())
  .transform((score) => Math.min(1, Math.max(0, score)))
  .catch(unknownScore);

const choiceFor = (asked: string) =>
  z.object({
    domain: z.string().trim().toLowerCase().pipe(z.enum(domains)),
    question: z.string().trim().min(1).catch(asked),
    score: Score,
    reason: z.string().trim().catch(''),
  });

const Decision = z.object({ domains: z.array(z.unknown()) });

/**
 * Reads the domains that a model chose, from its call or from JSON in its text. A choice that names
 * none of our domains, or one that was named before, is left out; what else is missing in a choice is
 * filled in.
 *
 * @param asked The user's question, for a choice without one of its own.
 * @throws {ModelFailure} When there is no decision, or none of its choices is one of our domains.
 */
export function readDecision(reply: AIMessage, asked: string): readonly RoutedDomain[] {
  const decision = candidatesIn(reply)
    .map((candidate) => Decision.safeParse(candidate).data)
    .find((one) => one !== undefined);
  if (decision === undefined) throw wrongForm();
  const Choice = choiceFor(asked);
  const chosen = decision.domains
    .map((choice) => Choice.safeParse(choice).data)
    .filter((choice) => choice !== undefined);
  if (chosen.length === 0 && decision.domains.length > 0) throw wrongForm();
  return chosen.filter(
    ({ domain }, n) => chosen.findIndex((other) => other.domain === domain) === n,
  );
}

function wrongForm(): ModelFailure {
  return new ModelFailure('its decision had a wrong form', 'temporary');
}

/** Everything that may be the decision, the likeliest first. */
function candidatesIn(reply: AIMessage): readonly unknown[] {
  const { tool_calls: calls = [], text } = reply;
  const fenced = /```(?:json)?\s*([\s\S]*?)```/i.exec(text)?.[1];
  const braced = /\{[\s\S]*\}/.exec(text)?.[0];
  return [...calls.map(({ args }) => args), ...[text, fenced, braced].map(readJson)];
}

function readJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
