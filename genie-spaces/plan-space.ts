import type { GenieSpaces, ListedSpace, WholeSpace } from '../adapters/databricks/genie-spaces.ts';
import { agents } from '../agents/index.ts';
import { AppError } from '../domain/errors.ts';
import { type Domain, domains } from '../domain/domains.ts';
import { markedSpace, SpaceProblem } from './find-space.ts';
import { overLimits } from './limits.ts';
import { type Change, markedDescription, mergeSpace } from './merge.ts';
import { emptySpace, readSpace, type SerializedSpace } from './serialized-space.ts';
import { markOf, type WantedSpace } from './wanted-space.ts';

/** What is to be done with the space of one domain. */
export type SpacePlan =
  | { readonly kind: 'problem'; readonly wanted: WantedSpace; readonly message: string }
  | {
      readonly kind: 'create';
      readonly wanted: WantedSpace;
      readonly space: SerializedSpace;
      readonly changes: readonly Change[];
    }
  | {
      readonly kind: 'update';
      readonly wanted: WantedSpace;
      readonly read: WholeSpace;
      readonly space: SerializedSpace;
      /** Null where it stays. */
      readonly description: string | null;
      /** Empty where nothing is to be written. */
      readonly changes: readonly Change[];
    };

/**
 * What a space that was read is to become.
 *
 * @param adopt Whether a space without our mark may be taken over.
 */
export function planUpdate(wanted: WantedSpace, read: WholeSpace, adopt: boolean): SpacePlan {
  const problem = (message: string): SpacePlan => ({ kind: 'problem', wanted, message });
  const stored = readSpace(read.serialized);
  const where = `${read.spaceId} (${read.title})`;
  if (stored === null) return problem(`the space ${where} is in a form that we do not know.`);
  const other = domains.find((domain) => read.description.includes(markOf(domain)));
  if (other !== undefined && other !== wanted.domain) {
    return problem(`the space ${where} is that of ${other}, by the mark in its description.`);
  }
  if (other === undefined && !adopt) {
    return problem(
      `the space ${where} is not ours: its description has no mark ${markOf(wanted.domain)}. With --adopt our items are put beside its own.`,
    );
  }
  const { space, changes } = mergeSpace(stored, wanted);
  const description = markedDescription(read.description, wanted);
  const marking: Change = {
    how: 'changed',
    what: 'description',
    name: markOf(wanted.domain),
    texts: [],
  };
  return {
    kind: 'update',
    wanted,
    read,
    space,
    description,
    changes: description === null ? changes : [marking, ...changes],
  };
}

type Options = {
  readonly spaces: GenieSpaces;
  readonly list: () => Promise<readonly ListedSpace[]>;
  readonly configured: Readonly<Record<Domain, string | null>>;
  readonly adopt: boolean;
};

/**
 * Finds the space of a domain, by its setting or else by its mark, and says what is to be done with
 * it; without one, a new one is to be made.
 *
 * Effect: HTTP, reads only.
 */
export async function planSpace(wanted: WantedSpace, options: Options): Promise<SpacePlan> {
  const { spaces, list, configured, adopt } = options;
  const named = configured[wanted.domain];
  try {
    const spaceId = named ?? markedSpace(await list(), wanted.domain);
    if (spaceId !== null) return planUpdate(wanted, await spaces.read(spaceId), adopt);
  } catch (error) {
    return { kind: 'problem', wanted, message: problemOf(error, wanted.domain, named) };
  }
  return { kind: 'create', wanted, ...mergeSpace(emptySpace, wanted) };
}

/** @throws What no setting and no grant can mend. */
function problemOf(error: unknown, domain: Domain, named: string | null): string {
  if (error instanceof SpaceProblem) return error.message;
  if (!(error instanceof AppError)) throw error;
  const isGone = error.code === 'input.not_found' && named !== null;
  if (!isGone && error.details.upstreamStatus !== 403) throw error;
  return isGone
    ? `there is no space ${named} that we may see. Correct ${agents[domain].spaceSetting}, or unset it to have a space made.`
    : error.message;
}

/** Everything that stands against writing, one line each. */
export function problemsOf(plans: readonly SpacePlan[]): readonly string[] {
  return plans.flatMap((plan) => {
    const lines = plan.kind === 'problem' ? [plan.message] : overLimits(plan.space);
    return lines.map((line) => `${plan.wanted.domain}: ${line}`);
  });
}
