import type { Held } from './memory.ts';

/** What a process held when so many investigations had been accepted. */
export type Sample = Held & { readonly pid: number; readonly investigations: number };

export type Growth = {
  /** Megabytes for 100 investigations, by the line that fits the samples best. */
  readonly rssMbPer100: number;
  readonly heapMbPer100: number;
  /** At the end of the warm-up and at the last sample, megabytes. */
  readonly rssMb: readonly [number, number];
  /** Samples after the warm-up. */
  readonly samples: number;
  /** Whether all samples are of one process. */
  readonly isOneProcess: boolean;
};

/** Code is compiled, pools are filled and caches reach their size by then, investigations. */
const warmUp = 100;

/**
 * How what a process holds grows with the investigations, after a warm-up.
 *
 * Pure.
 *
 * @returns NaN for growths that too few samples tell.
 */
export function growthOf(all: readonly Sample[]): Growth {
  const samples = all.filter(({ investigations }) => investigations >= warmUp);
  const first = samples[0];
  const slope = (of: (sample: Sample) => number): number =>
    100 * slopeOf(samples.map((sample) => [sample.investigations, of(sample)]));
  return {
    rssMbPer100: slope(({ rssMb }) => rssMb),
    heapMbPer100: slope(({ heapMb }) => heapMb),
    rssMb: [first?.rssMb ?? Number.NaN, samples.at(-1)?.rssMb ?? Number.NaN],
    samples: samples.length,
    isOneProcess: all.every(({ pid }) => pid === all[0]?.pid),
  };
}

/** The slope of the line with the smallest squared distances. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (numbers: readonly number[]): number =>
    numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const above = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return above / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
