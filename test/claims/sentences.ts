import type { Made, MadeTable, Random } from './made.ts';
import { aTable, cited, random, shapeOf, written, writtenNumber } from './made.ts';
import type { Measure } from './shape.ts';

/** A sentence about a table: its text, the rows it is about, and whether it is true. */
type Said = {
  readonly text: string;
  readonly rows: readonly number[];
  readonly isTrue: boolean;
} | null;
type Maker = (table: MadeTable, isTrue: boolean, random: Random) => Said;

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 0.03 * Math.abs(a) + 0.6;

function pick({ shape, names, numbers }: MadeTable, { below }: Random) {
  const at = below(shape.measures.length);
  const row = below(names.length);
  const measure = shape.measures[at] as Measure;
  const column = numbers[at] ?? [];
  return { at, row, measure, column, value: column[row] ?? 0, isDay: shape.kind === 'time' };
}

/** Another number than the true one: of another row or column, twice as much, or by chance. */
function another(table: MadeTable, at: number, row: number, { of, below }: Random): number | null {
  const value = table.numbers[at]?.[row] ?? 0;
  const column = table.numbers[at] ?? [];
  const sameUnit = table.numbers.flatMap((numbers, n) =>
    n !== at && table.shape.measures[n]?.unit === table.shape.measures[at]?.unit
      ? [numbers[row] ?? 0]
      : [],
  );
  const way = below(4);
  const other =
    way === 0
      ? of(column)
      : way === 1 && sameUnit.length > 0
        ? of(sameUnit)
        : way === 2
          ? value * of([0.5, 2])
          : value * (1.1 + below(80) / 100) + 2;
  const rounded = Number(other.toFixed(table.shape.measures[at]?.decimals ?? 0));
  return near(rounded, value) ? null : rounded;
}

const cell: Maker = (table, isTrue, random) => {
  const { at, row, measure, value, isDay } = pick(table, random);
  const number = isTrue ? value : another(table, at, row, random);
  if (number === null) return null;
  const text = random
    .of(measure.says)
    .replace('@', written(table.names[row] ?? '', isDay, random))
    .replace('#', writtenNumber(number, measure, random));
  return { text, rows: [row], isTrue };
};

const total: Maker = (table, isTrue, random) => {
  const { measure, column } = pick(table, random);
  const right = sum(column);
  const number = isTrue
    ? right
    : random.of([right * 1.3, right - (column[0] ?? 0), right / column.length, column[0] ?? 0]);
  if (!isTrue && near(number, right)) return null;
  const written = writtenNumber(number, { ...measure, decimals: measure.decimals }, random);
  const forms = [
    `In total, ${measure.noun} come to ${written}.`,
    `All ${table.names.length} ${table.shape.nouns[1]} together come to ${written} of ${measure.noun}.`,
    `Summed over all ${table.shape.nouns[1]}, ${measure.noun} come to ${written}.`,
    `The total of ${measure.noun} is ${written}.`,
    `${written} is the sum of ${measure.noun} over the ${table.names.length} ${table.shape.nouns[1]}.`,
  ];
  return { text: random.of(forms), rows: table.names.map((_, n) => n), isTrue };
};

const mean: Maker = (table, isTrue, random) => {
  const { measure, column } = pick(table, random);
  const right = sum(column) / column.length;
  const number = isTrue ? right : random.of([right * 1.2, sum(column), column[0] ?? 0]);
  if (!isTrue && near(number, right)) return null;
  const written = writtenNumber(number, { ...measure, decimals: 2 }, random);
  const forms = [
    `On average, ${measure.noun} per ${table.shape.nouns[0]} are ${written}.`,
    `The average of ${measure.noun} is ${written}.`,
    `Averaged over the ${table.names.length} ${table.shape.nouns[1]}, ${measure.noun} come to ${written}.`,
  ];
  return { text: random.of(forms), rows: table.names.map((_, n) => n), isTrue };
};

const count: Maker = (table, isTrue, random) => {
  const right = table.names.length;
  const number = isTrue ? right : right + random.of([-1, 1, 2, 5]);
  const words = [
    'zero',
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
  ];
  const written = random.of([String(number), words[number] ?? String(number)]);
  const noun = table.shape.nouns[number === 1 ? 0 : 1];
  const forms = [
    `There are ${written} ${noun} in the result.`,
    `The table has ${written} ${noun}.`,
    `${written} ${noun} are listed.`,
    `## The ${written} ${noun} of this answer`,
  ];
  return { text: random.of(forms), rows: table.names.map((_, n) => n), isTrue };
};

