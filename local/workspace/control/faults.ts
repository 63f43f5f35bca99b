import { z } from 'zod';
import { type Domain, domains } from '../../../domain/domains.ts';
import { createRandom, type Random } from '../../data/random.ts';
import { Fault, type FaultKind } from './fault-kinds.ts';

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
  /** The name of who sends the request. */
  principal: z.string().optional(),
});

const Rule = z.strictObject({
  id: z.string().optional(),
  match: Match.default({}),
  times: z.number().int().min(1).nullable().default(null),
  /** How often a request that fits meets the fault; always when left out. */
  probability: z.number().gt(0).max(1).optional(),
  fault: Fault,
});

export type FaultRule = z.infer<typeof Rule>;

export type FaultTarget = {
  readonly method: string;
  readonly path: string;
  readonly content: string | null;
  readonly spaceId: string | null;
  readonly domain: Domain | null;
  readonly principal: string | null;
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

type Switch = { readonly rule: FaultRule; readonly random: Random };

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

function fits({ match }: FaultRule, target: FaultTarget): boolean {
  const { path, content } = match;
  const same = (['method', 'spaceId', 'domain', 'principal'] as const).every(
    (field) => match[field] === undefined || match[field] === target[field],
  );
  return (
    same &&
    (path === undefined || occurs(path, target.path)) &&
    (content === undefined || occurs(content, target.content))
  );
}

function isKind<K extends FaultKind>(
  fault: Fault,
  kinds: readonly K[],
): fault is Extract<Fault, { kind: K }> {
  return (kinds as readonly FaultKind[]).includes(fault.kind);
}

/**
 * Begins with no fault. Effect: keeps the list in memory.
 *
 * @param seed Chance is drawn from it anew whenever the list is replaced: the same requests meet the same faults.
 */
export function createFaults(seed: number): Faults {
  let switches: Switch[] = [];
  const use = (used: Switch) => {
    const { times } = used.rule;
    if (times === null) return;
    const left = { ...used, rule: { ...used.rule, times: times - 1 } };
    switches = switches.flatMap((other) => (other !== used ? other : times === 1 ? [] : left));
  };
  return {
    list: () => switches.map(({ rule }) => rule),
    replace: (value) => {
      switches = z
        .array(Rule)
        .parse(value)
        .map((rule, index) => ({ rule, random: createRandom(seed, 'fault', index) }));
    },
    clear: () => {
      switches = [];
    },
    take: (kinds, target) => {
      for (const found of switches) {
        const { fault, probability } = found.rule;
        if (!isKind(fault, kinds) || !fits(found.rule, target)) continue;
        if (probability !== undefined && !found.random.chance(probability)) continue;
        use(found);
        return fault;
      }
      return null;
    },
  };
}
