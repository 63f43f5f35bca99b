import type { AIMessage } from '@langchain/core/messages';
import { z } from 'zod';
import type { Domain } from '../../domain/domains.ts';
import { addressesIn, oneLine } from '../../domain/markdown.ts';
import type { RoutedDomain, Routing } from '../../domain/routing.ts';
import { cut } from '../../domain/text.ts';
import { ModelFailure } from './model-failure.ts';

/** The score of a choice without one that can be read. */
const unknownScore = 0.5;

const Score = z
  .union([z.number(), z.string().trim().min(1).transform(Number)])
  .pipe(z.number())
  .transform((score) => Math.min(1, Math.max(0, score)))
  .catch(unknownScore);

/** Limits of what a model words, in UTF-16 units; callers' questions have the first one too. */
const longestQuestion = 4_000;
const longestReason = 500;

/** Whether a text leads somewhere that another one does not name. */
const leadsElsewhere = (text: string, asked: string): boolean =>
  addressesIn(text).some((address) => !asked.includes(address));

const choiceFor = (asked: string, offered: readonly Domain[]) =>
  z.object({
    domain: z.string().trim().toLowerCase().pipe(z.enum(offered)),
    question: z
      .string()
      .transform(oneLine)
      .refine((question) => question !== '' && !leadsElsewhere(question, asked))
      .transform((question) => cut(question, longestQuestion))
      .catch(asked),
    score: Score,
    reason: z
      .string()
      .transform(oneLine)
      .refine((reason) => !leadsElsewhere(reason, asked))
      .transform((reason) => cut(reason, longestReason))
      .catch(''),
  });

const Decision = z.object({ domains: z.array(z.unknown()) });

/**
 * Reads the domains that a model chose, from its call or from JSON in its text. A choice that names
 * no domain that was offered, or one that was named before, is left out; what else is missing in a
 * choice is filled in, and a text that leads somewhere is not taken from a model.
 *
 * @param asked The user's question, for a choice without one of its own.
 * @throws {ModelFailure} When there is no decision, or none of its choices was offered.
 */
export function readDecision(
  reply: AIMessage,
  { asked, offered }: { readonly asked: string; readonly offered: readonly Domain[] },
): readonly RoutedDomain[] {
  const decision = candidatesIn(reply)
    .map((candidate) => Decision.safeParse(candidate).data)
    .find((one) => one !== undefined);
  if (decision === undefined) throw wrongForm(reply);
  const Choice = choiceFor(asked, offered);
  const chosen = decision.domains
    .map((choice) => Choice.safeParse(choice).data)
    .filter((choice) => choice !== undefined);
  if (chosen.length === 0 && decision.domains.length > 0) throw wrongForm(reply);
  return chosen.filter(
    ({ domain }, n) => chosen.findIndex((other) => other.domain === domain) === n,
  );
}

const longestName = 100;
const ProposedTool = z.object({
  tool: z.string().trim().max(longestName),
  reason: z.string().transform(oneLine).catch(''),
});

/**
 * Reads the tools that a model proposes; those that were not offered, or named before, are left out, and a
 * reply without any proposes none.
 */
export function readTools(
  reply: AIMessage,
  { asked, offered }: { readonly asked: string; readonly offered: readonly string[] },
): Routing['tools'] {
  const decision = candidatesIn(reply)
    .map((candidate) => z.object({ tools: z.array(z.unknown()) }).safeParse(candidate).data)
    .find((one) => one !== undefined);
  const named = (decision?.tools ?? [])
    .flatMap((one) => ProposedTool.safeParse(one).data ?? [])
    .filter(({ tool }) => offered.includes(tool));
  return named
    .filter(({ tool }, n) => named.findIndex((other) => other.tool === tool) === n)
    .map(({ tool, reason }) => ({
      tool,
      reason: leadsElsewhere(reason, asked) ? '' : cut(reason, longestReason),
    }));
}

function wrongForm({ text, tool_calls, invalid_tool_calls }: AIMessage): ModelFailure {
  const calls = [...(tool_calls ?? []), ...(invalid_tool_calls ?? [])].map(({ args }) => args);
  const reply = [text, ...calls.map((args) => JSON.stringify(args))].join(' ').trim();
  return new ModelFailure('its decision had a wrong form', 'temporary', { reply });
}

/** Everything of a reply that may be what was asked for, the likeliest first. Pure. */
export function candidatesIn(reply: AIMessage): readonly unknown[] {
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
