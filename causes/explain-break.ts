import type { TellResult } from '../domain/explanation.ts';
import type { Asker } from './asker.ts';
import type { Cause } from './cause.ts';
import { ranked, test } from './settle.ts';
import type { Explained, Tested } from './settle.ts';
import type { Break } from './symptom/breaks.ts';
import type { Carrier } from './symptom/carriers.ts';

/** Edges from a symptom to its root: a longer chain is nothing that somebody can follow. */
const longestChain = 4;

export type Tools = {
  readonly asker: Asker;
  readonly tell: TellResult;
  readonly causes: readonly Cause[];
  readonly nowMs: number;
};

/** The kinds that can explain a break. Pure. */
export const kindsFor = (causes: readonly Cause[], { measure, object }: Break): readonly Cause[] =>
  causes.filter(
    ({ explains, on }) =>
      explains.includes(measure.id) && (on === null || on.includes(object.kind)),
  );

/**
 * Tests every kind of cause that can explain a break, and follows the strongest to its root.
 *
 * Effect: runs checks and tells their results.
 */
export async function explainBreak(
  { symptom, share: carries }: Carrier,
  tools: Tools,
  depth = 0,
): Promise<Explained> {
  const { asker, causes, nowMs } = tools;
  const kinds = kindsFor(causes, symptom);
  await asker.ask(
    kinds.map((cause) => ({ hypothesis: cause.kind, checks: cause.checks(symptom, nowMs) })),
  );
  const tested = kinds.flatMap((cause) =>
    cause.find(symptom, asker.look, nowMs).map((hypothesis) => test(cause, hypothesis, symptom)),
  );
  await tellAll(kinds, tested, symptom, tools);
  const [best, ...others] = ranked(tested, causes);
  const fallen = tested.filter(({ fallsBy }) => fallsBy !== null);
  if (best === undefined) return { symptom, carries, chain: [], ruledOut: fallen };
  const { because } = best.hypothesis;
  const deeper =
    because === undefined || depth >= longestChain
      ? null
      : await explainBreak({ symptom: because, share: 1 }, tools, depth + 1);
  return {
    symptom,
    carries,
    chain: [{ tested: best, of: symptom }, ...(deeper?.chain ?? [])],
    ruledOut: [...fallen, ...weaker(best, others), ...(deeper?.ruledOut ?? [])],
  };
}

/** Others that stand are weaker, where they are about something else: the same object is only seen from another side. */
const weaker = (best: Tested, others: readonly Tested[]): readonly Tested[] =>
  others
    .filter(
      ({ cause, hypothesis }) =>
        cause.isRoot &&
        best.hypothesis.because === undefined &&
        hypothesis.objects[0]?.id !== best.hypothesis.objects[0]?.id,
    )
    .map((one) => ({ ...one, fallsBy: 'another cause explains more of it' }));

async function tellAll(
  kinds: readonly Cause[],
  tested: readonly Tested[],
  symptom: Break,
  { asker, tell, nowMs }: Tools,
): Promise<void> {
  for (const cause of kinds) {
    const own = tested.filter((one) => one.cause === cause);
    const isBlocked = asker.missing(cause.checks(symptom, nowMs)).length > 0;
    const stands = own.some(({ fallsBy }) => fallsBy === null);
    await tell(
      cause.kind,
      stands ? 'supports' : own.length > 0 ? 'contradicts' : isBlocked ? 'blocked' : 'silent',
    );
  }
}
