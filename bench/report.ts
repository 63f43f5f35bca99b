import type { Counts } from './counts.ts';
import type { ArmName, Round } from './rounds.ts';
import { bootstrap, median, type Interval } from './statistics.ts';

const maxNoise = 0.1;

/** The arms with their titles, in the order of a report. */
export const arms: readonly (readonly [name: ArmName, title: string])[] = [
  ['plain', 'plain Promise.all'],
  ['plainAgain', 'plain, a second time'],
  ['engine', 'bare engine'],
  ['langGraph', 'LangGraph with PostgreSQL'],
  ['dbos', 'DBOS'],
  ['product', 'Health Monitor'],
];

const peers: readonly (readonly [name: ArmName, title: string])[] = [
  ['engine', 'engine'],
  ['langGraph', 'LangGraph'],
  ['dbos', 'DBOS'],
];

/**
 * The median overhead of an arm, milliseconds.
 *
 * @param rounds At least one.
 */
export const medianOverhead = (rounds: readonly Round[], name: ArmName): number =>
  median(rounds.map((round) => round[name].overheadMs));

/** Median over all rounds of an arm's overhead above the mean of the two plain arms of the same round. */
function aboveBaseline(rounds: readonly Round[], name: ArmName): number {
  const baseline = ({ plain, plainAgain }: Round) => (plain.overheadMs + plainAgain.overheadMs) / 2;
  return median(rounds.map((round) => round[name].overheadMs - baseline(round)));
}

/**
 * (ours − plain) / (the arm − plain).
 *
 * @param rounds At least one.
 */
export const overheadRatio = (rounds: readonly Round[], name: ArmName): Interval =>
  bootstrap(rounds, (some) => aboveBaseline(some, 'product') / aboveBaseline(some, name));

/**
 * The report of a benchmark run as lines of text.
 *
 * @param rounds At least one.
 */
export function reportLines(rounds: readonly Round[], counts: Counts): string[] {
  const sameArmRatio = bootstrap(rounds, (some) =>
    median(some.map(({ plain, plainAgain }) => plainAgain.overheadMs / plain.overheadMs)),
  );
  const isNoisy = Math.abs(sameArmRatio.value - 1) > maxNoise;
  return [
    'Overhead, median (milliseconds are of this machine and for orientation only):',
    ...arms.map(([name, title]) => armLine(rounds, name, title)),
    '',
    'Ratios, with 95 % of the bootstrap over paired rounds:',
    ...peers.map(([name, title]) =>
      ratioLine(`(ours − plain) / (${title} − plain)`, overheadRatio(rounds, name)),
    ),
    ratioLine(
      'ours / plain',
      bootstrap(rounds, (some) =>
        median(some.map(({ plain, product }) => product.overheadMs / plain.overheadMs)),
      ),
    ),
    ratioLine('plain / plain (noise)', sameArmRatio),
    ...(isNoisy ? ['  machine too noisy: the same arm differs from itself by over 10 %'] : []),
    '',
    'Counts for one question of five domains:',
    ...Object.entries(counts).map(([name, values]) => `  ${name.padEnd(38)}${range(values)}`),
  ];
}

function armLine(rounds: readonly Round[], name: ArmName, title: string): string {
  const ms = medianOverhead(rounds, name).toFixed(1).padStart(8);
  const cpu = median(rounds.map((round) => round[name].cpuMs)).toFixed(1);
  return `  ${title.padEnd(36)}${ms} ms   CPU of this process ${cpu.padStart(6)} ms`;
}

function ratioLine(title: string, { value, low, high }: Interval): string {
  return `  ${title.padEnd(38)}${value.toFixed(2)}   [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}

function range(values: readonly number[]): string {
  const [min, max] = [Math.min(...values), Math.max(...values)];
  return min === max ? String(min) : `${median(values)} (${min} to ${max})`;
}
