import { cited, random } from './made.ts';
import type { Made } from './made.ts';
import { changes, runs } from './told-events.ts';
import { rates, tables } from './told-rates.ts';

const tellings = [runs, changes, rates, tables] as const;

/** Sentences about events, states, rates, flags and windows; the same for the same seed. */
export function toldSentences(seed: number, wanted: number): readonly Made[] {
  const chance = random(seed);
  const made: Made[] = [];
  while (made.length < wanted) {
    const { table: of, told } = chance.of(tellings)(chance);
    const { kind, text, rows, isTrue } = chance.of(told);
    made.push({ kind, isTrue, ...cited(text, of, rows, chance) });
  }
  return made;
}
