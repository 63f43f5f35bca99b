import { z } from 'zod';
import { type Domain, domains } from '../../../domain/outcome.ts';

const pattern = z
  .string()
  .refine(
    (text) => asPattern(text) !== null,
    'expected a regular expression or the beginning of a path',
  );

const Match = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  path: pattern.optional(),
  content: pattern.optional(),
  spaceId: z.string().optional(),
  domain: z.enum(domains).optional(),
});

const Fault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    status: z.number().int().min(400).max(599),
    retryAfterSeconds: z.number().min(0).optional(),
  }),
  z.strictObject({ kind: z.literal('failed'), type: z.string().min(1), error: z.string().min(1) }),
  z.strictObject({ kind: z.literal('slow'), ms: z.number().int().min(0) }),
  z.strictObject({ kind: z.literal('hang') }),
  z.strictObject({ kind: z.literal('reset') }),
  z.strictObject({ kind: z.literal('doThenReset') }),
  z.strictObject({ kind: z.literal('clarify'), question: z.string().min(1) }),
]);

const Rule = z.strictObject({
  id: z.string().optional(),
  match: Match.default({}),
  times: z.number().int().min(1).nullable().default(null),
  fault: Fault,
});

export type Fault = z.infer<typeof Fault>;
export type FaultRule = z.infer<typeof Rule>;
export type FaultKind = Fault['kind'];

/** Faults of the connection, applied to any route, and those of Genie's own work, applied to questions. */
export const connectionKinds = [
  'status',
  'hang',
  'reset',
  'doThenReset',
] as const satisfies readonly FaultKind[];
export const genieKinds = ['failed', 'slow', 'clarify'] as const satisfies readonly FaultKind[];

export type FaultTarget = {
  readonly method: string;
  readonly path: string;
  readonly content: string | null;
  readonly spaceId: string | null;
  readonly domain: Domain | null;
};

/** The switches that are on. */
export type Faults = {
  readonly list: () => readonly FaultRule[];
  /** Replaces the list. @throws {z.ZodError} Naming each field that is wrong. */
  readonly replace: (value: unknown) => void;
  readonly clear: () => void;
  /** The first rule of one of the kinds that fits; using it up counts. Effect: lowers its `times`. */
  readonly take: <K extends FaultKind>(
    kinds: readonly K[],
    target: FaultTarget,
  ) => Extract<Fault, { kind: K }> | null;
};

function asPattern(text: string): RegExp | null {
  try {
    return new RegExp(text, 'i');
  } catch {
    return null;
  }
}

/** A pattern is the beginning of a text or a regular expression that occurs in it. */
function occurs(pattern: string, text: string | null): boolean {
  return text !== null && (text.startsWith(pattern) || (asPattern(pattern)?.test(text) ?? false));
}

function fits(rule: FaultRule, target: FaultTarget): boolean {
  const { method, path, content, spaceId, domain } = rule.match;
  return [
    method === undefined || method === target.method,
    path === undefined || occurs(path, target.path),
    content === undefined || occurs(content, target.content),
    spaceId === undefined || spaceId === target.spaceId,
    domain === undefined || domain === target.domain,
  ].every(Boolean);
}

function isKind<K extends FaultKind>(
  fault: Fault,
  kinds: readonly K[],
): fault is Extract<Fault, { kind: K }> {
  return (kinds as readonly FaultKind[]).includes(fault.kind);
}

/** Begins with no fault. Effect: keeps the list in memory. */
export function createFaults(): Faults {
  let rules: FaultRule[] = [];
  return {
    list: () => rules,
    replace: (value) => {
      rules = z.array(Rule).parse(value);
    },
    clear: () => {
      rules = [];
    },
    take: (kinds, target) => {
      for (const rule of rules) {
        if (!isKind(rule.fault, kinds) || !fits(rule, target)) continue;
        const left = rule.times === null ? null : rule.times - 1;
        rules =
          left === 0
            ? rules.filter((other) => other !== rule)
            : rules.map((other) => (other === rule ? { ...rule, times: left } : other));
        return rule.fault;
      }
      return null;
    },
  };
}
