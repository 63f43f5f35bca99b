import { z } from 'zod';
import { parameterType } from './parameters.ts';

const maxStatementBytes = 16 * 1024 * 1024;

const Parameter = z
  .object({
    name: z.string().regex(/^\w+$/, 'expected a name'),
    value: z.string().nullish(),
    type: z.string().default('STRING'),
  })
  .transform(({ name, value, type }, context) => {
    const known = parameterType(type);
    if (known === null)
      context.addIssue({ code: 'custom', path: ['type'], message: `${type} is not a known type` });
    return { name, value: value ?? null, type: known ?? 'STRING' };
  });

const wait = /^(?:0|[5-9]|[1-4]\d|50)s$/;

/** The body of a statement execution request. */
export const StatementRequest = z
  .object({
    statement: z
      .string()
      .min(1)
      .refine((text) => Buffer.byteLength(text) <= maxStatementBytes, 'longer than 16 MiB'),
    warehouse_id: z.string().min(1),
    catalog: z.string().optional(),
    schema: z.string().optional(),
    parameters: z.array(Parameter).default([]),
    row_limit: z.number().int().min(1).optional(),
    byte_limit: z.number().int().min(1).optional(),
    disposition: z.enum(['INLINE', 'EXTERNAL_LINKS']).default('INLINE'),
    format: z
      .enum(['JSON_ARRAY', 'CSV'], 'the local workspace supports JSON_ARRAY and CSV')
      .default('JSON_ARRAY'),
    wait_timeout: z.string().regex(wait, 'expected 0s, or 5s to 50s').default('10s'),
    on_wait_timeout: z.enum(['CONTINUE', 'CANCEL']).default('CONTINUE'),
  })
  .refine((body) => body.disposition !== 'INLINE' || body.format === 'JSON_ARRAY', {
    path: ['format'],
    message: 'disposition INLINE supports only JSON_ARRAY',
  });

export type StatementRequest = z.infer<typeof StatementRequest>;
