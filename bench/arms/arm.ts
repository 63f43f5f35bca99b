/** One way to answer the question. */
export type Arm = {
  /** Resolves when whoever asked has the whole answer. */
  readonly ask: () => Promise<void>;
  /** Resolves when nothing of the last question is still at work; not part of the time. */
  readonly settle: () => Promise<void>;
};
