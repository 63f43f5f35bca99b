/** Deletes what is kept no longer, a batch a call. Every method returns how much there was; less than the limit is all. */
export type KeepingStore = {
  /** Saves to memory what could not be saved before. */
  readonly repairMemory: (ttlHours: number, limit: number) => Promise<number>;
  /** Puts the pieces of a finished answer's text together. */
  readonly foldAnswers: (beforeMs: number, limit: number) => Promise<number>;
  /** Deletes the rows of investigations that were asked before a time. */
  readonly deleteEvidence: (beforeMs: number, limit: number) => Promise<number>;
  /** Deletes investigations that were asked before a time, with all of theirs. */
  readonly deleteInvestigations: (beforeMs: number, limit: number) => Promise<number>;
  /** Deletes messages and preferences that have expired, and what is left of workers that are gone. */
  readonly deleteExpired: (limit: number) => Promise<number>;
};

/** How long things are kept. */
export type KeptFor = {
  readonly evidenceDays: number;
  readonly investigationDays: number;
  readonly memoryTtlHours: number;
};

/** How much one run did. */
export type Kept = Readonly<Record<keyof KeepingStore, number>>;

export type KeepingSteps = { readonly keep: () => Promise<Kept> };
