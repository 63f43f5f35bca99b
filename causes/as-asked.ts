import type { Cause } from './cause.ts';
import type { Explained } from './settle.ts';
import type { Asked } from './symptom/asked.ts';
import { isNamed } from './symptom/named.ts';

/** The kinds of causes that can answer a question: who is refused asks for a right, not for what else failed. Pure. */
export const kindsAsked = (causes: readonly Cause[], { only }: Asked): readonly Cause[] =>
  only === null ? causes : causes.filter(({ kind }) => only.includes(kind));

/**
 * What was explained as the question asks. Where it says what kind of cause it was, what has none of this
 * kind is none of it, as long as something has; a cause of another table than the named one is none.
 *
 * Pure.
 *
 * @returns In the same order, with shares that add up to what they did before.
 */
export function asAsked(
  explained: readonly Explained[],
  { only, of }: Asked,
): readonly Explained[] {
  if (only === null) return explained;
  const own = explained.map((one) => (isAbout(one, of) ? one : { ...one, chain: [] }));
  const caused = own.filter(({ chain }) => chain.length > 0);
  if (caused.length === 0) return own;
  const all = own.reduce((sum, { carries }) => sum + carries, 0);
  const carried = caused.reduce((sum, { carries }) => sum + carries, 0);
  return caused.map((one) => ({ ...one, carries: (one.carries * all) / carried }));
}

const isAbout = ({ chain }: Explained, tables: readonly string[]): boolean =>
  tables.length === 0 ||
  chain.some(({ tested }) =>
    tested.hypothesis.objects.some((object) => tables.some((name) => isNamed(name, object))),
  );
