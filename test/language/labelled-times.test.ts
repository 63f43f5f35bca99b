import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTimes } from '../../language/time/read-times.ts';
import type { Period, Times } from '../../language/time/read-times.ts';
import { root } from '../support/sources.ts';

/** `none`: no time is named; `ask`: it cannot be read honestly; `from` null: it has no beginning. */
type Reading =
  | 'none'
  | 'ask'
  | { readonly from: string | null; readonly to: string }
  | { readonly both: readonly Reading[] };

/** A question with what it means; `or` has other right readings. */
type Labelled = {
  readonly part: 'work' | 'check';
  readonly question: string;
  readonly read: Reading;
  readonly or?: readonly Reading[];
};

/** Wednesday afternoon in Berlin. */
const nowMs = Date.parse('2026-11-18T14:30:00+01:00');

// Labelled before the reader was written, by somebody who had not seen it; `check` was not looked at.
const labelled = readFileSync(join(root, 'test/language/times.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Labelled);

function agrees(want: Reading, { periods, unread }: Times): boolean {
  if (want === 'ask') return unread.length > 0;
  if (want === 'none') return periods.length + unread.length === 0;
  const all = 'both' in want ? want.both : [want];
  return unread.length === 0 && all.every((one, n) => isPeriod(one, periods[n]));
}

const isPeriod = (want: Reading, got: Period | undefined): boolean =>
  typeof want === 'object' &&
  'to' in want &&
  got !== undefined &&
  (want.from === null || Date.parse(want.from) === got.fromMs) &&
  Date.parse(want.to) === got.toMs;

function isRight({ question, read, or = [] }: Labelled): boolean {
  const times = readTimes(question, nowMs, 'Europe/Berlin');
  return [read, ...or].some((reading) => agrees(reading, times));
}

const of = (part: Labelled['part']) => labelled.filter((one) => one.part === part);

describe('times in the words of people on call', () => {
  it.each(of('work').map((one) => [one.question, one] as const))('%s', (_, one) => {
    const read = readTimes(one.question, nowMs, 'Europe/Berlin');
    expect(isRight(one), `read ${JSON.stringify(read)}, not ${JSON.stringify(one.read)}`).toBe(
      true,
    );
  });

  it('those that the reader was not written with: nineteen of twenty', () => {
    const check = of('check');
    expect(check.filter(isRight).length / check.length).toBeGreaterThanOrEqual(0.95);
  });
});
