import { z } from '@hono/zod-openapi';
import { deepEnds } from '../domain/deep.ts';
import { verdicts } from '../domain/explanation.ts';
import { DomainName, EvidenceIdText, list, Time } from './schema-parts.ts';

const DeepStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ask'), domain: DomainName, question: z.string(), why: z.string() }),
  z.object({
    kind: z.literal('check'),
    question: z.string(),
    parameters: z.record(z.string(), z.string()),
    why: z.string(),
  }),
  z.object({ kind: z.literal('wait'), until: Time, why: z.string() }),
]);

/** The plans and rounds of a deep investigation. */
export const Deep = z.object({
  plans: list(
    z.object({
      round: z.int(),
      version: z.int(),
      steps: list(DeepStep),
      done: z.enum(deepEnds).nullable(),
    }),
  ),
  rounds: list(
    z.object({
      round: z.int(),
      found: list(EvidenceIdText),
      verdict: z.enum(verdicts).nullable(),
    }),
  ),
  waitsUntil: Time.nullable(),
});
