import { z } from 'zod';
import type { Need } from '../domain/tools.ts';
import { datasetFile, readJsonl } from './read-jsonl.ts';

const labels = ['web', 'runbooks', 'dashboards', 'alerts'] as const;
type Label = (typeof labels)[number];

const labelOf: Readonly<Record<Need, Label>> = {
  outside: 'web',
  remedy: 'runbooks',
  board: 'dashboards',
  notice: 'alerts',
};

const Labelled = z.object({
  id: z.string(),
  question: z.string(),
  tools: z.array(z.enum(labels)),
  part: z.enum(['tune', 'check']),
});

/** A question and the tools that it needs beside rows. */
export type ToolQuestion = z.infer<typeof Labelled>;

/** How needs were found, against the labels; shares are 0 to 1. */
export type ToolsVerdict = {
  readonly questions: number;
  /** Of all questions, those with exactly the labelled tools. */
  readonly exact: number;
  /** Of the questions that need none, those that got one. */
  readonly falsePicks: number;
  /** For each tool: how many questions need it, how many of them got it, how many others did. */
  readonly byTool: ReadonlyMap<
    string,
    { readonly needed: number; readonly got: number; readonly wrong: number }
  >;
};

/** At least this share is to be exact, and at most that share of the others a false pick. */
export const toolBars = { exact: 0.95, falsePicks: 0.02 } as const;

/**
 * Reads the labelled questions of one part.
 *
 * Effect: reads `eval/datasets/tools.jsonl`.
 *
 * @throws {Error} A line that is no labelled question, with its number.
 */
export function readToolSet(part: ToolQuestion['part']): readonly ToolQuestion[] {
  return readJsonl(datasetFile('tools.jsonl'), Labelled, ({ id }) => id).filter(
    (one) => one.part === part,
  );
}

/** Judges which tools questions get. Pure, as far as `needs` is. */
export function judgeTools(
  questions: readonly ToolQuestion[],
  needs: (question: string) => readonly Need[],
): ToolsVerdict {
  const all = questions.map(({ question, tools }) => ({
    wanted: new Set<string>(tools),
    got: new Set<string>(needs(question).map((need) => labelOf[need])),
  }));
  const share = (some: readonly (typeof all)[number][], of: readonly unknown[]): number =>
    of.length === 0 ? 0 : some.length / of.length;
  const none = all.filter(({ wanted }) => wanted.size === 0);
  const exact = all.filter(
    ({ wanted, got }) => [...wanted].toSorted().join() === [...got].toSorted().join(),
  );
  const countOf = (label: Label) => ({
    needed: all.filter(({ wanted }) => wanted.has(label)).length,
    got: all.filter(({ wanted, got }) => wanted.has(label) && got.has(label)).length,
    wrong: all.filter(({ wanted, got }) => !wanted.has(label) && got.has(label)).length,
  });
  return {
    questions: all.length,
    exact: share(exact, all),
    falsePicks: share(
      none.filter(({ got }) => got.size > 0),
      none,
    ),
    byTool: new Map(labels.map((label) => [label, countOf(label)])),
  };
}
