import { z } from 'zod';
import { domains, isDomain } from '../../domain/domains.ts';
import type { EvidenceId } from '../../domain/ids.ts';
import { isPreferenceKey } from '../../domain/preferences.ts';
import { jsonCell } from './cells.ts';
import type { KeptInsight, KeptPreference, KeptQuestion, Remembered } from './remembered.ts';

const Domain = z.enum(domains);
const At = z.iso.datetime({ offset: true });

/** A value with where it comes from, as it lies in a map or a list. */
const Preference = z.object({
  value: z.union([z.string(), z.number(), z.array(z.string())]).nullable(),
  source: z.object({ investigationId: z.string().nullable(), said: z.string().nullable() }),
  at: At,
});
const Insight = z.object({
  value: z.string(),
  source: z.object({
    id: z.string(),
    investigationId: z.string(),
    sessionId: z.string(),
    evidenceIds: z.array(z.string()),
  }),
  at: At,
  terms: z.string(),
});
const Question = z.object({
  value: z.string(),
  source: z.object({ investigationId: z.string(), sessionId: z.string() }),
  at: At,
  count: z.number().int(),
  key: z.string(),
  domains: z.array(z.string()),
  terms: z.string(),
  counted: z.array(z.string()),
});

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The columns of a user's row, with maps and lists as JSON. */
export const RememberedRow = z.object({
  user_id: z.string(),
  preferences: jsonCell(z.record(z.string(), z.string().nullable())),
  frequent_queries: jsonCell(z.array(z.string().nullable())),
  insights: jsonCell(z.array(z.looseObject({ domain: z.unknown(), insight: z.unknown() }))),
  updated_us: z.string(),
});
export type RememberedRow = z.infer<typeof RememberedRow>;

/** What a row holds; entries of another form are left out. Pure. */
export function fromRow(
  row: Pick<RememberedRow, 'preferences' | 'frequent_queries' | 'insights'>,
): Remembered {
  return {
    preferences: Object.entries(row.preferences ?? {}).flatMap(([key, json]): KeptPreference[] => {
      const read = jsonCell(Preference).parse(json);
      if (read === null || !isPreferenceKey(key)) return [];
      return [{ key, value: read.value, source: { ...read.source, at: read.at } }];
    }),
    insights: (row.insights ?? []).flatMap(({ domain, insight }): KeptInsight[] => {
      const read = jsonCell(Insight).parse(text(insight));
      const known = Domain.safeParse(domain);
      if (read === null || !known.success) return [];
      const { evidenceIds, ...source } = read.source;
      return [
        {
          ...source,
          evidenceIds: evidenceIds as EvidenceId[],
          domain: known.data,
          text: read.value,
          terms: read.terms,
          at: read.at,
        },
      ];
    }),
    questions: (row.frequent_queries ?? []).flatMap((json): KeptQuestion[] => {
      const read = jsonCell(Question).parse(json);
      if (read === null) return [];
      const { value: question, source, domains: named, ...rest } = read;
      return [{ ...rest, ...source, question, domains: named.filter(isDomain) }];
    }),
  };
}

/** The columns of a row for what is remembered. Pure. */
export function toRow({ preferences, insights, questions }: Remembered) {
  const role = preferences.find(({ key }) => key === 'role')?.value ?? null;
  return {
    preferences: Object.fromEntries(
      preferences.map(({ key, value, source: { at, ...source } }) => [
        key,
        JSON.stringify({ value, source, at }),
      ]),
    ),
    frequent_queries: questions.map(
      ({ question: value, investigationId, sessionId, at, ...rest }) =>
        JSON.stringify({ value, source: { investigationId, sessionId }, at, ...rest }),
    ),
    insights: insights.map(({ text: value, domain, terms, at, ...source }) => ({
      timestamp: at,
      domain,
      insight: JSON.stringify({ value, source, at, terms }),
    })),
    role: typeof role === 'string' ? role : null,
  };
}
