import { z } from 'zod';
import { type Domain, domains } from '../../../domain/domains.ts';
import { createRandom, type Random } from '../../data/random.ts';
import { Fault, type FaultKind } from './fault-kinds.ts';

const pattern = z
  .string()
  .refine(
    (text) => parsePattern(text) !== null,
    'expected a regular expression or the beginning of a path',
  );

const Match = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  path: pattern.optional(),
  content: pattern.optional(),
  spaceId: z.string().optional(),
  domain: z.enum(domains).optional(),
  /** The name of the principal that sends the request. */
  principal: z.string().optional(),
});

const Rule = z.strictObject({
  id: z.string().optional(),
  match: Match.default({}),
  times: z.number().int().min(1).nullable().default(null),
  /** Probability that a matching request gets the fault; 1 when left out. */
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

/** The active fault rules. */
export type Faults = {
  readonly list: () => readonly FaultRule[];
  /** Replaces the list. @throws {z.ZodError} Naming each field that is wrong. */
  readonly replace: (value: unknown) => void;
  readonly clear: () => void;
  /** The fault of the first matching rule of one of the kinds; null when there is none. Effect: lowers its `times`. */
  readonly take: <K extends FaultKind>(
    kinds: readonly K[],
    target: FaultTarget,
  ) => Extract<Fault, { kind: K }> | null;
};

type ActiveRule = { readonly rule: FaultRule; readonly random: Random };

function parsePattern(text: string): RegExp | null {
  try {
    return new RegExp(text, 'i');
  } catch {
    return null;
  }
}

/** Whether a text begins with the pattern or contains a match of it as a regular expression. */
function matchesPattern(pattern: string, text: string | null): boolean {
  return (
    text !== null && (text.startsWith(pattern) || (parsePattern(pattern)?.test(text) ?? false))
  );
}

function matchesRule({ match }: FaultRule, target: FaultTarget): boolean {
  const { path, content } = match;
  const same = (['method', 'spaceId', 'domain', 'principal'] as const).every(
    (field) => match[field] === undefined || match[field] === target[field],
  );
  return (
    same &&
    (path === undefined || matchesPattern(path, target.path)) &&
    (content === undefined || matchesPattern(content, target.content))
  );
}

function isKind<K extends FaultKind>(
  fault: Fault,
  kinds: readonly K[],
): fault is Extract<Fault, { kind: K }> {
  return (kinds as readonly FaultKind[]).includes(fault.kind);
}

/**
 * Starts without fault rules. Effect: keeps the rules in memory.
 *
 * @param seed Seeds the probabilities. It is applied again whenever the list is replaced, so that
 * equal requests get equal faults.
 */
export function createFaults(seed: number): Faults {
  let active: ActiveRule[] = [];
  const countUse = (used: ActiveRule) => {
    const { times } = used.rule;
    if (times === null) return;
    const left = { ...used, rule: { ...used.rule, times: times - 1 } };
    active = active.flatMap((other) => (other !== used ? other : times === 1 ? [] : left));
  };
  return {
    list: () => active.map(({ rule }) => rule),
    replace: (value) => {
      active = z
        .array(Rule)
        .parse(value)
        .map((rule, index) => ({ rule, random: createRandom(seed, 'fault', index) }));
    },
    clear: () => {
      active = [];
    },
    take: (kinds, target) => {
      for (const found of active) {
        const { fault, probability } = found.rule;
        if (!isKind(fault, kinds) || !matchesRule(found.rule, target)) continue;
        if (probability !== undefined && !found.random.chance(probability)) continue;
        countUse(found);
        return fault;
      }
      return null;
    },
  };
}
