import { z } from '@hono/zod-openapi';
import {
  longestBudgetSeconds,
  minimumBudgetSeconds,
  minimumDeepBudgetSeconds,
} from '../domain/budget.ts';
import { parseInvestigationId, parseSessionId } from '../domain/ids.ts';
import type { InvestigationId, SessionId } from '../domain/ids.ts';
import { domains } from '../domain/domains.ts';
import { storable } from '../domain/text.ts';
import type { ToolCard } from '../domain/tools.ts';
import { statuses } from '../domain/investigation.ts';
import type { Mode } from '../domain/investigation.ts';

export const longestQuestion = 4_000;
/** A day: what is older is another question. */
const longestReuseSeconds = 86_400;

/** A character that a reader sees: no control, space, format or filler character. */
const visible = /[^\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Text of 1 to `max` characters (code points), one of them visible, after surrounding white space is
 * removed.
 */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .superRefine((value, issues) => {
      const length = Array.from(value).length;
      const say = (message: string): void => {
        issues.addIssue({ code: 'custom', message });
      };
      if (!visible.test(value)) say('is empty; it needs a visible character');
      if (length > max) say(`has ${length} characters, at most ${max} are allowed`);
      if (value !== storable(value))
        say('contains NUL or an unpaired surrogate, which cannot be stored');
    })
    .openapi({ minLength: 1, maxLength: max });

const SessionIdInput = z
  .string()
  .transform((value, issues): SessionId => {
    const id = parseSessionId(value);
    if (id !== null) return id;
    issues.addIssue({ code: 'custom', message: 'must be ses_ and 32 hex digits' });
    return z.NEVER;
  })
  .openapi({ type: 'string', pattern: '^ses_[0-9a-f]{32}$' });

const DomainInput = z.enum(domains, { error: `must be one of ${domains.join(', ')}` });

export const DomainsInput = z
  .array(DomainInput)
  .min(1, 'must name a domain, or be left out')
  .superRefine((named, issues) => {
    named.forEach((domain, index) => {
      if (named.indexOf(domain) === index) return;
      issues.addIssue({ code: 'custom', path: [index], message: `${domain} is named twice` });
    });
  });

/** Who else may read an investigation: with `team`, whoever may ask all its domains. */
export const VisibilityInput = z.enum(['private', 'team'], { error: 'must be private or team' });

/** Why a tool cannot be named; null when it can. A `write` runs only after somebody approved what it does. */
function whyNot(name: string, cards: readonly ToolCard[]): string | null {
  const card = cards.find(({ tool }) => tool === name);
  if (card === undefined) return `must be one of ${cards.map(({ tool }) => tool).join(', ')}`;
  if (card.effect === 'write') return `${name} changes something: it runs only after an approval`;
  return card.why;
}

/** Tools that can be used, each once; empty for none. */
const toolsInput = (cards: readonly ToolCard[]) =>
  z.array(z.string()).superRefine((named, issues) => {
    named.forEach((name, index) => {
      const isAgain = named.indexOf(name) !== index;
      const message = isAgain ? `${name} is named twice` : whyNot(name, cards);
      if (message !== null) issues.addIssue({ code: 'custom', path: [index], message });
    });
  });

/** The body of POST /v1/investigations. */
export const newInvestigationInput = (
  most: Readonly<Record<Mode, number>>,
  tools: readonly ToolCard[],
) =>
  z
    .strictObject({
      question: text(longestQuestion),
      sessionId: SessionIdInput.optional(),
      mode: z.enum(['standard', 'deep'], { error: 'must be standard or deep' }).default('standard'),
      budgetSeconds: z
        .int(`must be a whole number from ${minimumBudgetSeconds} to ${most.standard}`)
        .min(minimumBudgetSeconds, `must be at least ${minimumBudgetSeconds}`)
        .optional(),
      domains: DomainsInput.optional(),
      tools: toolsInput(tools).optional(),
      visibility: VisibilityInput.default('private'),
      reuseSeconds: z
        .int('must be a whole number of seconds')
        .min(1, 'must be at least 1')
        .max(longestReuseSeconds, `must be at most ${longestReuseSeconds}`)
        .optional(),
    })
    .superRefine(({ mode, budgetSeconds }, issues) => {
      const message = budgetSeconds === undefined ? null : budgetRefusal(mode, budgetSeconds, most);
      if (message !== null) issues.addIssue({ code: 'custom', path: ['budgetSeconds'], message });
    })
    .openapi('NewInvestigation');

const budgetSettings = { standard: 'MAX_BUDGET_SECONDS', deep: 'MAX_DEEP_BUDGET_SECONDS' } as const;

function budgetRefusal(
  mode: Mode,
  seconds: number,
  most: Readonly<Record<Mode, number>>,
): string | null {
  if (seconds > most[mode]) return `must be at most ${most[mode]} (${budgetSettings[mode]})`;
  return mode === 'deep' && seconds < minimumDeepBudgetSeconds
    ? `must be at least ${minimumDeepBudgetSeconds} for a deep investigation`
    : null;
}

/** The body of POST …/retry. */
export const RetryInput = z.strictObject({ domains: DomainsInput.optional() }).openapi('Retry');

const steerActions = ['skip', 'hint', 'extend', 'answer', 'answerNow'] as const;

/** The body of POST …/steer. */
export const SteerInput = z
  .discriminatedUnion(
    'action',
    [
      z.strictObject({ action: z.literal('skip'), domain: DomainInput }),
      z.strictObject({
        action: z.literal('answer'),
        domain: DomainInput,
        text: text(longestQuestion),
        questionId: text(200).optional(),
      }),
      z.strictObject({
        action: z.literal('hint'),
        text: text(longestQuestion),
        domain: DomainInput.optional(),
      }),
      z.strictObject({
        action: z.literal('extend'),
        seconds: z
          .int('must be a whole number')
          .min(1, 'must be at least 1')
          .max(longestBudgetSeconds),
      }),
      z.strictObject({ action: z.literal('answerNow') }),
    ],
    {
      error: (issue) =>
        issue.code === 'invalid_union' ? `must be one of ${steerActions.join(', ')}` : undefined,
    },
  )
  .openapi('Steer');

export type SteerRequest = z.infer<typeof SteerInput>;

/** The body of POST /v1/route. */
export const RouteInput = z
  .strictObject({ question: text(longestQuestion), sessionId: SessionIdInput.optional() })
  .openapi('RouteRequest');

/** A whole number in a query or a header, at most `max`. */
export const wholeNumber = (max: number, min = 0) =>
  z
    .string()
    .refine(
      (value) => /^\d{1,15}$/.test(value) && Number(value) >= min && Number(value) <= max,
      `must be a whole number from ${min} to ${max}`,
    )
    .transform(Number)
    .openapi({ type: 'integer', minimum: min, maximum: max });

/** Why a cursor is refused. */
export const wrongCursor = 'must be the nextCursor of a list; leave it out for the first page';

/** The query of GET /v1/investigations. */
export const ListQuery = z.object({
  sessionId: SessionIdInput.optional(),
  status: z.enum(statuses, { error: `must be one of ${statuses.join(', ')}` }).optional(),
  domain: DomainInput.optional(),
  q: text(200).optional(),
  limit: wholeNumber(100, 1).optional(),
  cursor: z
    .string()
    .transform((value, issues): InvestigationId => {
      const id = parseInvestigationId(value);
      if (id !== null) return id;
      issues.addIssue({ code: 'custom', message: wrongCursor });
      return z.NEVER;
    })
    .openapi({ type: 'string' })
    .optional(),
});

export const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters')
  .optional();