const rank: Maker = (table, isTrue, random) => {
  const { measure, column, isDay } = pick(table, random);
  const isMost = random.below(2) === 0;
  const best = isMost ? Math.max(...column) : Math.min(...column);
  const row = isTrue ? column.indexOf(best) : random.below(column.length);
  if (!isTrue && column[row] === best) return null;
  const name = written(table.names[row] ?? '', isDay, random);
  const word = random.of(isMost ? ['highest', 'most', 'largest'] : ['lowest', 'smallest']);
  const forms = [
    `${name} has the ${word} ${measure.noun}.`,
    `The ${table.shape.nouns[0]} with the ${word} ${measure.noun} is ${name}.`,
    `By ${measure.noun}, ${name} comes ${isMost ? 'first' : 'last'}.`,
    `${isMost ? 'First' : 'Last'} in ${measure.noun}: ${name}.`,
    `## ${name} has the ${word} ${measure.noun}`,
  ];
  return { text: random.of(forms), rows: table.names.map((_, n) => n), isTrue };
};

const pairOf = (table: MadeTable, random: Random) => {
  const one = pick(table, random);
  const other = random.below(table.names.length);
  return { ...one, other, second: one.column[other] ?? 0 };
};

const difference: Maker = (table, isTrue, random) => {
  const { measure, row, other, value, second, isDay } = pairOf(table, random);
  if (row === other || near(value, second)) return null;
  const right = Math.abs(value - second);
  const number = isTrue ? right : random.of([right * 1.4 + 1, value, value + second]);
  if (!isTrue && near(number, right)) return null;
  const [a, b] = [row, other].map((n) => written(table.names[n] ?? '', isDay, random));
  const size = writtenNumber(
    number,
    { ...measure, decimals: Math.max(measure.decimals, 0) },
    random,
  );
  const isMore = isTrue ? value > second : value > second;
  const forms = [
    `The difference between ${a} and ${b} in ${measure.noun} is ${size}.`,
    `Between ${a} and ${b} there is a gap of ${size} in ${measure.noun}.`,
    `${a} is ${size} ${isMore ? 'above' : 'below'} ${b} in ${measure.noun}.`,
    `In ${measure.noun}, ${a} is ${isMore ? 'ahead of' : 'behind'} ${b} by ${size}.`,
  ];
  return { text: random.of(forms), rows: [row, other], isTrue };
};

const order: Maker = (table, isTrue, random) => {
  const { measure, row, other, value, second, isDay } = pairOf(table, random);
  if (row === other || value === second) return null;
  const isMore = isTrue ? value > second : value < second;
  const [a, b] = [row, other].map((n) => written(table.names[n] ?? '', isDay, random));
  const forms = [
    `${a} is ${isMore ? 'higher' : 'lower'} than ${b} in ${measure.noun}.`,
    `Compared with ${b}, ${measure.noun} of ${a} is ${isMore ? 'higher' : 'lower'}.`,
    ...(isDay
      ? [
          `From ${row < other ? a : b} to ${row < other ? b : a}, ${measure.noun} ${isMore === row > other ? 'increased' : 'decreased'}.`,
        ]
      : []),
  ];
  return { text: random.of(forms), rows: [row, other], isTrue };
};

const change: Maker = (table, isTrue, random) => {
  const [now = [], before = []] = table.numbers;
  const [first, second] = table.shape.measures;
  if (first === undefined || !/before|previous/.test(second?.name ?? '')) return null;
  const row = random.below(table.names.length);
  const [value = 0, base = 1] = [now[row], before[row]];
  if (near(value, base)) return null;
  const name = written(table.names[row] ?? '', false, random);
  const isUp = isTrue === value > base;
  return {
    text: random.of(changeForms(name, first, [value, base], isUp, random)),
    rows: [row],
    isTrue,
  };
};

