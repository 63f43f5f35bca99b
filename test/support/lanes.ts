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

/** Its cases load both cores by themselves: after the others, so that nobody's limits pass. */
export const alone: Lane = { name: 'hostile', projects: ['hostile'], workers: 2 };
