import { z } from 'zod';

const ms = z.number().int().min(0);
const text = z.string().min(1);

/** Faults of the HTTP connection, for every route. */
const connection = [
  z.strictObject({
    kind: z.literal('status'),
    status: z.number().int().min(400).max(599),
    /** Without it the response has no `Retry-After` header. */
    retryAfterSeconds: z.number().min(0).optional(),
    errorCode: z.union([z.string().min(1), z.number().int()]).optional(),
    message: text.optional(),
    details: z.enum(['RequestInfo', 'ErrorInfo', 'none']).optional(),
  }),
  z.strictObject({ kind: z.literal('scope'), scope: text.default('genie') }),
  z.strictObject({ kind: z.literal('hidden') }),
  z.strictObject({ kind: z.literal('tokenExpired') }),
  z.strictObject({ kind: z.literal('loginPage'), status: z.literal([200, 302, 303]).default(200) }),
  z.strictObject({ kind: z.literal('hang') }),
  z.strictObject({ kind: z.literal('reset') }),
  z.strictObject({ kind: z.literal('doThenReset') }),
  z.strictObject({ kind: z.literal('drip'), bytesPerSecond: z.number().min(0.1).default(1) }),
  z.strictObject({ kind: z.literal('truncatedJson') }),
  z.strictObject({ kind: z.literal('wrongTypes') }),
] as const;

/** Faults while Genie answers a question. */
const genie = [
  z.strictObject({ kind: z.literal('failed'), type: text, error: text, ms: ms.optional() }),
  z.strictObject({ kind: z.literal('slow'), ms }),
  z.strictObject({ kind: z.literal('clarify'), question: text }),
  z.strictObject({ kind: z.literal('textOnly'), text }),
  z.strictObject({ kind: z.literal('cancelled') }),
  z.strictObject({ kind: z.literal('unknownStatus'), status: text, ms: ms.default(500) }),
  z.strictObject({ kind: z.literal('coldWarehouse'), ms }),
  z.strictObject({ kind: z.literal('selfCorrect') }),
  z.strictObject({ kind: z.literal('zeroRows') }),
  z.strictObject({ kind: z.literal('truncate'), rows: z.number().int().min(1).default(5000) }),
  z.strictObject({ kind: z.literal('expire') }),
] as const;

/** Faults of a statement of the SQL driver. */
const statement = [
  z.strictObject({ kind: z.literal('sessionExpired') }),
  z.strictObject({ kind: z.literal('statementError'), message: text, sqlState: text }),
  z.strictObject({ kind: z.literal('commitThenReset') }),
] as const;

export const Fault = z.discriminatedUnion('kind', [...connection, ...genie, ...statement]);
export type Fault = z.infer<typeof Fault>;
export type FaultKind = Fault['kind'];
export type ConnectionFault = z.infer<(typeof connection)[number]>;
export type GenieFault = z.infer<(typeof genie)[number]>;

export const connectionKinds = connection.map(({ shape }) => shape.kind.value);
export const genieKinds = genie.map(({ shape }) => shape.kind.value);
