import { z } from '@hono/zod-openapi';
import { InvestigationIdText, list, Time } from './schema-parts.ts';

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What of an answer was otherwise once its tables were complete. */
export const CorrectionBody = z
  .object({
    investigationId: InvestigationIdText,
    at: Time,
    claims: list(
      z.object({
        text: z.string(),
        sentence: z.string(),
        cells: list(
          z.object({
            marker: z.string(),
            column: z.string().nullable(),
            before: Cell,
            after: Cell,
          }),
        ),
      }),
    ),
    seenAt: Time.nullable(),
  })
  .openapi('Correction');
