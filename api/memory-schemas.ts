import { z } from '@hono/zod-openapi';
import { domains } from '../domain/domains.ts';
import { statuses } from '../domain/investigation.ts';
import {
  isPreferenceKey,
  knownPreferences,
  preferenceKeys,
  preferenceProblem,
  preferenceRules,
} from '../domain/preferences.ts';
import type {
  PreferenceKey,
  PreferenceRule,
  PreferenceValue,
  StoredPreference,
} from '../domain/preferences.ts';

const Key = z.enum(preferenceKeys as [PreferenceKey, ...PreferenceKey[]]);
const Value = z.union([z.string(), z.number(), z.array(z.string()).readonly()]);
const Source = z.object({
  investigationId: z.string().nullable(),
  said: z.string().nullable(),
  at: z.string().openapi({ format: 'date-time' }),
});

/** A preference that changed what was asked, with its source. */
export const UsedPreference = z
  .object({
    kind: z.literal('preference'),
    key: Key,
    value: Value,
    unit: z.string().nullable(),
    text: z.string(),
    source: Source,
  })
  .openapi('UsedPreference');

/** Something remembered that an answer used, with its source. */
export const UsedMemory = z
  .union([
    UsedPreference,
    z.object({ kind: z.enum(['insight', 'question']), text: z.string(), source: Source }),
  ])
  .openapi('UsedMemory');

const Domains = z.array(z.enum(domains)).readonly();

const InsightBody = z
  .object({
    id: z.string(),
    investigationId: z.string(),
    domain: z.enum(domains),
    text: z.string(),
    evidenceIds: z.array(z.string()).readonly(),
    at: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('Insight');

const FrequentQuestionBody = z
  .object({
    question: z.string(),
    domains: Domains,
    count: z.int(),
    investigationId: z.string(),
    at: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('FrequentQuestion');

/** What a question told of its owner's preferences; null forgets. */
export const SaidPreference = z
  .object({ key: Key, value: Value.nullable(), said: z.string() })
  .openapi('SaidPreference');

const Preference = z
  .object({ key: Key, value: Value, unit: z.string().nullable(), source: Source })
  .openapi('Preference');

export const MemoryBody = z
  .object({
    preferences: z.array(Preference).readonly(),
    insights: z.array(InsightBody).readonly(),
    frequentQuestions: z.array(FrequentQuestionBody).readonly(),
    known: z
      .array(
        z.object({
          key: Key,
          unit: z.string().nullable(),
          says: z.string(),
          kind: z.enum(['choice', 'name', 'names', 'timeZone', 'number']),
          choices: z
            .array(z.string())
            .readonly()
            .nullable()
            .openapi({ description: 'The values of a choice; null where any can be set' }),
        }),
      )
      .readonly()
      .openapi({ description: 'Every preference that can be set' }),
  })
  .openapi('Memory');

/** Preferences as clients see them. */
export const toPreferences = (stored: readonly StoredPreference[]) =>
  stored.map(({ key, value, source }) => ({
    key,
    value,
    unit: preferenceRules[key].unit,
    source,
  }));

export const knownKeys = preferenceKeys.map((key) => {
  const rule: PreferenceRule = preferenceRules[key];
  const { unit, says, kind } = rule;
  return { key, unit, says, kind, choices: rule.kind === 'choice' ? rule.choices : null };
});

/** A key of a path or a body. */
export const KeyInput = z
  .string()
  .transform((text, issues): PreferenceKey => {
    if (isPreferenceKey(text)) return text;
    issues.addIssue({ code: 'custom', message: unknownKey });
    return z.NEVER;
  })
  .openapi({ type: 'string', enum: [...preferenceKeys] });

const unknownKey = `is no preference; known are ${knownPreferences}`;

const WithUnit = z.strictObject({ value: Value, unit: z.string().nullable().optional() });

/** The body of PUT /v1/memory/preferences/{key}. */
export const PreferenceInput = WithUnit.openapi('PreferenceInput');

/** The value of one key from a body; problems are told at `path`. */
export function readValue(
  key: PreferenceKey,
  { value, unit }: z.infer<typeof WithUnit>,
): { readonly value: PreferenceValue } | { readonly problem: string } {
  const problem = preferenceProblem(key, value, unit);
  return problem === null ? { value } : { problem };
}

type Values = Partial<Record<PreferenceKey, PreferenceValue | null>>;

/** The body of PUT /v1/memory: a value, `{ value, unit }`, or null to forget the key. */
export const MemoryInput = z
  .strictObject({
    preferences: z
      .record(z.string(), z.union([Value, WithUnit, z.null()]))
      .transform((given, issues): Values => {
        const values: Values = {};
        for (const [key, input] of Object.entries(given)) {
          if (!isPreferenceKey(key)) {
            issues.addIssue({ code: 'custom', path: [key], message: unknownKey });
            continue;
          }
          if (input === null) values[key] = null;
          else {
            const read = readValue(key, isWithUnit(input) ? input : { value: input });
            if ('value' in read) values[key] = read.value;
            else issues.addIssue({ code: 'custom', path: [key], message: read.problem });
          }
        }
        return values;
      })
      .openapi({ type: 'object', additionalProperties: {} }),
  })
  .openapi('MemoryInput');

type Input = PreferenceValue | z.infer<typeof WithUnit>;

const isWithUnit = (input: Input): input is z.infer<typeof WithUnit> =>
  typeof input === 'object' && !Array.isArray(input);

const Time = z.string().openapi({ format: 'date-time' });

export const SessionBody = z
  .object({
    id: z.string(),
    createdAt: Time,
    lastUsedAt: Time,
    question: z.string().nullable(),
    investigations: z.int(),
    contextUntil: Time.nullable().openapi({
      description: 'Until when it is context of new questions; null when it is not any more',
    }),
  })
  .openapi('Session');

const MessageBody = z.object({
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  domains: z.array(z.enum(domains)).readonly(),
  investigationId: z.string(),
  at: Time,
  expiresAt: Time,
});

const SummaryBody = z.object({
  text: z.string().openapi({ description: 'What a model made of messages that lie far back' }),
  domains: z.array(z.enum(domains)).readonly(),
  investigationId: z.string(),
  upTo: Time.openapi({ description: 'When the newest message was said that went into it' }),
  expiresAt: Time,
});

export const SessionDetailBody = SessionBody.extend({
  messages: z.array(MessageBody).readonly(),
  summary: SummaryBody.nullable(),
});

export const ExportBody = z
  .object({
    exportedAt: Time,
    preferences: z.array(Preference).readonly(),
    insights: z.array(InsightBody).readonly(),
    frequentQuestions: z.array(FrequentQuestionBody).readonly(),
    sessions: z.array(SessionBody).readonly(),
    messages: z.array(MessageBody.extend({ sessionId: z.string() })).readonly(),
    summaries: z.array(SummaryBody.extend({ sessionId: z.string() })).readonly(),
    investigations: z
      .array(
        z.object({
          id: z.string(),
          sessionId: z.string(),
          question: z.string(),
          status: z.enum(statuses),
          createdAt: Time,
          answer: z.string().nullable(),
        }),
      )
      .readonly(),
  })
  .openapi('MemoryExport');