function changeForms(
  name: string,
  measure: Measure,
  [value, base]: readonly [number, number],
  isUp: boolean,
  random: Random,
): readonly string[] {
  const { noun } = measure;
  const say = (up: string, down: string): string => (isUp ? up : down);
  const percent = Math.abs(((value - base) / base) * 100).toFixed(1);
  const [a, b] = [value, base].map((one) => writtenNumber(one, measure, random));
  const gap = writtenNumber(Math.abs(value - base), measure, random);
  return [
    `${noun} of ${name} ${say('rose', 'fell')} by ${percent} %.`,
    `${name}: ${say('up', 'down')} ${percent}% against the period before.`,
    `${name} is ${say('up', 'down')}, from ${b} to ${a}.`,
    `${noun} of ${name} ${say('grew', 'shrank')} to ${a}.`,
    `${noun} of ${name} ${say('climbed', 'dropped')} from ${b} to ${a}.`,
    `${name} has ${percent} percent ${say('more', 'less')} ${noun} than before.`,
    `${name} is ${gap} ${say('above', 'below')} its value of the period before.`,
    `There is ${say('an increase', 'a decrease')} for ${name}: ${b} before, ${a} now.`,
    `${name} now has a ${say('higher', 'lower')} ${noun} than before.`,
  ];
}

const share: Maker = (table, isTrue, random) => {
  const { measure, column, value, row, isDay } = pick(table, random);
  const right = (value / sum(column)) * 100;
  const number = isTrue ? right : right * random.of([0.6, 1.5, 2]) + 1;
  if (!isTrue && Math.abs(number - right) < 1.1) return null;
  const name = written(table.names[row] ?? '', isDay, random);
  const percent = random.of([
    `${number.toFixed(1)}%`,
    `${number.toFixed(1)} %`,
    `${number.toFixed(0)} percent`,
  ]);
  const forms = [
    `${name} accounts for ${percent} of the ${measure.noun}.`,
    `The share of ${name} in the ${measure.noun} is ${percent}.`,
    `${name} stands for ${percent} of all ${measure.noun}.`,
  ];
  return { text: random.of(forms), rows: table.names.map((_, n) => n), isTrue };
};

const several: Maker = (table, isTrue, random) => {
  const { at, measure, row, other, value, second, isDay } = pairOf(table, random);
  if (row === other || near(value, second)) return null;
  const names = [row, other].map((n) => written(table.names[n] ?? '', isDay, random));
  const wrong = another(table, at, other, random);
  if (wrong === null) return null;
  const swap = !isTrue && random.below(2) === 0;
  const values = isTrue ? [value, second] : swap ? [second, value] : [value, wrong];
  const [x, y] = values.map((one) => writtenNumber(one, { ...measure }, random));
  const forms = [
    `${names[0]} and ${names[1]} had ${measure.noun} of ${x} and ${y}.`,
    `By ${measure.noun}: ${names[0]} (${x}), then ${names[1]} (${y}).`,
    `${measure.noun}: ${names[0]} ${x}, ${names[1]} ${y}.`,
    `| ${table.shape.nouns[0]} | ${measure.noun} |\n|---|---|\n| ${names[0]} | ${x} |\n| ${names[1]} | ${y} |`,
  ];
  return { text: random.of(forms), rows: [row, other], isTrue };
};

const makers = { cell, total, mean, count, rank, difference, order, change, share, several };

/** Sentences of all kinds about tables of all forms, half of them true; the same for the same seed. */
export function madeSentences(seed: number, wanted: number): readonly Made[] {
  const chance = random(seed);
  const made: Made[] = [];
  while (made.length < wanted) {
    const table = aTable(shapeOf(chance), chance);
    const kind = chance.of([
      'cell',
      'cell',
      'cell',
      ...(Object.keys(makers) as (keyof typeof makers)[]),
    ] as const);
    const said = makers[kind](table, chance.below(2) === 0, chance);
    if (said === null) continue;
    const { text, rows, isTrue } = said;
    const lines = text.split('\n');
    const withMarkers =
      lines.length === 1 ? cited(text, table, rows, chance) : markRows(lines, table, rows, chance);
    made.push({ kind, isTrue, ...withMarkers });
  }
  return made;
}

/** Each row of a table of Markdown has the markers of its own. */
function markRows(
  lines: readonly string[],
  table: MadeTable,
  rows: readonly number[],
  chance: Random,
) {
  const { citations, evidence, markdown } = cited('', table, rows, chance);
  const marked = lines.map((line, n) =>
    n < 2 ? line : line.replace(/\|$/, `${markdown.trim()} |`),
  );
  return { citations, evidence, markdown: marked.join('\n') };
}
