/** Projects of `vitest.config.ts` that run in one process of it. */
export type Lane = {
  readonly name: string;
  readonly projects: readonly string[];
  /** Files at a time. */
  readonly workers: number;
};

/** One lane mostly computes, the other mostly waits for the stacks that it starts: together they use two cores. */
export const together: readonly Lane[] = [
  { name: 'suites', projects: ['engine', 'unit'], workers: 3 },
  { name: 'stacks', projects: ['stack', 'web'], workers: 2 },
];

/** One after the other, after the others: moments that must stay apart, and cases that load both cores by themselves. */
export const alone: Lane = { name: 'hostile', projects: ['scenarios', 'hostile'], workers: 2 };
