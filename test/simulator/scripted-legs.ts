import type { Outcome } from '../../domain/outcome.ts';
import type { ScriptedLeg } from './script.ts';

export const answered = (ms: number, after?: string): ScriptedLeg => leg(ms, 'answered', after);
export const never: ScriptedLeg = leg(60_000, 'answered');

export function leg(ms: number, outcome: Outcome, after?: string): ScriptedLeg {
  const end = { kind: 'finished', outcome, detail: null } as const;
  return { ms, end, ...(after === undefined ? {} : { after }) };
}

export function declined(ms: number): ScriptedLeg {
  const detail = 'Genie wrote no query: No.';
  return { ms, end: { kind: 'finished', outcome: 'failed', detail } };
}

/** A leg that Genie could not answer and that may be asked once more, after so much of the lane's time. */
export const rephrased = (ms: number, workedMs: number): ScriptedLeg => {
  const otherwise = { outcome: 'failed', detail: 'Genie declined.' } as const;
  return {
    ms,
    end: { kind: 'rephrase', question: 'Simply.', following: null, workedMs, otherwise },
  };
};

/** A leg that has stored what it found, in a lane that has another question. */
export const another = (ms: number, workedMs = ms): ScriptedLeg => {
  const otherwise = { outcome: 'answered', detail: null } as const;
  return {
    ms,
    end: { kind: 'another', question: 'Last week?', following: null, workedMs, otherwise },
  };
};

/** A leg to be asked once more, after whose answer there is another question. */
export const rephrasedWithAnother = (ms: number): ScriptedLeg => {
  const otherwise = { outcome: 'failed', detail: 'Genie declined.' } as const;
  const end = { question: 'Simply.', following: 'Last week?', workedMs: ms, otherwise };
  return { ms, end: { kind: 'rephrase', ...end } };
};

export const cost = { domain: 'cost', refused: null } as const;
export const security = { domain: 'security', refused: null } as const;
export const reliability = { domain: 'reliability', refused: null } as const;
