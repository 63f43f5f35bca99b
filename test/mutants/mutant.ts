/**
 * A change that a person made up: a text of one file, and the one that takes its place. In a migration it
 * stands in the part that goes up.
 */
export type Mutant = {
  /** Path from the root. */
  readonly file: string;
  /** Occurs once. */
  readonly from: string;
  readonly to: string;
  /** What does not hold any more. */
  readonly breaks: string;
  /** The files that are asked, as paths from `test/`. */
  readonly asked: readonly string[];
};

/** One change of a file: its text, the one that takes its place, and what that breaks. */
type Change = readonly [from: string, to: string, breaks: string];

/** The mutants of one file that ask the same tests. Pure. */
export const mutantsOf = (
  file: string,
  asked: readonly string[],
  changes: readonly Change[],
): readonly Mutant[] => changes.map(([from, to, breaks]) => ({ file, from, to, breaks, asked }));
