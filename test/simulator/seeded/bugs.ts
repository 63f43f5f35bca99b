/**
 * Bugs that can be planted: each takes away one thing that keeps a promise, from a model, from the body's effects
 * or from a request.
 */
export const bugs = {
  noLedger: 'no attempt knows what an earlier one has asked',
  noUniqueKey: 'an event with a known key is appended again',
  noReconcile: 'a question whose reply was lost is asked again at once',
  deadlineIgnored: 'the timers of the deadlines never fire',
  partialFlagLost: 'an answer without some of its domains counts as complete',
  cancelSwallowed: 'the workflow takes the request to cancel and forgets it',
  limiterOffByOne: 'the quota has one slot too many',
  logGap: 'a transaction that is rolled back keeps its number of the log',
  memoryTwice: 'question and answer are saved once for each attempt',
  staleResult: 'a leg that was replaced may still end its lane',
  epochKept: 'a new leg has the epoch of the one before',
  cancelLost: 'a cancel that was stored loses against a run that ends in another way',
  leaseKept: 'a lane that has ended leases the conversation of its session',
} as const;

export type Bug = keyof typeof bugs;
