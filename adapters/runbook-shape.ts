import { z } from 'zod';
import { domains } from '../domain/domains.ts';
import type { Runbook } from '../domain/tools.ts';

const text = z.string().trim().min(1);

/** What the front matter of a runbook declares. */
export const RunbookHead = z.strictObject({
  title: text,
  domain: z.enum(domains),
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  owner: text,
  symptoms: z.array(text).min(1),
  causes: z.array(text),
});

export const sections = ['steps', 'verification', 'rollback'] as const;

/** A whole runbook, as an index stores it. */
export const RunbookShape: z.ZodType<Runbook> = z.object({
  ...RunbookHead.shape,
  id: text,
  steps: z.array(z.object({ n: z.int(), section: z.enum(sections), title: text, text })).min(1),
});
