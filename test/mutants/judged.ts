/** A mutant that was run. */
export type Judged = {
  readonly part: 'stryker' | 'by-hand';
  /** Path from the root. */
  readonly file: string;
  /** The line in which the change begins. */
  readonly line: string;
  /** What stood there, in one line. */
  readonly from: string;
  /** What stood there instead, in one line. */
  readonly to: string;
  /** The test that saw it; null for a survivor. */
  readonly killedBy: string | null;
};

/** Stands for the test, where none ended in time. */
export const tookTooLong = 'no end in time';

/** A survivor, and why no test sees it; `line` is a part of its line, where the same is changed elsewhere. */
export type Explained = Pick<Judged, 'file' | 'from' | 'to'> & {
  readonly line?: string;
  readonly because: string;
};

/** The folders that are measured, in the order in which they are told. */
const folders = [
  'domain',
  'workflows',
  'activities',
  'adapters/postgres',
  'causes',
  'sql/migrations',
] as const;

/** The least share of a run, and of each folder with more than a few. */
const leastShare = 0.9;

/** A text in one line, as survivors are told and explained. Pure. */
export const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

type Count = { readonly mutants: number; readonly killed: number };

const countOf = (judged: readonly Judged[]): Count => ({
  mutants: judged.length,
  killed: judged.filter(({ killedBy }) => killedBy !== null).length,
});

const shareOf = ({ mutants, killed }: Count): number => (mutants === 0 ? 1 : killed / mutants);

const line = (name: string, count: Count): string =>
  `${name.padEnd(20)}${String(count.mutants).padStart(8)}${String(count.killed).padStart(8)}` +
  `${String(count.mutants - count.killed).padStart(10)}${`${(shareOf(count) * 100).toFixed(1)} %`.padStart(9)}`;

const isSame = (judged: Judged, explained: Explained): boolean =>
  judged.file === explained.file &&
  judged.line.includes(explained.line ?? '') &&
  judged.from === inOneLine(explained.from) &&
  judged.to === inOneLine(explained.to);

/** A survivor, or one whose tests took too long, which a busy machine is enough for. */
const mayLive = ({ killedBy }: Judged): boolean => killedBy === null || killedBy === tookTooLong;

/** What a run comes to, for people, and whether it is good enough. */
export type Verdict = { readonly lines: readonly string[]; readonly isGood: boolean };

/**
 * Counts the mutants of a run by folder, and names each survivor with its reason.
 *
 * Pure.
 *
 * @param isWhole Whether all mutants ran, so that an explanation without a survivor is out of date.
 * @returns Not good where less than 90 % were killed, or a survivor has no reason, or a reason no survivor.
 */
export function verdictOf(
  judged: readonly Judged[],
  explained: readonly Explained[],
  isWhole: boolean,
): Verdict {
  const inFolder = (folder: string): readonly Judged[] =>
    judged.filter(({ file }) => file.startsWith(`${folder}/`));
  const survivors = judged.filter(({ killedBy }) => killedBy === null);
  const reasonOf = (one: Judged) => explained.find((reason) => isSame(one, reason))?.because;
  const stale = isWhole
    ? explained.filter((reason) => !judged.some((one) => mayLive(one) && isSame(one, reason)))
    : [];
  const unexplained = survivors.filter((one) => reasonOf(one) === undefined);
  const lines = [
    ...survivors.map(
      (one) =>
        `survived ${one.file}\n  - ${one.from}\n  + ${one.to}\n  ${reasonOf(one) ?? 'NOT EXPLAINED'}`,
    ),
    ...stale.map(
      ({ file, from, to }) => `explained, and no survivor: ${file}\n  - ${from}\n  + ${to}`,
    ),
    `${'folder'.padEnd(20)}${'mutants'.padStart(8)}${'killed'.padStart(8)}${'survived'.padStart(10)}${'share'.padStart(9)}`,
    ...folders.flatMap((folder) => {
      const count = countOf(inFolder(folder));
      return count.mutants === 0 ? [] : [line(folder, count)];
    }),
    line('all', countOf(judged)),
    `${unexplained.length} survivors without a reason`,
  ];
  const isGood =
    judged.length > 0 &&
    shareOf(countOf(judged)) >= leastShare &&
    folders.every((folder) => shareOf(countOf(inFolder(folder))) >= leastShare) &&
    unexplained.length === 0 &&
    stale.length === 0;
  return { lines, isGood };
}
