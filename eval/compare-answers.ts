import { isDeepStrictEqual } from 'node:util';
import type { Answer, Claim } from '../domain/answer.ts';

/** A claim of one of two texts: null where the text does not make it. */
export type ClaimTurn = {
  readonly text: string;
  readonly before: Claim['verdict'] | null;
  readonly now: Claim['verdict'] | null;
};

/** What differs between two answers to the same question from the same evidence. */
export type AnswerDifference = {
  /** Whether text, citations, claims and all else are the same to the byte. */
  readonly same: boolean;
  /** Claims that both make with one verdict. */
  readonly kept: number;
  /** The others, in the order of the texts: those of the first before those that only the second makes. */
  readonly turns: readonly ClaimTurn[];
};

const worst = ['unsupported', 'derived', 'supported'] as const;

/** Each claim once; one that is made twice counts by its worst verdict. */
function verdictsOf(claims: readonly Claim[]): ReadonlyMap<string, Claim['verdict']> {
  const found = new Map<string, Claim['verdict']>();
  for (const { text, verdict } of claims) {
    const before = found.get(text);
    const isWorse = before === undefined || worst.indexOf(verdict) < worst.indexOf(before);
    if (isWorse) found.set(text, verdict);
  }
  return found;
}

/** Compares two answers claim by claim. Pure. */
export function compareAnswers(before: Answer, now: Answer): AnswerDifference {
  const [left, right] = [verdictsOf(before.claims), verdictsOf(now.claims)];
  const all = [...new Set([...left.keys(), ...right.keys()])].map((text) => ({
    text,
    before: left.get(text) ?? null,
    now: right.get(text) ?? null,
  }));
  const turns = all.filter((one) => one.before !== one.now);
  return {
    // What was stored has lost fields without a value.
    same: isDeepStrictEqual(before, JSON.parse(JSON.stringify(now))),
    kept: all.length - turns.length,
    turns,
  };
}
