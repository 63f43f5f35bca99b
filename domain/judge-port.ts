/** One thing to judge an answer by; `facts` are what is expected of it, `rows` what it was written from. */
export type JudgeRequest = {
  readonly criterion: string;
  readonly question: string;
  readonly answer: string;
  readonly facts: readonly string[];
  readonly rows: readonly string[];
};

export type Judgement = { readonly passes: boolean; readonly rationale: string };

/** A model that judges answers; throws when it cannot tell. */
export type Judge = (request: JudgeRequest, signal: AbortSignal) => Promise<Judgement>;
