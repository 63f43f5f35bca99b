import { z } from 'zod';
import { domains } from '../domain/domains.ts';
import type { Domain } from '../domain/domains.ts';
import type { CauseQuestion } from './causes/dataset.ts';

const Expected = z.union([
  z.strictObject({ number: z.number(), unit: z.string(), tolerance: z.number() }),
  z.strictObject({ name: z.string() }),
  z.strictObject({ yes: z.literal(true) }),
  z.strictObject({ no: z.literal(true) }),
  z.strictObject({ noSuch: z.string() }),
]);

/** One thing that the first line may say: a number with its unit, a name, yes, no, or that nothing is so named. */
export type Expected = z.infer<typeof Expected>;

/** What a right first line has: every group, by any of its members; and what it must not have. */
export const FirstLineLabel = z.strictObject({
  expect: z.array(z.array(Expected).min(1)).min(1),
  mustNot: z.array(z.union([z.string(), z.number()])).default([]),
});

export const DomainNames = z.array(z.enum(domains));

/**
 * To which domains a question may go: to exactly those of one of the sets, or to any of `among`. Null where
 * that is not labelled.
 */
export type RouteLabel =
  | { readonly exactly: readonly (readonly Domain[])[] }
  | { readonly among: readonly Domain[] }
  | null;

/**
 * A question of an evaluation with its labels; a label that is null is not judged. `asOf` is the day of the
 * data, YYYY-MM-DD, for which its labels hold; null when they hold for any.
 */
export type EvaluationCase = {
  readonly id: string;
  readonly question: string;
  readonly route: RouteLabel;
  /** Id of the certified question that it means. */
  readonly certified: string | null;
  readonly firstLine: z.infer<typeof FirstLineLabel> | null;
  readonly cause: CauseQuestion | null;
  readonly asOf: string | null;
};

/** The domains in whose denominators a question counts: none for one that is of no domain. Pure. */
export function domainsOf({ route }: EvaluationCase): readonly Domain[] {
  if (route === null) return [];
  return 'exactly' in route ? (route.exactly[0] ?? []) : route.among.slice(0, 1);
}
