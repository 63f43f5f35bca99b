/** One variant of the benchmark: a way to answer the question. */
export type Arm = {
  /** Resolves when the client has the complete answer. */
  readonly ask: () => Promise<void>;
  /** Resolves when all work of the last question has ended; not part of the measured time. */
  readonly settle: () => Promise<void>;
};
