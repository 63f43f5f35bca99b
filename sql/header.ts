import { z } from 'zod';

/** Names of parameters, columns and definitions. */
export const columnName = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'expected lower-case words joined by _');
const columnType = z
  .string()
  .regex(/^(STRING|BIGINT|INT|DOUBLE|BOOLEAN|DATE|TIMESTAMP|DECIMAL\(\d+,\d+\))$/);

/** What a parameter stands for. */
export const parameterRoles = [
  'window.from',
  'window.to',
  'workspace',
  'top_n',
  'job',
  'warehouse',
  'table',
  'user',
  'owner',
  'team',
  'threshold',
  'tag',
  // A name of a kind that only a composed query limits by.
  'named',
] as const;

const Parameter = z
  .strictObject({
    type: z.enum(['STRING', 'INT', 'DOUBLE', 'DATE', 'TIMESTAMP']),
    role: z.enum(parameterRoles),
    default: z.union([z.string(), z.number()]),
    says: z.string().min(1).optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    unit: z.string().optional(),
  })
  .refine((parameter) => isDefault(parameter.type, parameter.default), {
    path: ['default'],
    message:
      'expected now, now-7d, now-24h for TIMESTAMP, today, today-7d for DATE, else a value of the type',
  });

const Column = z.strictObject({
  type: columnType,
  is: z.enum(['key', 'label', 'measure', 'time']),
  unit: z.string().optional(),
  nullable: z.boolean().optional(),
  says: z.string().optional(),
});

/** The header of a certified question's file. */
export const Header = z.strictObject({
  question: z.string().min(1),
  variants: z.array(z.string().min(1)),
  not: z.array(z.string().min(1)).default([]),
  meaning: z.string().min(1),
  uses: z.array(columnName).default([]),
  parameters: z.record(columnName, Parameter).default({}),
  columns: z.record(columnName, Column),
  /** How the first line of an answer says these rows; templates, see `answers/template.ts`. */
  answer: z
    .strictObject({
      line: z.string().min(1),
      one: z.string().min(1).optional(),
      none: z.string().min(1),
      exists: z.boolean().default(false),
      opposite: z.array(z.string().min(1)).default([]),
    })
    .optional(),
  rows: z.strictObject({
    key: z.array(columnName),
    order: z.array(z.string().regex(/^-?[a-z][a-z0-9_]*$/)),
    max: z.number().int().positive(),
  }),
  scope: z.enum(['region', 'account']),
  price: z.enum(['list', 'account']).optional(),
  completeness: z
    .strictObject({ column: columnName.optional(), lag: z.string().regex(/^\d+[mhd]$/) })
    .optional(),
  caveats: z.array(z.string()).default([]),
  next: z
    .array(z.strictObject({ ask: z.string(), with: z.record(columnName, z.string()).default({}) }))
    .default([]),
});

function isDefault(type: string, value: string | number): boolean {
  if (type === 'TIMESTAMP') return /^now(-\d+[hd])?$/.test(String(value));
  if (type === 'DATE') return /^today(-\d+d)?$/.test(String(value));
  return type === 'STRING' ? typeof value === 'string' : typeof value === 'number';
}

export type QuestionHeader = z.infer<typeof Header>;
export type QuestionParameter = z.infer<typeof Parameter>;
export type QuestionColumn = z.infer<typeof Column>;
